"""Noting at a door: what is kept, what follows for people, and what it costs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from registrations.changing.cancelling import cancel
from registrations.door.acts import acts_of
from registrations.door.devices import let_in
from registrations.door.merging import Presence, merged
from registrations.door.noting import Noted, note
from registrations.models import DoorAct, Registration
from registrations.sign_up.applying import Companion
from registrations.sign_up.enlisting import Told, enlist
from registrations.states import Status
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    make_user,
    published_event,
    signed_up,
)
from tests.registrations.door.noting import came_in, checked_in, noted, remark, taken_back

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def standing(person: Registration) -> tuple[str, object]:
    person.refresh_from_db()
    return person.status, person.checked_in_at


def presence(person: Registration, place: str = "") -> Presence:
    return merged(acts_of([person.pk]))[person.code, place]


# what follows


def test_who_comes_in_is_present_since_then() -> None:
    person = signed_up(published_event())

    outcome = note(person.event, [act := came_in(person)], now=LATER)

    assert outcome == ((str(act.key),), ())
    assert standing(person) == (Status.ATTENDED, NOW)


def test_taken_back_they_are_expected_again() -> None:
    person = signed_up(published_event())
    act = checked_in(person)

    note(person.event, [taken_back(act)], now=LATER)

    assert standing(person) == (Status.CONFIRMED, None)
    assert presence(person).taken_back == 1


def test_an_undo_that_comes_first_takes_back_what_comes_later() -> None:
    person = signed_up(published_event())
    act = came_in(person)

    note(person.event, [taken_back(act)], now=NOW)
    note(person.event, [act], now=LATER)

    assert standing(person) == (Status.CONFIRMED, None)


def test_who_was_checked_in_twice_stays_in_when_one_is_taken_back() -> None:
    person = signed_up(published_event())
    act = checked_in(person)
    checked_in(person, at=LATER)

    note(person.event, [taken_back(act)], now=LATER)

    assert standing(person) == (Status.ATTENDED, LATER)


def test_the_list_of_a_table_counts_as_coming_in() -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    assert picks[0].table is not None
    at_table = came_in(person, place=f"t-{picks[0].table.code}", at=LATER)
    at_round = came_in(person, place=f"s-{picks[0].session.code}", at=NOW)

    note(event, [at_table, at_round], now=LATER)

    assert standing(person) == (Status.ATTENDED, NOW)
    kept = DoorAct.objects.order_by("at").values_list("session", "table")
    assert list(kept) == [
        (picks[0].session.pk, None),
        (picks[0].session.pk, picks[0].table.pk),
    ]


@pytest.mark.parametrize("undone", [False, True])
def test_a_seat_that_was_kept_for_a_while_is_theirs_once_they_were_let_in(undone: bool) -> None:
    event = published_event(proof_hours=24)
    person = signed_up(event)
    act = came_in(person)

    note(event, [act, *([taken_back(act)] if undone else [])], now=LATER)

    status, _at = standing(person)
    assert status == (Status.CONFIRMED if undone else Status.ATTENDED)
    assert (person.hold_until, person.confirmed_at) == (None, LATER)


def waiting(event: Event) -> Registration:
    person = signed_up(event)
    assert person.status == Status.WAITING
    return person


def test_who_waits_or_cancelled_and_came_in_is_noted_and_stays_so() -> None:
    event = published_event(capacity=1)
    signed_up(event)
    away, in_line = waiting(event), waiting(event)
    cancel(away, now=NOW, by=None)

    outcome = note(event, [came_in(away), came_in(in_line)], now=LATER)

    assert outcome.refused == ()
    assert standing(away) == (Status.CANCELLED, None)
    assert standing(in_line) == (Status.WAITING, None)
    assert presence(in_line).since == NOW


@pytest.mark.parametrize("offer_hours", [None, 4])
def test_who_stands_inside_and_moves_up_is_present_at_once(offer_hours: int | None) -> None:
    event = published_event(capacity=1, offer_hours=offer_hours)
    first, second = signed_up(event), waiting(event)
    note(event, [came_in(second)], now=NOW)

    cancel(first, now=NOW, by=None)

    assert standing(second) == (Status.ATTENDED, NOW)


def test_each_of_a_party_comes_in_by_themselves() -> None:
    lead = signed_up(published_event(), companions=[Companion("Omar", "el", "Amrani")])
    companion = lead.companions.get()

    note(lead.event, [came_in(companion)], now=LATER)

    assert standing(lead) == (Status.CONFIRMED, None)
    assert standing(companion) == (Status.ATTENDED, NOW)


# what is kept, and what is not


def test_the_same_again_changes_nothing() -> None:
    person = signed_up(published_event())
    act, said = came_in(person), remark(person, "stoel")

    outcomes = [note(person.event, [act, said, act], now=LATER) for _time in range(2)]

    assert outcomes[0] == outcomes[1]
    assert outcomes[0].taken == (str(act.key), str(said.key))
    assert DoorAct.objects.count() == 2


def test_what_is_about_nobody_here_is_refused_and_the_rest_is_kept() -> None:
    person, elsewhere = signed_up(published_event()), signed_up(published_event())
    other_event, picks = evening_with_tables()
    strange = [
        came_in("22222222"),
        came_in(elsewhere),
        came_in(person, place=f"s-{picks[0].session.code}"),
        came_in(person, place="elders"),
        noted("out", person, at=NOW),
        noted("undo", person, at=NOW),
    ]

    outcome = note(person.event, [*strange, good := came_in(person)], now=NOW)

    assert outcome.taken == (str(good.key),)
    assert outcome.refused == tuple(
        (str(act.key), sentence)
        for act, sentence in zip(
            strange,
            [
                *["Niemand van deze bijeenkomst heeft deze code."] * 2,
                *["Deze sessie of tafel staat niet in het programma."] * 2,
                "Het is niet duidelijk wat er is genoteerd.",
                "Het is niet duidelijk wat er wordt teruggedraaid.",
            ],
            strict=True,
        )
    )
    assert DoorAct.objects.count() == 1
    assert other_event.door_acts.count() == 0


def test_a_key_that_is_in_use_for_somebody_else_is_refused() -> None:
    event = published_event()
    one, other = signed_up(event), signed_up(event)
    act = checked_in(one)

    outcome = note(event, [came_in(other, key=act.key)], now=NOW)

    assert outcome == ((), ((str(act.key), "Onder deze sleutel is al iets anders genoteerd."),))
    assert standing(other) == (Status.CONFIRMED, None)


def test_what_comes_from_the_future_is_of_now() -> None:
    person = signed_up(published_event())

    note(person.event, [came_in(person, at=LATER)], now=NOW)

    assert standing(person) == (Status.ATTENDED, NOW)


def test_what_no_column_can_hold_is_cut_to_size() -> None:
    person = signed_up(published_event())
    odd = remark(person, "a\0" + "b" * 300, counter=2**40, way="vliegend")

    outcome = note(person.event, [odd, remark(person, "", counter=-1)], now=NOW)

    assert outcome.refused == ()
    (first, second) = DoorAct.objects.order_by("pk")
    assert (first.text, first.counter, first.way) == ("a" + "b" * 199, 2**31 - 1, "")
    assert second.counter == 0


def test_who_noted_it_is_known() -> None:
    person, by = signed_up(published_event()), make_user(name="Ria")
    device, _secret = let_in(person.event, name="Balie 1", now=NOW, by=by)

    note(person.event, [came_in(person, way="scan", counter=7)], now=LATER, device=device)
    note(person.event, [remark(person, "stoel")], now=LATER, by=by)

    (act, said) = acts_of([person.pk])
    assert (act.device, act.way, act.counter, act.at) == ("Balie 1", "scan", 7, NOW)
    assert said.device == "Ria"


def test_nothing_noted_is_nothing_done() -> None:
    event = published_event()

    assert note(event, [], now=NOW) == ((), ())


def test_a_phone_may_send_what_it_noted_after_the_end() -> None:
    person = signed_up(published_event())

    note(person.event, [came_in(person, at=START)], now=START + timedelta(hours=20))

    assert standing(person) == (Status.ATTENDED, START)


# what it costs


def crowd(event: Event, size: int) -> list[Registration]:
    """So many people with a seat, made at once."""
    people = [
        Registration(
            event=event,
            form_key=uuid4(),
            given_name="Buur",
            family_name=str(number),
            email=f"buur{number}@example.org",
        )
        for number in range(size)
    ]
    lead = people[0]
    for person in people[1:]:
        person.lead, person.email = lead, ""
    enlist(people, [Told() for _person in people], seated=size, now=NOW)
    return people


def statements(event: Event, notes: list[Noted]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert note(event, notes, now=LATER).refused == ()
    return len([q for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]])


def test_a_hundred_acts_take_as_many_statements_as_one() -> None:
    event = published_event(capacity=None)
    people = crowd(event, 101)

    one = statements(event, [came_in(people[0])])
    hundred = statements(event, [came_in(person) for person in people[1:]])

    assert (one, hundred) == (5, 5)
    assert event.registrations.checked_in().count() == 101
