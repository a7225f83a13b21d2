"""Seats by role: quotas, seats kept back for insiders, and roles that take no seat."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Event
from events.published import event_seats
from registrations.changing.cancelling import cancel
from registrations.changing.correcting import NoSeatInRole, correct
from registrations.models import Registration, RegistrationRole
from registrations.seating.capacity import BelowSeatsTaken, change_capacity, divide_seats
from registrations.seating.invariants import broken_promises
from registrations.seating.roles import TooManySeated, change_rules
from registrations.seating.room import seats_for
from registrations.sign_up.picking import WrongChoice
from tests.factories import NOW, make_role, published_event, signed_up

pytestmark = pytest.mark.django_db
Told = list[tuple[str, str]]


def states_of(event: Event) -> list[str]:
    return list(event.registrations.order_by("id").values_list("status", flat=True))


def rules(role: RegistrationRole, **changed: Any) -> None:
    now = {"quota": role.quota, "counts": role.counts, "insider": role.insider}
    change_rules(role, **(now | changed), now=NOW, by=None)


# quota


def test_who_comes_in_a_role_that_is_full_waits_though_the_event_has_seats() -> None:
    event = published_event(capacity=5)
    expert = make_role(event, "deskundige", quota=1)

    people = [signed_up(event, role=expert), signed_up(event, role=expert), signed_up(event)]

    assert [person.status for person in people] == ["confirmed", "waiting", "confirmed"]
    expert.refresh_from_db()
    event.refresh_from_db()
    assert (expert.seats_taken, event.seats_taken) == (1, 2)


def test_an_event_that_is_full_leaves_the_roles_own_seats_untaken() -> None:
    event = published_event(capacity=1)
    role = make_role(event, quota=5)

    signed_up(event)
    waiting = signed_up(event, role=role)

    role.refresh_from_db()
    assert (waiting.status, role.seats_taken) == ("waiting", 0)


def test_a_seat_in_a_role_goes_to_the_first_in_line_for_that_role(told: Told) -> None:
    event = published_event(capacity=2)
    expert = make_role(event, "deskundige", quota=1)
    leaves = signed_up(event, role=expert)
    signed_up(event)
    first = signed_up(event, now=NOW + timedelta(seconds=1))  # ahead, and fits too
    signed_up(event, role=expert, now=NOW + timedelta(seconds=2))

    cancel(leaves, now=NOW, by=None)

    assert states_of(event) == ["cancelled", "confirmed", "confirmed", "waiting"]
    assert told[-1] == ("promoted", first.code)


def test_who_is_ahead_but_cannot_sit_keeps_nobody_waiting() -> None:
    event = published_event(capacity=2)
    expert = make_role(event, "deskundige", quota=1)
    signed_up(event, role=expert)
    leaves = signed_up(event)
    signed_up(event, role=expert, now=NOW + timedelta(seconds=1))  # ahead, the role is full
    signed_up(event, now=NOW + timedelta(seconds=2))

    cancel(leaves, now=NOW, by=None)

    assert states_of(event) == ["confirmed", "cancelled", "waiting", "confirmed"]


def test_a_larger_quota_seats_who_waits_for_it() -> None:
    event = published_event(capacity=5)
    role = make_role(event, quota=1)
    for _person in range(3):
        signed_up(event, role=role)

    rules(role, quota=2)

    assert states_of(event) == ["confirmed", "confirmed", "waiting"]


def test_a_quota_below_those_seated_is_refused_with_their_number() -> None:
    event = published_event(capacity=5)
    role = make_role(event)
    for _person in range(2):
        signed_up(event, role=role)

    with translation.override("en"), pytest.raises(TooManySeated) as refusal:
        rules(role, quota=1)

    sentence = "2 people already come in this role; it cannot be fewer."
    assert (str(refusal.value), refusal.value.field) == (sentence, "quota")


@pytest.mark.parametrize("seats_taken", [-1, 2])
def test_the_database_refuses_more_than_the_quota(seats_taken: int) -> None:
    role = make_role(published_event(), quota=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationRole.objects.filter(pk=role.pk).update(seats_taken=seats_taken)


# roles that take no seat of the event


def test_a_role_that_takes_no_seat_comes_though_the_event_is_full() -> None:
    event = published_event(capacity=1)
    crew = make_role(event, "ploeg", counts=False)

    people = [signed_up(event), signed_up(event, role=crew)]

    event.refresh_from_db()
    assert [person.status for person in people] == ["confirmed", "confirmed"]
    assert event.seats_taken == 1


def test_letting_a_role_take_seats_counts_those_who_came_in_it() -> None:
    event = published_event(capacity=3)
    crew = make_role(event, "ploeg", counts=False)
    for _person in range(2):
        signed_up(event, role=crew)

    rules(crew, counts=True)

    event.refresh_from_db()
    assert event.seats_taken == 2


def test_a_role_that_no_longer_fits_is_refused() -> None:
    event = published_event(capacity=1)
    crew = make_role(event, "ploeg", counts=False)
    for _person in range(2):
        signed_up(event, role=crew)

    with pytest.raises(TooManySeated) as refusal:
        rules(crew, counts=True)

    assert refusal.value.field == "counts"


def test_a_role_that_takes_no_seat_any_more_makes_room_for_who_waits() -> None:
    event = published_event(capacity=1)
    crew = make_role(event, "ploeg")
    signed_up(event, role=crew)
    signed_up(event)

    rules(crew, counts=False)

    assert states_of(event) == ["confirmed", "confirmed"]


# seats kept back


def test_seats_kept_back_are_for_insiders_alone() -> None:
    event = published_event(capacity=3, kept_back=2)
    host = make_role(event, "begeleider", insider=True)

    people = [signed_up(event), signed_up(event), signed_up(event, role=host)]

    event.refresh_from_db()
    assert [person.status for person in people] == ["confirmed", "waiting", "confirmed"]
    assert (event.seats_taken, event.insiders_seated) == (2, 1)
    assert event_seats(event).left == 0
    assert seats_for(event, host).left == 1


def test_insiders_may_use_the_other_seats_too() -> None:
    event = published_event(capacity=3, kept_back=1)
    host = make_role(event, "begeleider", insider=True)

    people = [signed_up(event, role=host) for _person in range(4)]

    event.refresh_from_db()
    assert [person.status for person in people] == ["confirmed"] * 3 + ["waiting"]
    assert event_seats(event).left == 0


def test_seats_that_are_released_go_to_who_waits(told: Told) -> None:
    event = published_event(capacity=3, kept_back=2)
    people = [signed_up(event, now=NOW + timedelta(seconds=n)) for n in range(3)]
    told.clear()

    divide_seats(event, capacity=3, kept_back=1, now=NOW, by=None)

    assert states_of(event) == ["confirmed", "confirmed", "waiting"]
    assert told == [("promoted", people[1].code)]


def test_no_more_can_be_kept_back_than_are_free() -> None:
    event = published_event(capacity=5)
    for _person in range(3):
        signed_up(event)

    with translation.override("en"), pytest.raises(BelowSeatsTaken) as refusal:
        divide_seats(event, capacity=5, kept_back=3, now=NOW, by=None)

    sentence = "So many seats are no longer free; at most 2 can be kept back."
    assert (str(refusal.value), refusal.value.field) == (sentence, "kept_back")


def test_no_more_can_be_kept_back_than_there_are() -> None:
    event = published_event(capacity=5)

    with translation.override("en"), pytest.raises(BelowSeatsTaken) as refusal:
        divide_seats(event, capacity=5, kept_back=6, now=NOW, by=None)

    assert str(refusal.value) == "There are 5 seats; no more than that can be kept back."


def test_more_seats_leave_those_kept_back_as_they_are() -> None:
    event = published_event(capacity=3, kept_back=2)
    for _person in range(3):
        signed_up(event)

    change_capacity(event, capacity=4, now=NOW, by=None)

    assert (states_of(event), event.kept_back) == (["confirmed", "confirmed", "waiting"], 2)


@pytest.mark.parametrize("numbers", [{"kept_back": 4}, {"seats_taken": 2}, {"insiders_seated": 1}])
def test_the_database_refuses_to_give_out_seats_that_are_kept_back(numbers: Any) -> None:
    event = published_event(capacity=3, kept_back=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(**numbers)


# one person in another role


def test_who_gets_another_role_takes_a_seat_there() -> None:
    event = published_event(capacity=2, kept_back=1)
    host = make_role(event, "begeleider", insider=True, quota=1)
    first, second = signed_up(event), signed_up(event)

    correct(second, now=NOW, by=None, role=host)  # waits, and now fits

    second.refresh_from_db()
    assert second.status == "confirmed"
    correct(first, now=NOW, by=None, given_name="Ans")
    with pytest.raises(NoSeatInRole):
        correct(first, now=NOW, by=None, role=host)


def test_a_role_of_another_event_is_refused() -> None:
    event, other = published_event(), make_role(published_event())

    with pytest.raises(WrongChoice):
        signed_up(event, role=other)


# cost, and whatever people do


def test_a_role_costs_two_statements_more() -> None:
    event = published_event(capacity=50)
    role = make_role(event, quota=40)
    signed_up(event, role=role)
    counts = []
    for about in ({}, {"role": role}):
        with CaptureQueriesContext(connection) as queries:
            signed_up(event, **about)
        counts.append(len(queries))

    assert counts[1] - counts[0] == 2


ROLES = ("public", "expert", "host", "crew")
ACTIONS = st.one_of(
    st.tuples(st.just("come"), st.sampled_from(ROLES), st.just(0)),
    st.tuples(st.just("leave"), st.just(""), st.integers(0, 11)),
    st.tuples(st.just("seats"), st.just(""), st.integers(0, 5)),
    st.tuples(st.just("keep"), st.just(""), st.integers(0, 4)),
    st.tuples(st.just("quota"), st.sampled_from(ROLES[1:]), st.integers(0, 3)),
    st.tuples(st.just("flip"), st.sampled_from(ROLES[1:]), st.integers(0, 1)),
)


def do(event: Event, roles: dict[str, Any], action: tuple[str, str, int], second: int) -> None:
    what, who, number = action
    now = NOW + timedelta(seconds=second)
    event.refresh_from_db()
    role = roles.get(who)
    if what == "come":
        signed_up(event, role=role, now=now)
    elif what == "leave":
        for person in Registration.objects.live().filter(event=event).order_by("id")[number:][:1]:
            cancel(person, now=now, by=None)
    elif what == "seats":
        divide_seats(event, capacity=number or None, now=now, by=None)
    elif what == "keep":
        divide_seats(event, capacity=event.capacity, kept_back=number, now=now, by=None)
    elif role is not None:
        role.refresh_from_db()
        flag = ("counts", "insider")[number % 2]
        rules(
            role,
            **({"quota": number or None} if what == "quota" else {flag: not getattr(role, flag)}),
        )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=st.lists(ACTIONS, max_size=14))
def test_the_promises_hold_whatever_happens(actions: Any, monkeypatch: Any) -> None:
    from registrations import mails

    monkeypatch.setattr(mails, "tell", lambda *args, **rest: None)
    event = published_event(capacity=4, kept_back=1)
    roles = {
        "public": None,
        "expert": make_role(event, "deskundige", quota=2),
        "host": make_role(event, "begeleider", insider=True),
        "crew": make_role(event, "ploeg", counts=False),
    }

    for second, action in enumerate(actions):
        with suppress(BelowSeatsTaken, TooManySeated):
            do(event, roles, action, second)
        assert broken_promises() == []
