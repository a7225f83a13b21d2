"""Signing up: a seat where there is one, a place in line where there is not."""

import pytest

from registrations.cancelling import cancel
from registrations.states import ChoiceStatus, Status
from tests.factories import NOW, evening_with_tables, published_event, signed_up

pytestmark = pytest.mark.django_db


def test_a_free_seat_is_taken() -> None:
    event = published_event(capacity=2)

    person = signed_up(event)

    event.refresh_from_db()
    assert (person.status, event.seats_taken) == (Status.CONFIRMED, 1)


def test_a_full_event_gives_a_place_in_line_and_a_cancelled_seat_goes_to_the_first() -> None:
    event = published_event(capacity=1)
    first, second, third = (signed_up(event) for _ in range(3))

    cancel(first, now=NOW, by=None)

    for person in (first, second, third):
        person.refresh_from_db()
    assert [first.status, second.status, third.status] == [
        Status.CANCELLED,
        Status.CONFIRMED,
        Status.WAITING,
    ]


def test_a_freed_seat_at_a_table_goes_to_who_waited_for_it() -> None:
    event, picks = evening_with_tables(seats_per_table=1, tables=2)
    first = signed_up(event, picks=[picks[0]])
    second = signed_up(event, picks=[picks[0]])

    cancel(first, now=NOW, by=None)

    assert second.choices.get().status == ChoiceStatus.SEATED
