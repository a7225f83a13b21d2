"""Changing the number of seats: never below those taken, and who waits moves up at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.models import Event
from festival.editing import change
from festival.models import AuditEntry
from registrations.announcing.calling_off import call_off
from registrations.changing.cancelling import TooLate
from registrations.seating import moving_up
from registrations.seating.capacity import BelowSeatsTaken, change_capacity
from tests.factories import (
    NOW,
    evening_with_tables,
    make_event,
    make_session,
    make_user,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db
Told = list[tuple[str, str]]


def line_of(event: Event) -> list[str]:
    """The states of everybody, in the order in which they came."""
    return list(event.registrations.order_by("id").values_list("status", flat=True))


def test_more_seats_are_filled_from_the_line_in_order(told: Told) -> None:
    event = published_event(capacity=1)
    people = [signed_up(event, now=NOW + timedelta(seconds=n)) for n in range(4)]
    told.clear()

    change_capacity(event, capacity=3, now=NOW, by=None)

    assert line_of(event) == ["confirmed", "confirmed", "confirmed", "waiting"]
    assert (event.capacity, event.seats_taken) == (3, 3)
    assert told == [("promoted", people[1].code), ("promoted", people[2].code)]


def test_no_limit_seats_everybody() -> None:
    event = published_event(capacity=1)
    for _person in range(3):
        signed_up(event)

    change_capacity(event, capacity=None, now=NOW, by=None)

    assert (line_of(event), event.seats_taken) == (["confirmed"] * 3, 3)


def test_fewer_seats_than_are_taken_are_refused_with_their_number() -> None:
    event = published_event(capacity=3)
    for _person in range(2):
        signed_up(event)

    with translation.override("en"), pytest.raises(BelowSeatsTaken) as refusal:
        change_capacity(event, capacity=1, now=NOW, by=None)

    sentence = "2 seats are already taken; the number of seats cannot be lower."
    assert (str(refusal.value), refusal.value.field) == (sentence, "capacity")
    event.refresh_from_db()
    assert event.capacity == 3


def test_exactly_the_seats_taken_are_enough() -> None:
    event = published_event(capacity=3)
    for _person in range(2):
        signed_up(event)

    change_capacity(event, capacity=2, now=NOW, by=None)

    event.refresh_from_db()
    assert (event.capacity, event.seats_left) == (2, 0)


def test_the_same_number_again_changes_nothing() -> None:
    event = published_event(capacity=3)

    change_capacity(event, capacity=3, now=NOW, by=None)

    assert AuditEntry.objects.filter(action="change capacity").count() == 0


def test_the_trail_says_who_changed_it_and_from_what() -> None:
    event, organiser = published_event(capacity=3), make_user(name="Fatma")

    change_capacity(event, capacity=5, now=NOW, by=organiser)

    entry = AuditEntry.objects.get(action="change capacity")
    assert (entry.actor_name, entry.changes) == ("Fatma", {"capacity": [3, 5]})


def test_a_larger_table_seats_who_waits_there(told: Told) -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    table = picks[0].table
    people = [signed_up(event, picks=picks[:1], now=NOW + timedelta(seconds=n)) for n in range(4)]
    told.clear()

    change_capacity(table, capacity=3, now=NOW, by=None)

    assert [p.choices.get().status for p in people] == ["seated", "seated", "seated", "waiting"]
    assert table.seats_taken == 3
    assert told == [("choice_seated", people[1].code), ("choice_seated", people[2].code)]


def test_a_session_chosen_as_a_whole_has_its_own_seats() -> None:
    event, picks = evening_with_tables()
    session = make_session(event, "Rondleiding", block=picks[0].block, capacity=1)
    pick = type(picks[0])(picks[0].block, session)
    people = [signed_up(event, picks=[pick]) for _person in range(2)]

    change_capacity(session, capacity=2, now=NOW, by=None)

    assert [p.choices.get().status for p in people] == ["seated", "seated"]


def test_nobody_moves_up_at_an_event_that_is_called_off(told: Told) -> None:
    event = published_event(capacity=1)
    for _person in range(2):
        signed_up(event)
    call_off(event, now=NOW, by=None)
    told.clear()

    change_capacity(event, capacity=5, now=NOW, by=None)

    assert (line_of(event), told) == (["cancelled", "cancelled"], [])


def test_an_event_that_is_over_keeps_its_seats() -> None:
    event = published_event(capacity=1)

    with translation.override("en"), pytest.raises(TooLate) as refusal:
        change_capacity(event, capacity=5, now=event.ends_at, by=None)

    assert str(refusal.value) == "This gathering is over."


def test_seats_are_not_changed_by_hand() -> None:
    event = make_event(capacity=3)

    with pytest.raises(ValueError, match="capacity is not set by hand"):
        change(event, now=NOW, by=None, capacity=5)
    with pytest.raises(ValueError, match="seats_taken is not set by hand"):
        change(event, now=NOW, by=None, seats_taken=5)

    event.refresh_from_db()
    assert (event.capacity, event.seats_taken) == (3, 0)


def test_a_form_that_holds_the_same_number_of_seats_can_be_saved() -> None:
    event = make_event(capacity=3)

    change(event, now=NOW, by=None, title="Zomeravond", capacity=3)

    event.refresh_from_db()
    assert (event.title, event.capacity) == ("Zomeravond", 3)


@pytest.mark.parametrize("seats_taken", [-1, 3])
def test_the_database_itself_refuses_what_no_verb_would_do(seats_taken: int) -> None:
    event, picks = evening_with_tables(capacity=2, seats_per_table=2)

    for holder in (event, picks[0].table, make_session(event, capacity=2)):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(holder).objects.filter(pk=holder.pk).update(seats_taken=seats_taken)


def test_the_line_is_read_only_as_far_as_it_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving_up, "CHUNK", 5)
    event = published_event(capacity=1)
    for second in range(20):
        signed_up(event, now=NOW + timedelta(seconds=second))

    with CaptureQueriesContext(connection) as queries:
        change_capacity(event, capacity=2, now=NOW, by=None)

    pieces = [q["sql"] for q in queries if "waiting_since" in q["sql"] and "LIMIT 5" in q["sql"]]
    assert len(pieces) == 1  # of four
