"""Where each item stands in the table of a day. Pure: a Plan in, rows of cells out.

An item stands in the column of its room, as many rows long as it takes; what overlaps in one
room stands in one cell. A break without a room spans all columns, unless something goes on
meanwhile: then it stands with the other items that have no room.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from events.plan import Plan, PlannedRoom, PlannedSession

COARSE, FINE = timedelta(minutes=15), timedelta(minutes=5)
MARGIN = timedelta(hours=2)  # so far outside the hours, an item still stands in the table
LONGEST = timedelta(hours=30)  # of a day, from midnight: a night counts until six
USUAL_HOURS = (time(9), time(17))  # of a day of which nothing is known
EVERYWHERE = -1  # the column of what is for all rooms


@dataclass(frozen=True)
class Cell:
    """A place in the table: so many rows and columns large, empty without sessions."""

    sessions: tuple[PlannedSession, ...] = ()
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Row:
    """The cells that begin at one moment, from the first column to the last."""

    starts_at: datetime
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Layout:
    """The table of one day; a column None is of what has no room."""

    step: timedelta
    columns: tuple[PlannedRoom | None, ...]
    rows: tuple[Row, ...]
    outside: tuple[PlannedSession, ...]


@dataclass(frozen=True)
class Block:
    """Items that stand together in one column, from one row up to another."""

    top: int
    bottom: int
    sessions: tuple[PlannedSession, ...]

    def meets(self, other: "Block") -> bool:
        """Whether they share a row."""
        return self.top < other.bottom and other.top < self.bottom


def laid_out(plan: Plan, day: date, *, all_rooms: bool = False) -> Layout:
    """The table of a day, with the rooms that are used then, or all of them."""
    opens, closes = _hours(plan, day)
    inside: list[PlannedSession] = []
    outside: list[PlannedSession] = []
    for session in sessions_on(plan, day):
        (inside if _fits(session, opens, closes) else outside).append(session)
    edges = [moment for s in inside if s.hours for moment in s.hours]
    frame = [moment for moment in (opens, closes) if moment] or ([] if edges else _usual(plan, day))
    edges = sorted([*edges, *frame])
    step = FINE if any(_minutes(edge) % 15 for edge in edges) else COARSE
    first = edges[0] - timedelta(minutes=_minutes(edges[0]) % (step // timedelta(minutes=1)))
    last = min(edges[-1], _at(plan, day, time.min) + LONGEST)
    count = max(-(-(last - first) // step), 1)
    columns = _columns(plan, inside, all_rooms=all_rooms)
    blocks = _placed(inside, columns, first, step, count)
    if blocks.get(None) or not columns:
        columns = (*columns, None)
    rows = _rows(blocks, columns, count)
    moments = (first + number * step for number in range(count))
    table = tuple(Row(moment, cells) for moment, cells in zip(moments, rows, strict=True))
    return Layout(step, columns, table, tuple(outside))


def sessions_on(plan: Plan, day: date) -> list[PlannedSession]:
    """The items that begin on a day of the event's own calendar."""
    return [s for s in plan.sessions if s.hours and day_of(plan, s.hours[0]) == day]


def day_of(plan: Plan, moment: datetime) -> date:
    """The day that a moment falls on, where the event is."""
    return moment.astimezone(plan.zone).date()


def _minutes(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def _at(plan: Plan, day: date, clock: time) -> datetime:
    """A clock's time on a day, in UTC, so that sums with it are of real time."""
    return datetime.combine(day, clock, plan.zone).astimezone(UTC)


def _hours(plan: Plan, day: date) -> tuple[datetime | None, datetime | None]:
    """From when to when the gathering is open on a day, as far as that is known."""
    opens = plan.exact and day_of(plan, plan.starts_at) == day
    closes = plan.exact and day_of(plan, plan.ends_at) == day
    return plan.starts_at if opens else None, plan.ends_at if closes else None


def _usual(plan: Plan, day: date) -> list[datetime]:
    """The hours of an empty day: those of the gathering's outer days, or of an office."""
    clocks = tuple(moment.astimezone(plan.zone).time() for moment in (plan.starts_at, plan.ends_at))
    opens, closes = clocks if plan.exact and clocks[0] < clocks[1] else USUAL_HOURS
    return [_at(plan, day, opens), _at(plan, day, closes)]


def _fits(session: PlannedSession, opens: datetime | None, closes: datetime | None) -> bool:
    start, end = session.hours or (None, None)
    early = opens and start and start < opens - MARGIN
    late = closes and end and end > closes + MARGIN
    return not (early or late)


def _columns(
    plan: Plan, sessions: Iterable[PlannedSession], *, all_rooms: bool
) -> tuple[PlannedRoom | None, ...]:
    """The rooms to show; every room on a day that is still empty."""
    used = {session.room for session in sessions}
    all_rooms = all_rooms or not used
    return tuple(room for room in plan.rooms if all_rooms or room.pk in used)


def _placed(
    sessions: Iterable[PlannedSession],
    columns: tuple[PlannedRoom | None, ...],
    first: datetime,
    step: timedelta,
    count: int,
) -> dict[int | None, list[Block]]:
    """Blocks by room; None for what has no room, EVERYWHERE for what spans all columns."""
    found: dict[int | None, list[Block]] = defaultdict(list)
    for session in sessions:
        if session.hours:
            start, end = session.hours
            top = min((start - first) // step, count - 1)
            bottom = min(max(-(-(end - first) // step), top + 1), count)
            room = EVERYWHERE if session.is_break and session.room is None else session.room
            found[room].append(Block(top, bottom, (session,)))
    taken = [block for room, blocks in found.items() if room != EVERYWHERE for block in blocks]
    for block in _merged(found.pop(EVERYWHERE, [])):
        room = None if any(block.meets(other) for other in taken) else EVERYWHERE
        found[room].append(block)
    return {room: _merged(blocks) for room, blocks in found.items()}


def _merged(blocks: Iterable[Block]) -> list[Block]:
    """Blocks of one column, those that share a row made into one."""
    merged: list[Block] = []
    for block in sorted(blocks, key=lambda block: (block.top, block.bottom)):
        if merged and merged[-1].meets(block):
            last = merged.pop()
            bottom = max(last.bottom, block.bottom)
            merged.append(Block(last.top, bottom, last.sessions + block.sessions))
        else:
            merged.append(block)
    return merged


def _rows(
    blocks: dict[int | None, list[Block]], columns: tuple[PlannedRoom | None, ...], count: int
) -> Iterator[tuple[Cell, ...]]:
    """The cells of each row; what began in an earlier row takes no new cell."""
    keys = [room.pk if room else None for room in columns]
    starts = {(room, block.top): block for room, some in blocks.items() for block in some}
    until = dict.fromkeys(keys, 0)
    for row in range(count):
        if whole := starts.get((EVERYWHERE, row)):
            until = dict.fromkeys(keys, whole.bottom)
            yield (Cell(whole.sessions, whole.bottom - row, len(keys)),)
            continue
        cells = []
        for key in keys:
            if block := starts.get((key, row)):
                until[key] = block.bottom
                cells.append(Cell(block.sessions, block.bottom - row))
            elif until[key] <= row:
                cells.append(Cell())
        yield tuple(cells)
