"""Taking back what was noted at the door long before a gathering."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from festival.models import AuditEntry
from registrations.door.guests import acts_since, counts
from registrations.door.noting import note
from registrations.door.rehearsing import rehearsed, take_back_rehearsal
from registrations.door.walking_in import walk_in
from registrations.hours import opens_at
from registrations.states import Status
from tests.factories import NOW, make_session, make_user, published_event, signed_up
from tests.registrations.door.noting import came_in, checked_in, remark, taken_back

pytestmark = pytest.mark.django_db


def take_back(event: Any) -> int:
    return take_back_rehearsal(event, now=NOW + timedelta(hours=1), by=make_user())


def test_what_was_practised_is_taken_back_and_what_came_later_stands() -> None:
    event = published_event()
    practised, both, later = (signed_up(event, given_name=name) for name in ("An", "Bo", "Cé"))
    opens = opens_at(event)
    acts = [came_in(practised, at=opens - timedelta(seconds=1)), came_in(both, at=NOW)]
    note(event, [*acts, came_in(both, at=opens), came_in(later, at=opens)], now=opens)

    number = take_back(event)

    stands = dict(event.registrations.values_list("given_name", "checked_in_at"))
    assert (number, stands) == (2, {"An": None, "Bo": opens, "Cé": opens})
    assert list(rehearsed(event)) == []


def test_at_a_session_it_is_taken_back_as_well() -> None:
    event = published_event()
    session, person = make_session(event), signed_up(event)
    note(event, [came_in(person, place=f"s-{session.code}")], now=NOW)

    take_back(event)

    person.refresh_from_db()
    assert person.status == Status.CONFIRMED


def test_who_walked_in_gives_the_seat_back() -> None:
    event = published_event(capacity=1)
    person = walk_in(event, key=uuid4(), given_name="Noor", now=NOW, at=NOW)

    take_back(event)

    person.refresh_from_db()
    assert (person.status, counts(event).free) == (Status.CANCELLED, 1)


def test_remarks_stay() -> None:
    event = published_event()
    person = signed_up(event)
    note(event, [came_in(person), remark(person, "heeft een stoel nodig")], now=NOW)

    take_back(event)

    kinds = [act["kind"] for act in acts_since(event, 0)]
    assert kinds == ["in", "note", "undo"]


def test_twice_adds_nothing() -> None:
    event = published_event()
    checked_in(signed_up(event))

    first, second = take_back(event), take_back(event)

    assert (first, second, event.door_acts.count()) == (1, 0, 2)
    (entry,) = AuditEntry.objects.filter(action="take back rehearsal")
    assert (entry.event_id, entry.changes) == (event.pk, {"people": 1})


def test_what_was_taken_back_by_hand_was_no_rehearsal_any_more() -> None:
    event = published_event()
    act = checked_in(signed_up(event))
    note(event, [taken_back(act)], now=NOW)

    assert list(rehearsed(event)) == []


def test_another_gathering_is_left_alone() -> None:
    event, other = published_event(), published_event()
    checked_in(signed_up(event))
    elsewhere = signed_up(other)
    checked_in(elsewhere)

    take_back(event)

    elsewhere.refresh_from_db()
    assert elsewhere.status == Status.ATTENDED


def test_many_take_as_many_statements_as_one(django_assert_max_num_queries: Any) -> None:
    event = published_event()
    checked_in(signed_up(event))
    with django_assert_max_num_queries(99) as one:
        take_back(event)
    for n in range(5):
        checked_in(signed_up(event, given_name=f"Gast{n}"))

    with django_assert_max_num_queries(len(one)):
        take_back(event)
