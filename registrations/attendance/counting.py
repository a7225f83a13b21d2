"""How many were expected and came, over any part of them; purely."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Someone:
    """As much of a registration as is counted, and nothing that tells who it is.

    `came_at` is when they came in. Expected is who has a certain seat since before the gathering:
    nobody who walked in, and nobody who is in without a seat.
    """

    code: str
    role: str
    came_at: datetime | None
    expected: bool
    companion: bool
    waited: bool


@dataclass(frozen=True)
class Tally:
    """Of some people: how many were expected, how many of these came, and who came unexpected."""

    title: str
    expected: int
    came: int
    unexpected: int = 0

    @property
    def absent(self) -> int:
        """How many were expected and did not come."""
        return self.expected - self.came

    @property
    def present(self) -> int:
        """How many were there, expected or not."""
        return self.came + self.unexpected

    @property
    def absent_share(self) -> int | None:
        """Of a hundred expected, how many did not come; None when nobody was."""
        return round(100 * self.absent / self.expected) if self.expected else None


@dataclass(frozen=True)
class PlaceTally:
    """A session or table: who had a seat, and who was noted there. None came when no list was
    kept, which is something else than nobody."""

    tally: Tally
    kept: bool
    of_session: bool = False


@dataclass(frozen=True)
class RoundTally:
    """A round of choices with its sessions and tables, in the order of the programme; and when the
    last of its sessions ends."""

    title: str
    places: tuple[PlaceTally, ...]
    ends_at: datetime


def tally(title: str, people: Iterable[Someone]) -> Tally:
    """Count them."""
    some = list(people)
    expected = [one for one in some if one.expected]
    return Tally(
        title=title,
        expected=len(expected),
        came=sum(one.came_at is not None for one in expected),
        unexpected=sum(not one.expected and one.came_at is not None for one in some),
    )


def by(
    people: Iterable[Someone], key: Callable[[Someone], str], titles: Iterable[str]
) -> tuple[Tally, ...]:
    """A tally for each of these titles under which there is anybody."""
    some = list(people)
    found = (tally(title, [one for one in some if key(one) == title]) for title in titles)
    return tuple(one for one in found if one.expected or one.unexpected)


def tally_of_place(title: str, *, seats: set[str], noted: set[str]) -> Tally:
    """Of a session or table: who had a seat there, and who was noted there, by their codes."""
    return Tally(title, len(seats), len(seats & noted), len(noted - seats))
