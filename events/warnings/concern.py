"""One warning, as a value."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a warning is about, the most urgent first."""

    ROOM_TAKEN = "room-taken"
    PERSON_TAKEN = "person-taken"
    ROOM_TOO_SMALL = "room-too-small"
    TOO_FEW_SEATS = "too-few-seats"
    OUTSIDE_HOURS = "outside-hours"
    NO_TIME = "no-time"
    ROUND_TIMES = "round-times"
    NO_ROOM = "no-room"
    NO_HOST = "no-host"
    NO_TEXT = "no-text"


@dataclass(frozen=True)
class Concern:
    """A sentence in the active language, and the public codes of what it is about.

    `session` is empty when it is about the gathering as a whole, `table` unless it is about one
    table of it; `others` are the other sessions that it is about as well.
    """

    kind: Kind
    sentence: str
    session: str = ""
    table: str = ""
    others: tuple[str, ...] = ()
