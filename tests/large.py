"""A festival of any size, to see that what a page costs does not grow with it."""

from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

from django.db import transaction

from events.models import Appearance, Event, Room, Session, Table
from tests.factories import (
    make_block,
    make_event,
    make_organisation,
    make_person,
    make_room,
    make_theme,
    make_venue,
)

ABOUT = (
    "Bewoners vertellen hoe zij begonnen, wat er mis ging en wat ze nu anders zouden doen. "
    "Neem je eigen vraag mee; we zoeken samen naar de volgende stap. "
)
FIRST_DAY = datetime(2026, 6, 4, 7, 0, tzinfo=UTC)  # 9.00 in Amsterdam
ROOMS = 5
QUARTER = timedelta(minutes=15)
QUARTERS_IN_A_DAY = 48


@transaction.atomic
def festival_of(sessions: int, **fields: Any) -> Event:
    """A draft: a quarter of an hour in each of five rooms, for as many days as that takes.

    One session in ten has four tables; two people appear in each session, one at each table.
    """
    venue = make_venue()
    slots = -(-sessions // ROOMS)
    days = -(-slots // QUARTERS_IN_A_DAY)
    given: dict[str, Any] = {"title": f"Festival met {sessions} sessies", "starts_at": FIRST_DAY}
    given |= fields
    ends_at = given["starts_at"] + timedelta(days=days - 1) + QUARTERS_IN_A_DAY * QUARTER
    event: Event = make_event(venue=venue, **(given | {"ends_at": ends_at}))
    rooms = [make_room(venue, f"Zaal {n}", capacity=40) for n in range(ROOMS)]
    rows = Session.objects.bulk_create(_sessions(event, sessions, rooms))
    tables = Table.objects.bulk_create(
        Table(session=row, number=number, topic=f"Onderwerp {number}", capacity=8)
        for row in rows
        if row.kind == "tables"
        for number in range(1, 5)
    )
    _cast(rows, tables)
    return event


def _sessions(event: Event, count: int, rooms: list[Room]) -> list[Session]:
    themes = cycle([make_theme(event, f"Thema {n}") for n in range(8)])
    blocks = cycle([make_block(event, f"Ronde {n}") for n in range(4)])
    return [
        Session(
            event=event,
            title=f"Sessie {n}: hoe houd je het vol?",
            kind="tables" if n % 10 == 0 else "parallel",
            about=ABOUT * 2,
            block=next(blocks) if n < 4 * ROOMS and n % ROOMS == 0 else None,
            theme=next(themes),
            room=rooms[n % ROOMS],
            starts_at=(starts_at := event.starts_at + _since_the_start(n // ROOMS)),
            ends_at=starts_at + QUARTER,
            capacity=40,
        )
        for n in range(count)
    ]


def _since_the_start(slot: int) -> timedelta:
    day, quarter = divmod(slot, QUARTERS_IN_A_DAY)
    return timedelta(days=day) + quarter * QUARTER


def _cast(sessions: list[Session], tables: list[Table]) -> None:
    organisations = cycle([make_organisation() for _ in range(20)])
    people = cycle(
        [make_person(f"Spreker {n}", organisation=next(organisations)) for n in range(60)]
    )
    appearing: list[dict[str, Any]] = [{"session": row} for row in sessions for _ in range(2)]
    appearing += [{"table": row} for row in tables]
    Appearance.objects.bulk_create(
        Appearance(**where, person=next(people), role="speaker") for where in appearing
    )
