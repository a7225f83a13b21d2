"""Seats that are added at the door, and go again with whom they were added for."""

from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest

from events.models import Event
from festival.models import AuditEntry
from registrations.announcing.calling_off import call_off
from registrations.changing import change_role
from registrations.changing.cancelling import cancel
from registrations.changing.correcting import correct
from registrations.changing.handing_over import Receiver, hand_over
from registrations.door.admitting import admit
from registrations.door.noting import Noted, note
from registrations.door.walking_in import walk_in
from registrations.models import DoorAct, Registration, RegistrationRole
from registrations.seating.capacity import BelowSeatsTaken, divide_seats
from registrations.seating.invariants import broken_promises
from registrations.seating.promoting import promote
from registrations.seating.roles import change_rules
from tests.factories import NOW, make_role, make_user, published_event, signed_up
from tests.registrations.door.noting import came_in, taken_back

pytestmark = pytest.mark.django_db
KEY = UUID(int=7)


def full_event(seats: int = 1, **fields: Any) -> Event:
    event = published_event(capacity=seats, **fields)
    for _number in range(seats):
        signed_up(event)
    return event


def walked_in(event: Event, **about: Any) -> Registration:
    given: dict[str, Any] = {"key": uuid4(), "given_name": "Piet", "reason": "stoel", "people": 1}
    return walk_in(event, **(given | {"now": NOW, "at": NOW} | about))


def undo_of(person: Registration) -> Noted:
    act = person.door_acts.filter(way=DoorAct.Way.WALK_IN).get()
    return taken_back(came_in(person, key=act.key))


def undone(*people: Registration) -> None:
    note(people[0].event, [undo_of(person) for person in people], now=NOW)


def room(event: Event) -> tuple[int | None, int, int]:
    """What the organiser set, what the door added, and how many sit there."""
    event.refresh_from_db()
    return event.capacity, event.added_at_door, event.seats_taken


def places(role: RegistrationRole) -> tuple[int | None, int, int]:
    role.refresh_from_db()
    return role.quota, role.added_at_door, role.seats_taken


def test_a_walk_in_that_is_taken_back_takes_its_seats_along() -> None:
    event = full_event()
    lead = walked_in(event, people=4)
    before = room(event)

    undone(lead, *lead.companions.all())

    assert (before, room(event)) == ((1, 4, 5), (1, 0, 1))
    entry = AuditEntry.objects.get(action="take back added seats")
    assert (entry.target_id, entry.changes) == (event.pk, {"added_at_door": [4, 0]})


def test_taken_back_and_sent_twice_it_gives_back_once() -> None:
    event = full_event()
    first, _second = walked_in(event, key=KEY), walked_in(event)
    undo = undo_of(first)

    for _time in range(2):
        note(event, [undo], now=NOW)
        walked_in(event, key=KEY)

    assert room(event) == (1, 1, 2)


def test_who_is_in_again_has_a_seat_added_again() -> None:
    event = full_event()
    person = walked_in(event)
    undone(person)
    again = came_in(person)
    rooms = []

    for act in (again, taken_back(again), again, taken_back(again)):
        note(event, [act], now=NOW)
        rooms.append(room(event))

    assert rooms == [(1, 1, 2), (1, 0, 1), (1, 0, 1), (1, 0, 1)]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_in_which_it_arrives_makes_no_difference(order: tuple[int, ...]) -> None:
    event = full_event()
    person = walked_in(event)
    again, third = came_in(person), came_in(person)
    notes = [undo_of(person), again, taken_back(again), third]

    for number in order:
        note(event, [notes[number]], now=NOW)

    assert room(event) == (1, 1, 2)


def test_only_as_many_go_as_were_added() -> None:
    event = full_event(1)
    Event.objects.filter(pk=event.pk).update(capacity=3)
    lead = walked_in(event, people=3)  # for two there was a seat

    undone(lead, *lead.companions.all())

    assert room(event) == (3, 0, 1)


def test_of_a_party_the_added_seats_go_first() -> None:
    event = full_event(1)
    Event.objects.filter(pk=event.pk).update(capacity=2)
    lead = walked_in(event, people=3)
    rooms = []

    for person in (lead, *lead.companions.order_by("pk")):
        undone(person)
        rooms.append(room(event))

    assert rooms == [(2, 1, 3), (2, 0, 2), (2, 0, 1)]


def test_one_walk_in_leaves_the_seats_of_another() -> None:
    event = full_event()
    first, second = walked_in(event, people=2), walked_in(event)

    undone(first, *first.companions.all())

    assert room(event) == (1, 1, 2)
    undone(second)
    assert room(event) == (1, 0, 1)


def test_nobody_in_line_inherits_an_added_seat() -> None:
    event = full_event()
    waiting = signed_up(event)
    person = walked_in(event)

    undone(person)

    waiting.refresh_from_db()
    assert (waiting.status, room(event)) == ("waiting", (1, 0, 1))


def test_who_waits_has_the_seat_of_who_signed_up_and_cancels() -> None:
    event = published_event(capacity=1)
    seated, waiting, person = signed_up(event), signed_up(event), walked_in(event)

    cancel(seated, now=NOW, by=None)
    waiting.refresh_from_db()
    before = room(event)
    undone(person)

    assert (waiting.status, before, room(event)) == ("confirmed", (1, 1, 2), (1, 0, 1))


def test_the_team_cancelling_a_walk_in_gives_its_seat_back_too() -> None:
    event = full_event()

    cancel(walked_in(event), now=NOW, by=make_user())

    assert room(event) == (1, 0, 1)


def test_a_seat_added_for_who_waited_goes_when_they_cancel() -> None:
    event = full_event()
    person = signed_up(event)
    admit(person, reason="was er al", now=NOW)
    before = room(event)

    cancel(person, now=NOW, by=None)

    assert (before, room(event)) == ((1, 1, 2), (1, 0, 1))


def test_what_an_organiser_adds_by_hand_stays() -> None:
    event = full_event()
    person = signed_up(event)

    promote(person, reason="de wethouder", add_seats=True, now=NOW, by=make_user())
    cancel(person, now=NOW, by=None)

    assert room(event) == (2, 0, 1)


def test_a_role_gets_its_own_number_back() -> None:
    event = published_event(capacity=10)
    role = make_role(event, "deskundige", quota=1)
    signed_up(event, role=role)
    person = walked_in(event, role=role, people=2)
    before = (places(role), room(event))

    undone(person, *person.companions.all())

    assert before == ((1, 2, 3), (10, 0, 3))
    assert (places(role), room(event)) == ((1, 0, 1), (10, 0, 1))


def test_role_and_hall_are_added_to_and_given_back_together() -> None:
    event = published_event(capacity=1)
    role = make_role(event, "deskundige", quota=1)
    signed_up(event, role=role)
    person = walked_in(event, role=role)
    before = (places(role), room(event))

    undone(person)

    assert before == ((1, 1, 2), (1, 1, 2))
    assert (places(role), room(event)) == ((1, 0, 1), (1, 0, 1))


def test_who_comes_in_another_role_leaves_the_seat_that_was_added_to_the_first() -> None:
    event = published_event(capacity=10)
    full, free = make_role(event, "deskundige", quota=0), make_role(event, "buur")
    person = walked_in(event, role=full)

    correct(person, role=free, now=NOW, by=make_user())

    assert (places(full), places(free)) == ((0, 0, 0), (None, 0, 1))


def test_people_themselves_who_choose_another_role_do_so_as_well() -> None:
    event = published_event(capacity=10)
    full, free = make_role(event, "deskundige", quota=1), make_role(event, "buur")
    signed_up(event, role=full)
    person = signed_up(event, role=full)
    admit(person, reason="moet erbij", now=NOW)
    before = places(full)

    change_role(person, role=free, now=NOW)

    assert (before, places(full)) == ((1, 1, 2), (1, 0, 1))


def test_who_is_given_an_added_seat_has_it_as_it_was() -> None:
    event = full_event(hand_over=True)
    person = signed_up(event)
    admit(person, reason="was er al", now=NOW)

    new = hand_over(person, Receiver("Anna", "Smit", "anna@example.org"), now=NOW)
    assert new is not None
    before = room(event)
    cancel(new, now=NOW, by=None)

    assert (before, room(event)) == ((1, 1, 2), (1, 0, 1))


@pytest.mark.parametrize(
    ("capacity", "expected"), [(1, (1, 3, 4)), (2, (2, 2, 4)), (9, (9, 0, 4)), (None, (None, 0, 4))]
)
def test_what_the_organiser_sets_counts_first(
    capacity: int | None, expected: tuple[int | None, int, int]
) -> None:
    event = full_event()
    lead = walked_in(event, people=3)

    divide_seats(event, capacity=capacity, kept_back=0, now=NOW, by=None)

    assert room(event) == expected
    undone(lead, *lead.companions.all())
    assert room(event) == (capacity, 0, 1)


def test_fewer_than_sit_there_without_the_added_ones_is_refused() -> None:
    event = full_event(2)
    walked_in(event, people=3)

    with pytest.raises(BelowSeatsTaken) as refusal:
        divide_seats(event, capacity=1, now=NOW, by=None)

    assert str(refusal.value) == (
        "Er zijn 5 plaatsen bezet, waarvan 3 aan de deur bijgezet; het aantal plaatsen kan niet "
        "lager zijn dan 2."
    )


def test_a_larger_quota_counts_first_as_well() -> None:
    event = published_event(capacity=10)
    role = make_role(event, "deskundige", quota=0)
    people = [walked_in(event, role=role) for _number in range(3)]
    rules = {"counts": True, "insider": False}

    change_rules(role, quota=2, **rules, now=NOW, by=None)
    before = places(role)
    undone(*people)

    assert (before, places(role)) == ((2, 1, 3), (2, 0, 0))


def test_a_seat_in_which_somebody_sits_by_now_stays_until_it_is_free() -> None:
    event = published_event(capacity=2, kept_back=1)
    insider = make_role(event, "begeleider", insider=True)
    first, _public = signed_up(event, role=insider), signed_up(event)
    second = walked_in(event, role=insider)
    cancel(first, now=NOW, by=None)
    newcomer = signed_up(event)

    undone(second)
    before = room(event)
    cancel(newcomer, now=NOW, by=None)

    assert (before, room(event)) == ((2, 1, 2), (2, 0, 1))


def test_seats_kept_for_nobody_are_told() -> None:
    event = full_event()
    Event.objects.filter(pk=event.pk).update(added_at_door=1)

    assert [told for told in broken_promises() if "at the door" in told] == [
        f"{event}: 1 seats were added at the door, 0 are needed"
    ]
    Event.objects.filter(pk=event.pk).update(added_at_door=0)


def test_what_was_called_off_keeps_no_added_seats() -> None:
    event = full_event()
    walked_in(event)

    call_off(event, now=NOW, by=make_user())

    assert room(event) == (1, 0, 0)
