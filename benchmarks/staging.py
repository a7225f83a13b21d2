"""Large events to measure with: programmes through the verbs, crowds as rows."""

from itertools import cycle
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from events.models import Event, Table
from events.publishing import publish
from festival.models import User
from festival.names import sort_name
from registrations.models import Choice, Registration
from registrations.states import ChoiceStatus, Status
from tests.factories import evening_with_tables, join_team
from tests.large import festival_of

GIVEN = ("Fatma", "Jan", "Anneke", "Mehmet", "Sophie", "Willem", "Aïsha", "Pieter")
FAMILY = (("van der", "Berg"), ("", "Yılmaz"), ("de", "Vries"), ("'t", "Hart"), ("", "IJzerman"))


def programme_of(sessions: int, **fields: Any) -> Event:
    """A published festival of that many sessions."""
    event = festival_of(sessions, **fields)
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
