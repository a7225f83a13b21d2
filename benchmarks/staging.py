"""Large events to measure with: programmes through the verbs, crowds as rows."""

from datetime import timedelta
from itertools import cycle
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from events.models import Appearance, Event, Session, Table
from events.publishing import publish
from festival.models import User
from festival.names import sort_name
from registrations.models import Choice, Registration
from registrations.states import ChoiceStatus, Status
from tests.factories import (
    evening_with_tables,
    join_team,
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
GIVEN = ("Fatma", "Jan", "Anneke", "Mehmet", "Sophie", "Willem", "Aïsha", "Pieter")
FAMILY = (("van der", "Berg"), ("", "Yılmaz"), ("de", "Vries"), ("'t", "Hart"), ("", "IJzerman"))


@transaction.atomic
def programme_of(sessions: int, **fields: Any) -> Event:
    """A published event: five sessions at a time, one in ten with four tables, two people each."""
    venue = make_venue()
    event = make_event(venue=venue, title=f"Festival met {sessions} sessies", **fields)
    themes = cycle([make_theme(event, f"Thema {n}") for n in range(8)])
    rooms = cycle([make_room(venue, f"Zaal {n}") for n in range(5)])
    organisations = cycle([make_organisation() for _ in range(20)])
    people = cycle(
        [make_person(f"Spreker {n}", organisation=next(organisations)) for n in range(60)]
    )
    rows = Session.objects.bulk_create(
        Session(
            event=event,
            title=f"Sessie {n}: hoe houd je het vol?",
            kind="tables" if n % 10 == 0 else "parallel",
            about=ABOUT * 2,
            theme=next(themes),
            room=next(rooms),
            starts_at=event.starts_at + timedelta(minutes=15 * (n // 5)),
            ends_at=event.starts_at + timedelta(minutes=15 * (n // 5) + 15),
            capacity=40,
        )
        for n in range(sessions)
    )
    tables = Table.objects.bulk_create(
        Table(session=row, number=number, topic=f"Onderwerp {number}", capacity=8)
        for row in rows
        if row.kind == "tables"
        for number in range(1, 5)
    )
    appearing: list[dict[str, Any]] = [{"session": row} for row in rows for _ in range(2)]
    appearing += [{"table": row} for row in tables]
    Appearance.objects.bulk_create(
        Appearance(**where, person=next(people), role="speaker") for where in appearing
    )
    publish(event, now=timezone.now(), by=None)
    event.refresh_from_db()
    return event


@transaction.atomic
def crowd(count: int, **fields: Any) -> tuple[Event, User]:
    """A published event with that many people, one in ten cancelled, each at a table."""
    event, picks = evening_with_tables(capacity=None, seats_per_table=2**31 - 1, **fields)
    now = timezone.now()
    names, tables = cycle(zip(cycle(GIVEN), cycle(FAMILY))), cycle(picks)
    for start in range(0, count, 5000):
        size = min(5000, count - start)
        people = [person_of(event, start + n, *next(names), now) for n in range(size)]
        Registration.objects.bulk_create(people)
        Choice.objects.bulk_create(
            choice_of(person, next(tables)) for person in people if person.status == "confirmed"
        )
    held = event.registrations.holding_a_seat().count()
    Event.objects.filter(pk=event.pk).update(seats_taken=held)
    for pick in picks:
        taken = Choice.objects.seated().at(pick.table).count()
        Table.objects.filter(pk=pick.table.pk).update(seats_taken=taken)  # type: ignore[union-attr]
    event.refresh_from_db()
    return event, join_team(event)


def person_of(
    event: Event, number: int, given: str, family: tuple[str, str], now: Any
) -> Registration:
    """One row, as the verb would have left it."""
    cancelled = number % 10 == 9
    return Registration(
        event=event,
        status=Status.CANCELLED if cancelled else Status.CONFIRMED,
        form_key=uuid4(),
        given_name=f"{given} {number}",
        infix=family[0],
        family_name=family[1],
        sort_name=sort_name(f"{given} {number}", *family),
        email=f"bezoeker-{event.pk}-{number}@example.org",
        organisation="Buurtcoöperatie" if number % 3 == 0 else "",
        created_at=now,
        confirmed_at=now,
        cancelled_at=now if cancelled else None,
    )


def choice_of(person: Registration, pick: Any) -> Choice:
    """A seat at a table."""
    return Choice(
        registration=person,
        block=pick.block,
        session=pick.session,
        table=pick.table,
        status=ChoiceStatus.SEATED,
        since=person.created_at,
    )
