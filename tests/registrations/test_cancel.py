"""Cancelling: the seats go to who waits for them, in the same transaction."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.published import with_release
from festival.models import AuditEntry
from registrations.announcing.calling_off import call_off
from registrations.changing.cancelling import TooLate, cancel
from registrations.models import Registration
from registrations.states import ChoiceStatus, Status
from tests.factories import NOW, evening_with_tables, make_user, published_event, signed_up

pytestmark = pytest.mark.django_db
Told = list[tuple[str, str]]
LATER = NOW + timedelta(hours=1)


def statuses(*people: Registration) -> list[str]:
    """Where each stands now."""
    for person in people:
        person.refresh_from_db()
    return [person.status for person in people]


def test_the_seat_is_free_again_when_nobody_waits(told: Told) -> None:
    event = published_event(capacity=2)
    person = signed_up(event)
    told.clear()

    cancelled = cancel(person, now=LATER, by=None)

    event.refresh_from_db()
    assert (event.seats_taken, statuses(person)) == (0, ["cancelled"])
    assert (cancelled.cancelled_at, cancelled.cancelled_by) == (LATER, None)
    assert told == [("cancelled", person.code)]


def test_the_seat_goes_to_the_first_in_line_and_the_others_move_up(told: Told) -> None:
    event = published_event(capacity=1)
    first, second, third = (
        signed_up(event, now=NOW + timedelta(seconds=number)) for number in range(3)
    )
    told.clear()

    cancel(first, now=LATER, by=None)

    event.refresh_from_db()
    assert statuses(first, second, third) == ["cancelled", "confirmed", "waiting"]
    assert (event.seats_taken, second.confirmed_at) == (1, LATER)
    assert told == [("cancelled", first.code), ("promoted", second.code)]


def test_cancelling_twice_changes_and_mails_nothing_more(told: Told) -> None:
    event = published_event(capacity=1)
    first, second, third = (signed_up(event) for _person in range(3))
    cancel(first, now=NOW, by=None)
    told.clear()

    again = cancel(first, now=LATER, by=make_user())

    assert statuses(first, second, third) == ["cancelled", "confirmed", "waiting"]
    assert (again.cancelled_at, again.cancelled_by, told) == (NOW, None, [])


def test_who_waits_leaves_the_line_and_nobody_moves_into_a_seat(told: Told) -> None:
    event = published_event(capacity=1)
    first, second, third = (signed_up(event) for _person in range(3))
    told.clear()

    cancel(second, now=NOW, by=None)

    event.refresh_from_db()
    assert statuses(first, second, third) == ["confirmed", "cancelled", "waiting"]
    assert (event.seats_taken, told) == (1, [("cancelled", second.code)])


def test_an_organiser_who_cancels_for_somebody_is_named_in_the_trail() -> None:
    event = published_event()
    person, organiser = signed_up(event), make_user(name="Fatma")

    cancel(person, now=NOW, by=organiser)

    entry = AuditEntry.objects.get(action="cancel")
    assert (entry.target_name, entry.actor_name) == (person.code, "Fatma")
    assert statuses(person) == ["cancelled"]
    assert person.cancelled_by == organiser


def test_nobody_cancels_when_it_is_over(told: Told) -> None:
    event = published_event()
    person = signed_up(event)
    told.clear()

    with translation.override("en"), pytest.raises(TooLate) as refusal:
        cancel(person, now=event.ends_at, by=None)

    assert str(refusal.value) == "This gathering is over; there is nothing left to cancel."
    assert (statuses(person), told) == (["confirmed"], [])


def test_while_it_is_going_on_a_seat_can_still_be_given_up() -> None:
    event = published_event(capacity=1)
    first, second = signed_up(event), signed_up(event)

    cancel(first, now=event.starts_at, by=None)

    assert statuses(first, second) == ["cancelled", "confirmed"]


def test_after_the_event_is_called_off_there_is_nothing_left_to_cancel(told: Told) -> None:
    event = published_event(capacity=1)
    first, second = signed_up(event), signed_up(event)
    call_off(event, now=NOW, by=None)
    told.clear()

    cancel(first, now=LATER, by=None)

    event.refresh_from_db()
    assert (statuses(first, second), event.seats_taken) == (["cancelled", "cancelled"], 0)
    assert told == []


# tables


def test_all_choices_are_given_up_with_the_registration() -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])

    cancel(person, now=NOW, by=None)

    picks[0].table.refresh_from_db()
    assert (person.choices.get().status, picks[0].table.seats_taken) == (ChoiceStatus.RELEASED, 0)


def test_who_waited_at_the_table_is_seated_and_mailed_once(told: Told) -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    first, second, third = (
        signed_up(event, picks=picks[:1], now=NOW + timedelta(seconds=number))
        for number in range(3)
    )
    told.clear()

    cancel(first, now=LATER, by=None)

    assert [p.choices.get().status for p in (second, third)] == ["seated", "waiting"]
    assert told == [("cancelled", first.code), ("choice_seated", second.code)]


def test_a_place_in_the_line_of_a_table_is_given_up_quietly(told: Told) -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    first, second = (signed_up(event, picks=picks[:1]) for _person in range(2))
    told.clear()

    cancel(second, now=LATER, by=None)

    assert (first.choices.get().status, second.choices.get().status) == ("seated", "released")
    assert told == [("cancelled", second.code)]


def test_who_moves_up_to_the_event_gets_the_table_wished_for_as_far_as_there_is_room() -> None:
    event, picks = evening_with_tables(capacity=3, seats_per_table=1)
    at_first_table = signed_up(event, picks=picks[:1])
    at_second_table = signed_up(event, picks=picks[1:2])
    elsewhere = signed_up(event)
    wishes_first, wishes_third = (signed_up(event, picks=[picks[n]]) for n in (0, 2))

    cancel(elsewhere, now=LATER, by=None)
    cancel(at_second_table, now=LATER, by=None)

    assert statuses(wishes_first, wishes_third) == ["confirmed", "confirmed"]
    assert wishes_first.choices.get().status == ChoiceStatus.WAITING  # that table is full
    assert wishes_third.choices.get().status == ChoiceStatus.SEATED
    assert at_first_table.choices.get().status == ChoiceStatus.SEATED


def test_one_cancellation_moves_up_one_at_the_table_and_one_at_the_event(told: Told) -> None:
    event, picks = evening_with_tables(capacity=2, seats_per_table=1)
    first, second = (signed_up(event, picks=picks[:1]) for _person in range(2))
    third = signed_up(event, picks=picks[:1])
    told.clear()

    cancel(first, now=LATER, by=None)

    assert statuses(second, third) == [Status.CONFIRMED, Status.CONFIRMED]
    assert [p.choices.get().status for p in (second, third)] == ["seated", "waiting"]
    assert told == [
        ("cancelled", first.code),
        ("choice_seated", second.code),
        ("promoted", third.code),
    ]


def test_a_seat_in_the_session_as_a_whole_is_no_seat_at_one_of_its_tables() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    whole = type(picks[0])(picks[0].block, picks[0].session)
    in_the_hall = signed_up(event, picks=[whole])
    _at_the_table, waits = (signed_up(event, picks=picks[:1]) for _person in range(2))

    cancel(in_the_hall, now=LATER, by=None)

    assert waits.choices.get().status == ChoiceStatus.WAITING


def test_a_cancellation_costs_the_same_however_many_wait(told: Told) -> None:
    event = published_event(capacity=2)
    people = [signed_up(event) for _person in range(4)]
    with_release(event)  # each process reads a release once

    def queries_of(person: Registration) -> int:
        with CaptureQueriesContext(connection) as queries:
            cancel(person, now=NOW, by=None)
        return len(queries)

    first = queries_of(people[0])
    for _person in range(10):
        signed_up(event)

    assert queries_of(people[1]) == first
