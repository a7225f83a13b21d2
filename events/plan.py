"""The draft as a plan: which items, when, where, with whom and with how many seats.

Frozen values, read in a fixed number of queries. `events.draft` reads everything that will be
public, in five times as many, and neither the seats that are taken nor the rooms that are
still empty; warnings and the grid need those and none of the texts.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from events.models import Appearance, Block, Event, Room, Session, Table
from festival.names import full_name


@dataclass(frozen=True)
class PlannedRoom:
    """A room of the venue; `seats` None when nobody said how many."""

    pk: int
    name: str
    seats: int | None = None


@dataclass(frozen=True)
class Round:
    """A round in which one option is chosen."""

    pk: int
    title: str
    required: bool = False


@dataclass(frozen=True)
class Part:
    """Somebody's part in a session or at a table; `person` is an id, two can share a name."""

    person: int
    name: str
    role: str


@dataclass(frozen=True)
class PlannedTable:
    """A discussion table."""

    code: str
    number: int
    capacity: int | None = None
    taken: int = 0
    cast: tuple[Part, ...] = ()


@dataclass(frozen=True)
class PlannedSession:
    """An item of the programme; `room` and `round` are ids, moments are in UTC or None."""

    code: str
    title: str
    kind: str = "plenary"
    described: bool = False
    round: int | None = None
    room: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    capacity: int | None = None
    taken: int = 0
    cancelled: bool = False
    tables: tuple[PlannedTable, ...] = ()
    cast: tuple[Part, ...] = ()

    @property
    def is_break(self) -> bool:
        """Whether it is a break or walk-in, for everybody."""
        return self.kind == "break"

    @cached_property
    def hours(self) -> tuple[datetime, datetime] | None:
        """From when to when, once that has been decided."""
        if self.starts_at is None or self.ends_at is None:
            return None
        return self.starts_at, self.ends_at


@dataclass(frozen=True)
class Plan:
    """One event's plan; sessions in the order of the programme, rooms of its venue
    and any others that its sessions are in."""

    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    exact: bool = True  # the event's own hours are known, not only its day
    introduced: bool = True
    cancelled: bool = False
    room: int | None = None
    capacity: int | None = None
    taken: int = 0
    rooms: tuple[PlannedRoom, ...] = ()
    rounds: tuple[Round, ...] = ()
    sessions: tuple[PlannedSession, ...] = ()

    @cached_property
    def room_of(self) -> dict[int | None, PlannedRoom]:
        """Rooms by id."""
        return {room.pk: room for room in self.rooms}


def read_plan(event: Event) -> Plan:
    """The plan of an event's draft as it is now; five queries."""
    return Plan(
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.zone,
        exact=event.precision == Event.Precision.MOMENT,
        introduced=bool(event.intro or event.summary),
        cancelled=event.cancelled_at is not None,
        room=event.room_id,
        capacity=event.capacity,
        taken=event.seats_taken,
        rooms=tuple(_rooms(event)),
        rounds=tuple(Round(b.pk, b.title, b.required) for b in Block.objects.filter(event=event)),
        sessions=tuple(_sessions(event)),
    )


def _rooms(event: Event) -> Iterator[PlannedRoom]:
    """Those of the venue, and those that sessions kept from an earlier one."""
    kept = Session.objects.filter(event=event).order_by().values("room")
    for room in Room.objects.filter(Q(venue=event.venue_id) | Q(pk__in=kept)):
        yield PlannedRoom(room.pk, room.name, room.capacity)


def _sessions(event: Event) -> Iterator[PlannedSession]:
    casts = _casts(event)
    tables = _tables(event, casts)
    rows = Session.objects.filter(event=event).values(
        "code",
        "title",
        "kind",
        "room",
        "starts_at",
        "ends_at",
        "capacity",
        described=~Q(about=""),
        round=F("block"),
        taken=F("seats_taken"),
        cancelled=Q(cancelled_at__isnull=False),
    )
    for row in rows:
        code = row["code"]
        cast = tuple(casts.get(code, ()))
        yield PlannedSession(**row, tables=tuple(tables.get(code, ())), cast=cast)


def _tables(event: Event, casts: dict[str, list[Part]]) -> dict[str, list[PlannedTable]]:
    """Tables by the code of their session."""
    found: dict[str, list[PlannedTable]] = defaultdict(list)
    rows = Table.objects.filter(session__event=event).order_by("number", "pk")
    about = ("number", "capacity", "seats_taken")
    for session, code, number, capacity, taken in rows.values_list("session__code", "code", *about):
        cast = tuple(casts.get(code, ()))
        found[session].append(PlannedTable(code, number, capacity, taken, cast))
    return found


def _casts(event: Event) -> dict[str, list[Part]]:
    """Who appears, by the code of the session or table."""
    found: dict[str, list[Part]] = defaultdict(list)
    where = Q(session__event=event) | Q(table__session__event=event)
    person = ("person__given_name", "person__infix", "person__family_name")
    rows = Appearance.objects.filter(where).values_list(
        "session__code", "table__code", "person_id", "role", *person
    )
    for session, table, pk, role, *names in rows:
        found[session or table].append(Part(pk, full_name(*names), role))
    return found
