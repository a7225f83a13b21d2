"""Walk-ins that were not in after all."""

from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest

from events.models import Event
from festival.models import AuditEntry
from registrations.changing.cancelling import cancel
from registrations.door.devices import let_in
from registrations.door.noting import Noted, note
from registrations.door.walking_in import walk_in
from registrations.models import DoorAct, Registration
from registrations.seating.invariants import broken_promises
from tests.factories import NOW, make_role, make_user, published_event, signed_up
from tests.registrations.door.noting import came_in, remark, taken_back

pytestmark = pytest.mark.django_db
KEY = UUID(int=7)


def walked_in(event: Event, **about: Any) -> Registration:
    given: dict[str, Any] = {"key": KEY, "given_name": "Piet", "now": NOW, "at": NOW}
    return walk_in(event, **(given | about))


def sent(event: Event, *notes: Noted) -> None:
    assert note(event, notes, now=NOW).refused == ()


def walk_in_act(person: Registration) -> Noted:
    act = person.door_acts.get(way=DoorAct.Way.WALK_IN)
    return came_in(person, key=act.key)


def standing(person: Registration) -> tuple[str, int]:
    person.refresh_from_db()
    person.event.refresh_from_db()
    return person.status, person.event.seats_taken


def test_who_was_not_in_after_all_frees_the_seat() -> None:
    event = published_event()
    person = walked_in(event, role=make_role(event, "buur", quota=1))

    sent(event, taken_back(walk_in_act(person)))

    assert standing(person) == ("cancelled", 0)
    assert person.cancelled_why == "Teruggedraaid aan de balie: toch niet binnen"
    person.role.refresh_from_db()
    assert person.role.seats_taken == 0
    entry = AuditEntry.objects.get(action="release walk-in")
    assert (entry.target_name, entry.actor_id) == (person.code, None)


def test_the_seat_goes_to_who_is_first_in_line() -> None:
    event = published_event(capacity=1)
    person = walked_in(event)
    waiting = signed_up(event)

    sent(event, taken_back(walk_in_act(person)))

    assert standing(person) == ("cancelled", 1)
    assert standing(waiting) == ("confirmed", 1)


def test_sent_again_it_changes_nothing() -> None:
    event = published_event()
    person = walked_in(event)
    undo = taken_back(walk_in_act(person))

    for _time in range(2):
        sent(event, undo)
        walked_in(event)

    assert standing(person) == ("cancelled", 0)
    assert event.registrations.count() == 1
    assert AuditEntry.objects.filter(action="release walk-in").count() == 1


def test_whom_another_device_checked_in_keeps_the_seat() -> None:
    event = published_event()
    person = walked_in(event)
    other, _secret = let_in(event, name="Balie B", now=NOW, by=None)
    note(event, [came_in(person)], now=NOW, device=other)

    sent(event, taken_back(walk_in_act(person)))

    assert standing(person) == ("attended", 1)


def test_who_is_in_again_has_a_seat_again() -> None:
    event = published_event(capacity=1)
    person = walked_in(event)
    sent(event, taken_back(walk_in_act(person)))
    signed_up(event)

    sent(event, came_in(person, text="Stond toch binnen"))

    assert standing(person) == ("attended", 2)
    assert AuditEntry.objects.get(action="admit").changes["reason"] == "Stond toch binnen"
    event.refresh_from_db()
    assert (event.capacity, event.added_at_door) == (1, 1)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_in_which_it_arrives_makes_no_difference(order: tuple[int, ...]) -> None:
    event = published_event()
    person = walked_in(event)
    again, third = came_in(person), came_in(person)
    notes = [taken_back(walk_in_act(person)), again, taken_back(again), third]

    for number in order:
        sent(event, notes[number])

    assert standing(person) == ("attended", 1)
    assert broken_promises() == []


@pytest.mark.parametrize("text", ["", "Stond toch binnen"])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_nor_when_all_of_it_is_taken_back(order: tuple[int, ...], text: str) -> None:
    event = published_event()
    person = walked_in(event)
    again = came_in(person, text=text)
    notes = [taken_back(walk_in_act(person)), again, taken_back(again)]

    for number in order:
        sent(event, notes[number])

    assert standing(person) == ("cancelled", 0)


def test_whom_the_team_cancelled_stays_so() -> None:
    event = published_event()
    person = walked_in(event)
    sent(event, taken_back(walk_in_act(person)))
    Registration.objects.filter(pk=person.pk).update(cancelled_by=make_user())

    sent(event, came_in(person))

    assert standing(person) == ("cancelled", 0)


def test_who_signed_up_keeps_the_seat_when_a_check_in_is_taken_back() -> None:
    event = published_event()
    person = signed_up(event)
    act = came_in(person)

    sent(event, act, taken_back(act))

    assert standing(person) == ("confirmed", 1)


def test_a_remark_about_a_walk_in_frees_nothing() -> None:
    event = published_event()
    person = walked_in(event)

    sent(event, remark(person, "Is slecht ter been"))

    assert standing(person) == ("attended", 1)


def test_one_of_a_party_can_be_taken_back_alone() -> None:
    event = published_event()
    lead = walked_in(event, people=3)
    one = lead.companions.order_by("pk").first()

    sent(event, taken_back(walk_in_act(one)))

    assert standing(one) == ("cancelled", 2)
    assert standing(lead) == ("attended", 2)


def test_nobody_comes_in_again_at_what_was_called_off() -> None:
    event = published_event()
    person = walked_in(event)
    sent(event, taken_back(walk_in_act(person)))
    Event.objects.filter(pk=event.pk).update(cancelled_at=NOW)

    sent(event, came_in(person))

    assert standing(person) == ("cancelled", 0)


def test_the_team_cancelling_a_walk_in_that_was_taken_back_changes_nothing() -> None:
    event = published_event()
    person = walked_in(event, key=uuid4())
    sent(event, taken_back(walk_in_act(person)))

    cancel(person, now=NOW, by=make_user())

    assert standing(person) == ("cancelled", 0)
    assert not AuditEntry.objects.filter(action="cancel").exists()
