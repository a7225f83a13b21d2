"""Loads the timetable of one event: rounds, sessions, tables, and who appears there."""

from typing import Any

from django.utils import timezone

from events.demo import facts
from events.demo.days import moment
from events.demo.shelf import Shelf
from events.models import Appearance, Block, Event, Session, Table


def load_timetable(shelf: Shelf, event: Event, gathering: facts.Gathering) -> None:
    """Add the rounds and sessions of a file to its event."""
    for n, block in enumerate(gathering.blocks):
        row = shelf.make(Block, block, f"blocks[{n}]", event=event, position=n)
        shelf.put("block", block.title, row)
    for n, session in enumerate(gathering.sessions):
        _session(shelf, event, session, n)


def _session(shelf: Shelf, event: Event, told: facts.Session, position: int) -> None:
    at = f"sessions[{position}]"
    session = Session(
        **_references(shelf, told, at), **_hours(event, told), event=event, position=position
    )
    shelf.add(session, at)
    _appearances(shelf, told.appearances, at, session=session)
    for n, table in enumerate(told.tables):
        row = shelf.make(Table, table, f"{at}.tables[{n}]", session=session)
        _appearances(shelf, table.appearances, f"{at}.tables[{n}]", table=row)


def _references(shelf: Shelf, told: facts.Session, at: str) -> dict[str, Any]:
    values = told.written()
    for name in ("block", "theme", "room"):
        if name in values:
            values[name] = shelf.get(name, values[name], at)
    values.pop("starts", None)
    values.pop("ends", None)
    return values


def _hours(event: Event, told: facts.Session) -> dict[str, Any]:
    """The session's moments; an item without an hour is announced, not scheduled."""
    day = timezone.localdate(event.starts_at, event.zone)
    return {
        "starts_at": moment(day, told.starts, event.zone) if told.starts else None,
        "ends_at": moment(day, told.ends, event.zone) if told.ends else None,
    }


def _appearances(
    shelf: Shelf, appearances: list[facts.Appearance], at: str, **holder: Session | Table
) -> None:
    for n, appearance in enumerate(appearances):
        shelf.make(Appearance, appearance, f"{at}.appearances[{n}]", position=n, **holder)
