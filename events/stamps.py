"""What an organiser looked at before doing something with a whole draft."""

import hashlib

import msgspec

from events.programme import Programme
from festival.refusals import Refused


class Outdated(Refused):
    """The draft or the release is no longer what the organiser looked at."""


def stamp_of(draft: Programme, release: int) -> str:
    """A short text that changes with the draft, and with the number of the newest release."""
    said = hashlib.sha256(msgspec.json.encode(draft)).hexdigest()[:16]
    return f"{release}-{said}"
