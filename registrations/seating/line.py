"""Whose turn it is: pure, so that it can be tried with any line and any room.

People who wait since the same moment, of one party and in one role, wait as one unit: they get
seats together or not at all. Within a role, and among all who want the same seats, nobody goes
before who came earlier, unless the organiser lets smaller units pass larger ones that do not
fit. A unit for which there would be too few seats if all of them were free keeps nobody waiting.
Who waits for a seat that only their role has keeps nobody else waiting.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import heapify, heappop, heappush

EVERYBODY = 0  # the key of those who come without a role


@dataclass(frozen=True, order=True)
class Unit:
    """People who wait as one: since when, the key of the first of them, and how many."""

    since: datetime
    key: int
    size: int = 1
    people: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class InRole:
    """What a role means for seats: which it takes, and how many of its own are left."""

    counts: bool = True
    insider: bool = False
    left: int | None = None  # None: as many as there are at the event
    most: int | None = None  # when all of its own are free; None: no limit


@dataclass
class Room:
    """The seats that are left: for everybody, for all including insiders, and in each role.

    `None` means no limit. It counts along while people take seats. The `most_…` are how many
    there are in all, taken or free, which nobody who takes a seat changes.
    """

    public: int | None
    whole: int | None
    roles: dict[int, InRole]
    most_public: int | None = None
    most_whole: int | None = None

    def left(self, role: int) -> int | None:
        """How many more can come in this role; None without a limit."""
        rules = self.roles.get(role, InRole())
        of_all = self.whole if rules.insider else self.public
        known = [rules.left, of_all if rules.counts else None]
        return min((max(seats, 0) for seats in known if seats is not None), default=None)

    def fits(self, role: int, size: int) -> bool:
        """Whether there is room for so many people in this role."""
        left = self.left(role)
        return left is None or size <= left

    def can_never_fit(self, role: int, size: int) -> bool:
        """Whether there are too few seats for so many in this role, also when all are free."""
        most = self.most(role)
        return most is not None and most < size

    def most(self, role: int) -> int | None:
        """How many can come in this role when all seats are free; None without a limit."""
        rules = self.roles.get(role, InRole())
        of_all = self.most_whole if rules.insider else self.most_public
        known = [rules.most, of_all if rules.counts else None]
        return min((seats for seats in known if seats is not None), default=None)

    def role_is_short(self, role: int, size: int) -> bool:
        """Whether their own role has too few seats for so many, however many others leave."""
        own = self.roles.get(role, InRole()).left
        return own is not None and own < size

    def pools(self, role: int, size: int) -> frozenset[str]:
        """The seats that so many people in this role would take, besides those of the role."""
        rules = self.roles.get(role, InRole())
        if not rules.counts:
            return frozenset()
        if not rules.insider:
            return frozenset({"public"})
        kept_back = 0 if self.whole is None else self.whole - (self.public or 0)
        return frozenset({"kept back"} if size <= kept_back else {"kept back", "public"})

    def take(self, role: int, size: int) -> None:
        """Count people in."""
        rules = self.roles.get(role, InRole())
        if rules.left is not None:
            self.roles[role] = replace(rules, left=rules.left - size)
        if not rules.counts:
            return
        if self.whole is not None:
            self.whole -= size
        if self.public is not None:
            # an insider takes a seat that was kept back as long as there is one
            kept_back = 0 if self.whole is None else self.whole + size - self.public
            self.public -= size if not rules.insider else max(size - max(kept_back, 0), 0)


Lines = Mapping[int, Iterator[Unit]]  # by role, each the first one first


def turns(lines: Lines, room: Room, *, overtaking: bool) -> Iterator[tuple[int, Unit]]:
    """Each unit that gets seats now, with its role, in order; `room` counts along.

    Reads no further into a line than somebody there can still be seated.
    """
    barred: set[str] = set()
    heads = [(unit, role) for role, line in lines.items() if (unit := next(line, None))]
    heapify(heads)
    while heads:
        unit, role = heappop(heads)
        if room.fits(role, unit.size) and not barred & room.pools(role, unit.size):
            room.take(role, unit.size)
            yield role, unit
        elif not overtaking and not room.can_never_fit(role, unit.size):
            if not room.role_is_short(role, unit.size):
                barred |= room.pools(role, unit.size)
            continue
        elif room.left(role) == 0:
            continue
        if (behind := next(lines[role], None)) is not None:
            heappush(heads, (behind, role))
