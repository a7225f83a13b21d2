"""The grid of a day, ready to print."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from events.pages.when import clock, weekday
from events.plan import Plan, PlannedRoom, PlannedSession
from events.warnings import Concern, Kind, by_session, concerns_of
from events.workspace.grid.layout import Layout, day_of, laid_out
from events.workspace.grid.moving import UNTIMED, stamp_of
from events.workspace.programme.days import day_name, days_of

AT_FIRST = 10  # warnings that are shown at once; the others open below them
IN_SHORT: dict[Kind, Promise] = {
    Kind.ROOM_TAKEN: gettext_lazy("Room double-booked"),
    Kind.PERSON_TAKEN: gettext_lazy("Person in two places"),
    Kind.ROOM_TOO_SMALL: gettext_lazy("Room too small"),
    Kind.TOO_FEW_SEATS: gettext_lazy("Too few seats"),
    Kind.OUTSIDE_HOURS: gettext_lazy("Outside the hours"),
    Kind.NO_TIME: gettext_lazy("No time"),
    Kind.ROUND_TIMES: gettext_lazy("Times within a round"),
    Kind.NO_ROOM: gettext_lazy("No room"),
    Kind.NO_HOST: gettext_lazy("No host"),
    Kind.NO_TEXT: gettext_lazy("No description"),
}


@dataclass(frozen=True)
class Card:
    """An item in the table or beside it; `start` and `minutes` are what a move begins from."""

    code: str
    title: str
    kind: str
    time: str
    iso: str
    room: str
    start: str
    minutes: int
    place: str
    everywhere: bool
    stamp: str
    cancelled: bool
    concerns: tuple[Promise, ...]


@dataclass(frozen=True)
class ShownCell:
    """A place in the table."""

    cards: tuple[Card, ...]
    rows: int
    columns: int


@dataclass(frozen=True)
class ShownRow:
    """One step of time; `day` and `start` are what a form is filled in with."""

    clock: str
    iso: str
    day: str
    start: str
    whole_hour: bool
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class Column:
    """A room, or what has none: `place` is what a form is filled in with."""

    name: str
    place: str
    seats: int | None = None


@dataclass(frozen=True)
class DayLink:
    """A day to look at."""

    name: str
    url: str
    here: bool


@dataclass(frozen=True)
class Warned:
    """A warning, with the item that it is about and the day to see it on."""

    sentence: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Grid:
    """Everything on the page."""

    day: str
    iso: str
    days: tuple[DayLink, ...]
    columns: tuple[Column, ...]
    rows: tuple[ShownRow, ...]
    outside: tuple[Card, ...]
    unscheduled: tuple[Card, ...]
    warnings: tuple[Warned, ...]
    more_warnings: tuple[Warned, ...]
    empty_rooms: bool
    all_rooms: bool
    step: int


def grid_of(event: Event, plan: Plan, day: date | None, *, all_rooms: bool) -> Grid:
    """The grid of a day of this plan; of the first one when that is none of its days."""
    days = days_of(event, [session.starts_at for session in plan.sessions])
    day = day if day in days else days[0]
    layout = laid_out(plan, day, all_rooms=all_rooms)
    concerns = concerns_of(plan)
    maker, warned = CardMaker(plan, concerns), tuple(_warned(event, plan, concerns))
    return Grid(
        day=weekday(day),
        iso=day.isoformat(),
        days=tuple(_days(event, days, day)),
        columns=tuple(_column(room) for room in layout.columns),
        rows=tuple(_rows(layout, plan, maker)),
        outside=maker.cards(layout.outside),
        unscheduled=maker.cards(s for s in plan.sessions if s.hours is None and not s.cancelled),
        warnings=warned[:AT_FIRST],
        more_warnings=warned[AT_FIRST:],
        empty_rooms=len([room for room in layout.columns if room]) < len(plan.rooms),
        all_rooms=all_rooms,
        step=layout.step // timedelta(minutes=1),
    )


class CardMaker:
    """Makes items ready to print."""

    def __init__(self, plan: Plan, concerns: Iterable[Concern]) -> None:
        self._plan = plan
        self._concerns = by_session(concerns)

    def cards(self, sessions: Iterable[PlannedSession]) -> tuple[Card, ...]:
        """Some items."""
        return tuple(self.card(session) for session in sessions)

    def card(self, session: PlannedSession) -> Card:
        """One item."""
        start, end = self._local(session)
        room = self._plan.room_of.get(session.room)
        kinds = {concern.kind for concern in self._concerns.get(session.code, ())}
        return Card(
            code=session.code,
            title=session.title,
            kind=session.kind,
            time=f"{clock(start)}–{clock(end)}" if start and end else "",
            iso=start.isoformat(timespec="minutes") if start else "",
            room=room.name if room else "",
            start=start.isoformat(timespec="minutes")[:16] if start else "",
            minutes=minutes_of(session),
            place=str(session.room or ""),
            everywhere=session.is_break and session.room is None,
            stamp=stamp_of(session.starts_at, session.ends_at, session.room),
            cancelled=session.cancelled,
            concerns=tuple(words for kind, words in IN_SHORT.items() if kind in kinds),
        )

    def _local(self, session: PlannedSession) -> tuple[datetime | None, datetime | None]:
        if session.hours is None:
            return None, None
        start, end = (moment.astimezone(self._plan.zone) for moment in session.hours)
        return start, end


def minutes_of(session: PlannedSession) -> int:
    """How long an item takes; what a new one usually takes while nobody has said."""
    if session.hours is None:
        return UNTIMED
    start, end = session.hours
    return (end - start) // timedelta(minutes=1)


def _rows(layout: Layout, plan: Plan, maker: CardMaker) -> Iterator[ShownRow]:
    for row in layout.rows:
        local = row.starts_at.astimezone(plan.zone)
        yield ShownRow(
            clock=clock(local),
            iso=local.isoformat(timespec="minutes"),
            day=local.date().isoformat(),
            start=f"{local:%H:%M}",
            whole_hour=local.minute == 0,
            cells=tuple(
                ShownCell(maker.cards(cell.sessions), cell.rows, cell.columns) for cell in row.cells
            ),
        )


def _column(room: PlannedRoom | None) -> Column:
    if room is None:
        return Column(_("Without a room"), "")
    return Column(room.name, str(room.pk), room.seats)


def _days(event: Event, days: list[date], here: date) -> Iterator[DayLink]:
    for day in days if len(days) > 1 else ():
        yield DayLink(day_name(day), grid_url(event, day), day == here)


def _warned(event: Event, plan: Plan, concerns: Iterable[Concern]) -> Iterator[Warned]:
    sessions = {session.code: session for session in plan.sessions}
    for concern in concerns:
        session = sessions.get(concern.session)
        if session is None:
            yield Warned(concern.sentence)
            continue
        day = day_of(plan, session.hours[0]) if session.hours else None
        url = f"{grid_url(event, day)}#item-{session.code}"
        yield Warned(concern.sentence, session.title, url)


def grid_url(event: Event, day: date | None = None, code: str = "") -> str:
    """The address of the grid of a day, at one item."""
    path = reverse("workspace:grid", kwargs={"slug": event.slug})
    return path + (f"?dag={day.isoformat()}" if day else "") + (f"#item-{code}" if code else "")
