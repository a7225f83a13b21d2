"""Whom a phone let in all the same, for a reason: a seat for them once it is sent."""

from itertools import permutations
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from festival.models import AuditEntry
from registrations.changing.cancelling import cancel, cancel_people
from registrations.door.devices import let_in
from registrations.door.noting import Noted, note
from registrations.models import Registration
from registrations.states import Status
from tests.factories import NOW, evening_with_tables, published_event, signed_up
from tests.registrations.door.noting import came_in, taken_back

pytestmark = pytest.mark.django_db
WHY = "stond er met kinderen"


def full_event(**fields: Any) -> tuple[Event, Registration]:
    """Somebody who waits for the only seat."""
    event = published_event(capacity=1, **fields)
    signed_up(event)
    return event, signed_up(event)


def gone(event: Event) -> Registration:
    """Somebody whose sign-up was cancelled."""
    person = signed_up(event)
    cancel(person, now=NOW, by=None)
    return person


def status(person: Registration) -> str:
    person.refresh_from_db()
    return str(person.status)


def test_who_waits_has_a_seat_that_is_added_and_the_trail_says_why() -> None:
    event, person = full_event()
    device, _secret = let_in(event, name="Deur 1", now=NOW, by=None)

    note(event, [came_in(person, text=WHY)], now=NOW, device=device)

    event.refresh_from_db()
    assert (status(person), event.all_seats, event.seats_taken) == (Status.ATTENDED, 2, 2)
    entry = AuditEntry.objects.get(action="admit")
    assert (entry.target_name, entry.changes) == (
        person.code,
        {"reason": WHY, "device": device.code},
    )


def test_so_has_who_cancelled() -> None:
    event = published_event()
    person = gone(event)

    note(event, [came_in(person, text=WHY)], now=NOW)

    assert (status(person), person.cancelled_at) == (Status.ATTENDED, None)


def test_without_a_reason_nobody_has_a_seat() -> None:
    event = published_event()
    person = gone(event)

    note(event, [came_in(person, text="  ")], now=NOW)

    assert status(person) == Status.CANCELLED


def test_in_whatever_order_it_arrives_it_comes_to_the_same() -> None:
    found = set()
    for order in permutations(range(3)):
        event = published_event()
        person = gone(event)
        act = came_in(person, text=WHY)
        acts = [act, taken_back(act), came_in(person)]
        for n in order:
            note(event, [acts[n]], now=NOW)
        found.add(status(person))

    assert found == {Status.ATTENDED}


@pytest.mark.parametrize("back_first", [True, False])
def test_taken_back_the_seat_stays_as_at_the_desk(back_first: bool) -> None:
    event = published_event()
    person = gone(event)
    act = came_in(person, text=WHY)
    both = [act, taken_back(act)]

    for one in reversed(both) if back_first else both:
        note(event, [one], now=NOW)

    assert status(person) == Status.CONFIRMED


def test_sent_again_it_undoes_no_cancellation_of_later() -> None:
    event = published_event()
    person = gone(event)
    act = came_in(person, text=WHY)
    note(event, [act, taken_back(act)], now=NOW)
    cancel_people([person], now=NOW, by=None)

    note(event, [act], now=NOW)

    assert status(person) == Status.CANCELLED


def test_who_can_have_no_seat_stays_inside_without_and_the_rest_goes_on() -> None:
    event = published_event()
    before = signed_up(event, "fatma@example.org")
    cancel(before, now=NOW, by=None)
    signed_up(event, "Fatma@example.org")
    other = gone(event)

    note(event, [came_in(before, text=WHY), came_in(other, text=WHY)], now=NOW)

    assert (status(before), status(other)) == (Status.CANCELLED, Status.ATTENDED)


def test_of_two_that_were_cancelled_under_one_address_one_has_a_seat() -> None:
    event = published_event()
    both = []
    for _time in range(2):
        both.append(signed_up(event, "fatma@example.org"))
        cancel(both[-1], now=NOW, by=None)

    note(event, [came_in(person, text=WHY) for person in both], now=NOW)

    assert [status(person) for person in both] == [Status.ATTENDED, Status.CANCELLED]


def test_nobody_is_given_a_seat_at_what_was_called_off() -> None:
    event = published_event()
    person = gone(event)
    event.cancelled_at = NOW
    event.save()

    note(event, [came_in(person, text=WHY)], now=NOW)

    assert status(person) == Status.CANCELLED


def test_who_came_for_a_session_too_has_it_as_far_as_there_is_room() -> None:
    event, picks = evening_with_tables(capacity=1)
    signed_up(event)
    person = signed_up(event, picks=picks[:1])

    note(event, [came_in(person, text=WHY)], now=NOW)

    assert (status(person), person.choices.seated().count()) == (Status.ATTENDED, 1)


def statements(event: Event, notes: list[Noted]) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert note(event, notes, now=NOW).refused == ()
    return len([q for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]])


def test_many_let_in_all_the_same_cost_as_many_statements_as_one() -> None:
    event = published_event()
    people = [gone(event) for _number in range(6)]

    one = statements(event, [came_in(people[0], text=WHY)])
    five = statements(event, [came_in(person, text=WHY) for person in people[1:]])

    assert one == five
    assert {status(person) for person in people} == {Status.ATTENDED}
