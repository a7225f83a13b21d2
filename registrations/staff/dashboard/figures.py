"""Counts over time and per session or table, added up by the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from django.db.models import Count
from django.db.models.functions import TruncDate

from events.models import Event, Session, Table
from registrations.models import Choice

BY_DAY_UP_TO = 70  # days; what took longer is told by week
WEEK = 7


@dataclass(frozen=True)
class Period:
    """A day, or a week from its Monday: who came in, who cancelled, and who is left by then."""

    start: date
    came: int
    left: int
    total: int


@dataclass(frozen=True)
class Holder:
    """A session or table that people choose: its seats, and who has or wants one."""

    name: str
    round: str
    taken: int
    seats: int | None
    waiting: int
    off: bool = False  # the session, or the gathering itself, is called off

    @property
    def filled(self) -> int:
        """How much of it is taken, in whole per cents; 0 without a limit."""
        return min(100, round(100 * self.taken / self.seats)) if self.seats else 0


def periods_of(event: Event) -> list[Period]:
    """Sign-ups over time by the days of the event's own time zone; two queries."""
    by_day = []
    for column in ("created_at", "cancelled_at"):
        dated = event.registrations.exclude(**{column: None}).order_by()
        days = dated.annotate(day=TruncDate(column, tzinfo=event.zone)).values_list("day")
        by_day.append(dict(days.annotate(Count("id"))))
    return periods(*by_day)


def periods(came: dict[date, int], left: dict[date, int]) -> list[Period]:
    """Every day from the first to the last on which somebody came or left, or every week."""
    if not came:
        return []
    first, last = min(came), max((*came, *left))
    step = 1
    if (last - first).days > BY_DAY_UP_TO:
        step, first = WEEK, first - timedelta(days=first.weekday())
    starts = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]
    counts = [(_within(came, start, step), _within(left, start, step)) for start in starts]
    totals = accumulate(come - gone for come, gone in counts)
    return [
        Period(start, come, gone, total)
        for start, (come, gone), total in zip(starts, counts, totals, strict=True)
    ]


def _within(counts: dict[date, int], start: date, days: int) -> int:
    return sum(counts.get(start + timedelta(days=n), 0) for n in range(days))


def holders_of(event: Event) -> list[Holder]:
    """What people choose, in the order of the programme; three queries."""
    lines = Choice.objects.in_line().filter(registration__event=event).order_by()
    rows = lines.values_list("session", "table").annotate(Count("id"))
    waiting = {(session, table): number for session, table, number in rows}
    chosen = event.sessions.exclude(block=None).select_related("block").prefetch_related("tables")
    found: list[Holder] = []
    for session in chosen:
        session.event = event
        tables: list[Session | Table] = list(session.tables.all())
        found += [_holder(session, holder, waiting) for holder in tables or [session]]
    return found


def _holder(
    session: Session, holder: Session | Table, waiting: dict[tuple[int, int | None], int]
) -> Holder:
    table = holder.pk if isinstance(holder, Table) else None
    return Holder(
        name=str(holder),
        round=session.block.title if session.block else "",
        taken=holder.seats_taken,
        seats=holder.capacity,
        waiting=waiting.get((session.pk, table), 0),
        off=bool(session.cancelled_at or session.event.cancelled_at),
    )


def by_round(holders: Iterable[Holder]) -> dict[str, list[Holder]]:
    """Holders by the title of their round, in the order in which rounds first come."""
    found: dict[str, list[Holder]] = {}
    for holder in holders:
        found.setdefault(holder.round, []).append(holder)
    return found
