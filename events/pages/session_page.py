"""The pages of one session and of one table."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events import models
from events.pages.labels import label
from events.pages.links import Link
from events.pages.seats import live, number_of_seats
from events.pages.telling import FileView, file_view
from events.pages.timetable import Item, ItemMaker, TableRow
from events.pages.visit import Subject, Visit
from events.pages.when import weekday
from events.programme import Room, Session, Table
from events.published import Seats


@dataclass(frozen=True)
class SessionPage(Subject):
    """One session."""

    item: Item
    kind: str
    about: str
    date: str
    room: Room | None
    capacity: str
    documents: tuple[FileView, ...]
    calendar: str


@dataclass(frozen=True)
class TablePage(Subject):
    """One table, and the session that it is part of."""

    row: TableRow
    question: str
    capacity: str
    session: Item
    date: str
    others: tuple[Link, ...]


def session_page(visit: Visit, session: Session, seats: Mapping[str, Seats]) -> SessionPage:
    """The page of a session."""
    said = visit.programme
    return SessionPage(
        title=session.title,
        description=_("Part of %(title)s") % {"title": said.title},
        item=ItemMaker(said, visit.at, live(seats if visit.seats_matter else {})).item(session),
        kind=label(models.Session.Kind, session.kind),
        about=session.about,
        date=_date(visit, session),
        room=said.room_by_name.get(session.room),
        capacity=_capacity(session, session.capacity),
        documents=tuple(file_view(d) for d in said.documents if d.session == session.code),
        calendar=visit.at.session_calendar(session.code) if session.starts_at else "",
    )


def table_page(
    visit: Visit, session: Session, table: Table, seats: Mapping[str, Seats]
) -> TablePage:
    """The page of a table."""
    maker = ItemMaker(visit.programme, visit.at, live(seats if visit.seats_matter else {}))
    others = (other for other in session.tables if other.code != table.code)
    return TablePage(
        title=table.topic,
        description=_("Table %(number)s of %(title)s")
        % {"number": table.number, "title": visit.programme.title},
        row=maker.row(session, table),
        question=table.question,
        capacity=_capacity(session, table.capacity),
        session=maker.item(session),
        date=_date(visit, session),
        others=tuple(Link(f"{o.number}. {o.topic}", visit.at.table(o.code)) for o in others),
    )


def _capacity(session: Session, capacity: int | None) -> str:
    """How many seats there are; nothing once the session is called off."""
    return "" if session.cancelled else number_of_seats(capacity)


def _date(visit: Visit, session: Session) -> str:
    start = session.starts_at
    return weekday(start.astimezone(visit.programme.zone)) if start else ""
