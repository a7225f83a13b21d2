"""The plan is what the rows say, in as many queries for three items as for three hundred."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Appearance, Event
from events.plan import Part, PlannedRoom, PlannedTable, Round, read_plan
from events.warnings import warnings_of
from tests.factories import (
    made,
    make_block,
    make_event,
    make_person,
    make_room,
    make_session,
    make_table,
    make_venue,
)
from tests.large import festival_of

pytestmark = pytest.mark.django_db


def test_the_plan_says_what_the_rows_say() -> None:
    venue = make_venue()
    event = make_event(venue=venue)
    room, block = make_room(venue, capacity=40), make_block(event, required=True)
    session = make_session(event, "A", kind="tables", room=room, block=block, capacity=30)
    table = make_table(session, 2, capacity=8)
    person = make_person("Fatma", "Berg", infix="van der")
    made(Appearance(table=table, person=person, role="host"))

    plan = read_plan(event)
    (planned,) = plan.sessions

    assert plan.rooms == (PlannedRoom(room.pk, "Studio", 40),)
    assert plan.rounds == (Round(block.pk, "Ronde 1", required=True),)
    assert (plan.introduced, plan.exact, plan.cancelled) == (False, True, False)
    assert (planned.code, planned.title, planned.kind) == (session.code, "A", "tables")
    assert (planned.room, planned.round, planned.capacity) == (room.pk, block.pk, 30)
    assert planned.hours == (session.starts_at, session.ends_at)
    assert (planned.described, planned.cancelled, planned.taken) == (False, False, 0)
    cast = (Part(person.pk, "Fatma van der Berg", "host"),)
    assert planned.tables == (PlannedTable(table.code, 2, 8, 0, cast),)


def test_the_plan_is_of_one_event() -> None:
    other = make_session(make_event())
    make_table(other)
    event = make_event()
    make_session(event, "A", about="Over A")

    plan = read_plan(event)

    assert [(session.title, session.described) for session in plan.sessions] == [("A", True)]


def test_a_room_of_an_earlier_venue_keeps_its_name() -> None:
    old = make_room(make_venue(), "Oude zaal")
    event = make_event(venue=old.venue)
    make_session(event, room=old)
    make_session(event, room=old)
    Event.objects.filter(pk=event.pk).update(venue=make_venue())
    event.refresh_from_db()

    (concern,) = [c for c in warnings_of(event) if c.kind == "room-taken"]

    assert concern.sentence.startswith("Oude zaal is dubbel bezet")


def queries(event: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        warnings_of(event)
    return len(asked)


def test_warnings_cost_five_queries_whatever_the_size() -> None:
    assert [queries(festival_of(size)) for size in (3, 300)] == [5, 5]
