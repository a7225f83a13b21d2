"""A page with places left open for seats: rendered once per release, filled after each sign-up.

What a large programme says moves rarely; its seats move with everybody who signs up. So the
page is kept as the texts between the places where seats stand.
"""

import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from events.pages.seats import in_words
from events.pages.store import Store
from events.published import Seats

ROOM = 32 * 1024 * 1024  # bytes per process
SIGN = secrets.token_hex(8)  # so that nobody can write an open place into a text
OPEN_PLACE = re.compile(rf"seats-{SIGN}-(\w+)-")


def open_place(code: str) -> str:
    """What stands in a mould where the seats of a session or table belong."""
    return f"seats-{SIGN}-{code}-"


@dataclass(frozen=True)
class Mould:
    """Texts with, at the odd places, the code of what has seats."""

    parts: tuple[str, ...]
    rendered_at: float = field(default_factory=time.monotonic)

    @property
    def size(self) -> int:
        """What it takes to keep, in bytes, about."""
        return sum(map(len, self.parts))

    def filled(self, seats: Mapping[str, Seats]) -> str:
        """The page with the seats as they are now."""
        words: dict[Seats | None, str] = {}
        parts = list(self.parts)
        for place in range(1, len(parts), 2):
            found = seats.get(parts[place])
            if found not in words:
                words[found] = str(in_words(found) or "")
            parts[place] = words[found]
        return "".join(parts)


def mould_of(text: str) -> Mould:
    """The mould that a page with open places is."""
    return Mould(tuple(OPEN_PLACE.split(text)))


moulds: Store[Mould] = Store(ROOM)
