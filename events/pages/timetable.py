"""The programme page: time runs down, what is parallel stands together under one time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from events.pages.cast import Cast, CastLine
from events.pages.links import Addresses, Link
from events.pages.mould import open_place
from events.pages.seats import SeatsOf, SeatsText
from events.pages.visit import Subject, Visit
from events.pages.when import clock, span, weekday
from events.programme import Programme, Session, Table

ROOM_FOR_TEXT = 60  # up to so many sessions and tables, the programme also tells what they are


@dataclass(frozen=True)
class TableRow:
    """A discussion table."""

    number: int
    topic: Link
    question: str
    theme: Link | None
    cast: tuple[CastLine, ...]
    cases: tuple[Link, ...]
    seats: SeatsText | str


@dataclass(frozen=True)
class Item:
    """A session."""

    code: str
    kind: str
    title: Link
    time: str
    room: str
    block: str
    about: str
    theme: Link | None
    cast: tuple[CastLine, ...]
    tables: tuple[TableRow, ...]
    seats: SeatsText | str
    cancelled: bool


@dataclass(frozen=True)
class Moment:
    """All that starts at one time; `block` is the round when all of it belongs to one."""

    clock: str
    iso: str
    block: str
    items: tuple[Item, ...]

    @property
    def is_parallel(self) -> bool:
        """Whether a visitor has to choose."""
        return len(self.items) > 1


@dataclass(frozen=True)
class Day:
    """One day."""

    title: str
    iso: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class ThemeChoice:
    """A theme to narrow the programme to."""

    title: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class Timetable(Subject):
    """The whole programme, or the part of it that is about one theme."""

    days: tuple[Day, ...]
    untimed: tuple[Item, ...]
    choices: tuple[ThemeChoice, ...]
    chosen: str


def timetable(visit: Visit, theme: str) -> Timetable:
    """The programme page; `theme` is a slug of the programme, or empty for everything.

    Seats are left open, for a mould.
    """
    said = visit.programme
    sessions = list(about_theme(said.sessions, theme))
    maker = ItemMaker(said, visit.at, open_place if visit.seats_matter else nothing)
    chosen = said.theme_by_slug[theme].title if theme else ""
    return Timetable(
        title=_("Programme"),
        description=_("Programme of %(title)s") % {"title": said.title},
        days=tuple(_days(said, sessions, maker)),
        untimed=tuple(maker.item(s) for s in sessions if s.starts_at is None),
        choices=tuple(_choices(said, theme, visit.at)),
        chosen=chosen,
    )


def nothing(code: str) -> str:
    """Prints no seats, where they do not matter."""
    return ""


class ItemMaker:
    """Makes sessions and tables ready to print."""

    def __init__(self, said: Programme, at: Addresses, seats_of: SeatsOf) -> None:
        self._said, self._at, self._seats_of = said, at, seats_of
        self._cast = Cast(said, at)
        count = len(said.sessions) + sum(len(session.tables) for session in said.sessions)
        self._tells_more = count <= ROOM_FOR_TEXT
        self._cases: dict[str, list[Link]] = {}
        for case in said.cases:
            if case.table:
                self._cases.setdefault(case.table, []).append(Link(case.title, at.case(case.code)))
        self._spans: dict[tuple[datetime, datetime], str] = {}

    def item(self, session: Session) -> Item:
        """A session with its tables."""
        return Item(
            code=session.code,
            kind=session.kind,
            title=Link(session.title, self._at.session(session.code)),
            time=self.time(session),
            room=session.room,
            block="" if session.block == session.title else session.block,
            about=session.about if self._tells_more else "",
            theme=self._cast.theme(session.theme),
            cast=self._cast.lines(session.appearances),
            tables=tuple(self.row(session, table) for table in session.tables),
            seats=self._seats(session, session.code),
            cancelled=session.cancelled,
        )

    def row(self, session: Session, table: Table) -> TableRow:
        """A table of a session."""
        return TableRow(
            number=table.number,
            topic=Link(table.topic, self._at.table(table.code)),
            question=table.question if self._tells_more else "",
            theme=self._cast.theme(table.theme),
            cast=self._cast.lines(table.appearances),
            cases=tuple(self._cases.get(table.code, ())),
            seats=self._seats(session, table.code),
        )

    def _seats(self, session: Session, code: str) -> SeatsText | str:
        """What is left at a session or one of its tables; nothing once it is called off."""
        return "" if session.cancelled else self._seats_of(code)

    def time(self, session: Session) -> str:
        """`20.30 tot 21.30 uur`, or nothing when it has not been set."""
        if session.starts_at is None or session.ends_at is None:
            return ""
        period = (session.starts_at, session.ends_at)
        if period not in self._spans:
            zone = self._said.zone
            self._spans[period] = span(*(moment.astimezone(zone) for moment in period))
        return self._spans[period]


def about_theme(sessions: Iterable[Session], theme: str) -> Iterator[Session]:
    """The sessions about a theme; of those with tables, the tables about it. All, without one."""
    for session in sessions:
        if not theme or session.theme == theme:
            yield session
        elif tables := tuple(table for table in session.tables if table.theme == theme):
            yield replace(session, tables=tables)


def _days(said: Programme, sessions: Iterable[Session], maker: ItemMaker) -> Iterator[Day]:
    timed = sorted(
        ((s.starts_at.astimezone(said.zone), s) for s in sessions if s.starts_at is not None),
        key=lambda pair: pair[0],
    )
    for date, of_day in groupby(timed, key=lambda pair: pair[0].date()):
        moments = groupby(of_day, key=lambda pair: pair[0])
        yield Day(
            title=weekday(date),
            iso=date.isoformat(),
            moments=tuple(
                _moment(start, [maker.item(session) for _start, session in together])
                for start, together in moments
            ),
        )


def _moment(start: datetime, items: list[Item]) -> Moment:
    blocks = {item.block for item in items}
    return Moment(
        clock=clock(start),
        iso=start.isoformat(timespec="minutes"),
        block=blocks.pop() if len(blocks) == 1 else "",
        items=tuple(items),
    )


def _choices(said: Programme, chosen: str, at: Addresses) -> Iterator[ThemeChoice]:
    used = {session.theme for session in said.sessions}
    used |= {table.theme for _session, table in said.all_tables()}
    themes = [theme for theme in said.themes if theme.slug in used]
    if themes:
        yield ThemeChoice(_("All themes"), at.programme, not chosen)
    for theme in themes:
        url = f"{at.programme}?thema={theme.slug}"
        yield ThemeChoice(theme.title, url, theme.slug == chosen)
