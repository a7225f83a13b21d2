"""Moving to another room: the seats go along where they were the room's, and who waits moves up."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import Event, Room
from events.publishing import publish
from events.roominess import seats_after_moving, told_of_room
from registrations.sign_up.picking import Pick
from tests.factories import (
    NOW,
    join_team,
    make_block,
    make_event,
    make_room,
    make_session,
    make_venue,
    signed_up,
)
from tests.registrations.filling_in import text_of

pytestmark = pytest.mark.django_db
SMALL, LARGE, UNKNOWN = Room(pk=1, capacity=10), Room(pk=2, capacity=40), Room(pk=3)
TIGHT = Room(pk=4, name="Kast", capacity=4)


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event() -> Event:
    venue = make_venue()
    small = make_room(venue, "Kamer", capacity=1)
    make_room(venue, "Zaal", capacity=30)
    return make_event(venue=venue, room=small)


@pytest.fixture
def editor(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


@pytest.mark.parametrize(
    ("capacity", "taken", "before", "after", "expected"),
    [
        (10, 0, SMALL, LARGE, 40),
        (12, 0, SMALL, LARGE, 12),
        (None, 0, SMALL, LARGE, None),
        (10, 0, SMALL, UNKNOWN, 10),
        (10, 0, None, LARGE, 10),
        (40, 10, LARGE, SMALL, 10),
        (40, 11, LARGE, SMALL, 40),
        (10, 0, SMALL, None, 10),
    ],
)
def test_only_a_number_that_was_the_rooms_goes_along(
    capacity: int | None, taken: int, before: Room | None, after: Room | None, expected: int | None
) -> None:
    assert seats_after_moving(capacity, taken, before=before, after=after) == expected


def test_a_larger_room_is_told_a_smaller_one_is_not() -> None:
    room = Room(pk=2, name="Zaal", capacity=40)

    assert "Zaal heeft 40 plaatsen" in told_of_room(12, 12, room)
    assert "Er zijn nu 40 plaatsen" in told_of_room(10, 40, room)
    assert told_of_room(12, 12, TIGHT) == ""
    assert told_of_room(None, None, room) == ""


def test_who_waits_for_a_session_moves_up_with_it(editor: Client, event: Event) -> None:
    small, large = event.venue.rooms.order_by("name")
    session = make_session(event, room=small, capacity=1, block=make_block(event))
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    for _person in range(2):
        signed_up(event, picks=[Pick(session.block, session, None)])
    path = f"/beheer/{event.slug}/programma/{session.code}/"
    form = editor.get(path).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in shown.items() if value not in (None, False)}

    page = editor.post(path, typed | {"room": large.pk}, follow=True)

    session.refresh_from_db()
    assert (session.capacity, session.seats_taken) == (30, 2)
    assert "Er zijn nu 30 plaatsen, zoveel als Zaal er heeft." in text_of(page)


def test_the_gathering_itself_moves_to_a_larger_room(editor: Client) -> None:
    venue = make_venue()
    small = make_room(venue, "Kamer", capacity=1)
    large = make_room(venue, "Zaal", capacity=30)
    event = make_event(venue=venue, room=small, capacity=1)
    editor.force_login(join_team(event, "editor"))
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    for _person in range(2):
        signed_up(event)
    path = f"/beheer/{event.slug}/instellingen/tijd-en-plaats/"
    form = editor.get(path).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in shown.items() if value not in (None, False)}
    typed |= {"starts_at": "2026-06-01T19:45", "ends_at": "2026-06-01T22:00"}

    editor.post(path, typed | {"room": large.pk})

    event.refresh_from_db()
    assert (event.capacity, event.seats_taken) == (30, 2)
