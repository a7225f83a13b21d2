"""The list of guests that phones keep, and the numbers at the door."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from registrations.changing.cancelling import cancel
from registrations.door.guests import acts_since, counts, guest_list, standing
from registrations.door.noting import note
from registrations.door.tickets import ticket_of
from registrations.door.walking_in import walk_in
from registrations.models import Question, Tag
from registrations.sign_up.applying import Companion, Reply
from registrations.sign_up.picking import Pick
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    made,
    make_event,
    make_role,
    published_event,
    signed_up,
)
from tests.registrations.door.noting import came_in, checked_in, remark

pytestmark = pytest.mark.django_db
CANARY = "kanarie"


def test_a_guest_is_all_that_the_door_needs_to_know() -> None:
    event, picks = evening_with_tables()
    person = signed_up(
        event, role=make_role(event, "deskundige"), organisation="Pluk", picks=picks[:1]
    )
    tag = made(Tag(event=event, name="pers"))
    tag.people.add(person)
    assert picks[0].table is not None

    (guest,) = guest_list(event)["guests"]

    assert guest == {
        "code": person.code,
        "ticket": ticket_of(person),
        "name": "Fatma van der Berg",
        "sort": person.sort_name,
        "organisation": "Pluk",
        "role": "deskundige",
        "lead": "",
        "along": 0,
        "status": "confirmed",
        "released": False,
        "too_few": "",
        "places": [
            {
                "key": f"t-{picks[0].table.code}",
                "title": "Onderwerp 1",
                "number": 1,
                "round": "Werksessies",
            }
        ],
        "tags": ["pers"],
    }


def test_a_companion_without_a_name_stands_with_who_signed_up() -> None:
    event = published_event(nameless_companions=True)
    lead = signed_up(event, companions=[Companion()])

    guests = guest_list(event)["guests"]

    assert {(guest["name"], guest["lead"]) for guest in guests} == {
        ("Fatma van der Berg", ""),
        ("Meekomer 1 van Fatma van der Berg", lead.code),
    }
    assert {guest["sort"] for guest in guests} == {lead.sort_name}


def test_what_is_nobodys_business_at_the_door_stays_off_the_phone() -> None:
    event = published_event()
    question = made(Question(event=event, text="Wat?", purpose="x"))
    signed_up(
        event,
        f"{CANARY}@example.org",
        access_needs=CANARY,
        diet_needs=CANARY,
        replies=[Reply(question, CANARY)],
    )

    told = json.dumps(guest_list(event))

    assert "Fatma" in told
    assert CANARY not in told


def test_who_waits_or_cancelled_is_on_the_list_and_who_was_erased_is_not() -> None:
    event = published_event(capacity=1)
    seated, waits, gone, erased = [signed_up(event) for _n in range(4)]
    cancel(gone, now=NOW, by=None)
    cancel(erased, now=NOW, by=None)
    type(erased).objects.filter(pk=erased.pk).update(forgotten_at=NOW)

    told = {guest["code"]: guest["status"] for guest in guest_list(event)["guests"]}

    assert told == {seated.code: "confirmed", waits.code: "waiting", gone.code: "cancelled"}


def test_the_places_are_those_of_the_programme() -> None:
    event, picks = evening_with_tables(tables=1)
    table = picks[0].table
    assert table is not None

    told = guest_list(event)

    round_key = f"s-{picks[0].session.code}"
    assert told["places"] == [
        {"key": round_key, "title": "Werksessie", "number": None, "session": ""},
        {"key": f"t-{table.code}", "title": "Onderwerp 1", "number": 1, "session": round_key},
    ]
    assert told["event"] == {
        "code": event.code,
        "slug": event.slug,
        "title": event.title,
        "ends_at": event.ends_at.isoformat(),
        "wipe_at": (event.ends_at + timedelta(days=1)).isoformat(),
    }


def test_a_draft_has_no_places_and_is_called_what_it_is() -> None:
    event = make_event()

    told = guest_list(event)

    assert (told["places"], told["event"]["title"]) == ([], str(event))


def test_acts_are_told_once_to_who_asks_for_what_is_newer() -> None:
    event = published_event()
    person = signed_up(event)
    checked_in(signed_up(published_event()))
    first = checked_in(person, counter=3, way="scan")
    told = guest_list(event)

    note(event, [second := remark(person, "stoel")], now=NOW)

    (new,) = acts_since(event, told["last"])
    assert told["acts"] == [
        {
            "id": told["last"],
            "key": str(first.key),
            "person": person.code,
            "place": "",
            "kind": "in",
            "at": NOW.isoformat(),
            "counter": 3,
            "device": "",
            "undoes": "",
            "way": "scan",
            "text": "",
        }
    ]
    assert (new["key"], new["text"]) == (str(second.key), "stoel")
    assert acts_since(event, new["id"]) == []


def test_the_version_moves_on_with_who_is_expected_and_not_with_who_comes_in() -> None:
    event = published_event()
    versions = [standing(event).version]
    person = signed_up(event)
    versions.append(standing(event).version)
    checked_in(person)
    versions.append(standing(event).version)
    signed_up(published_event())
    versions.append(standing(event).version)
    cancel(signed_up(event), now=NOW, by=None)
    versions.append(standing(event).version)

    assert versions[0] < versions[1] == versions[2] == versions[3] < versions[4]


def test_the_numbers_at_the_door() -> None:
    event = published_event(capacity=4, kept_back=1)
    checked_in(signed_up(event))
    signed_up(event)

    before = counts(event)
    walk_in(event, key=signed_up(published_event()).form_key, given_name="Piet", now=NOW, at=NOW)

    assert before == (1, 2, 1)
    assert counts(event) == (2, 3, 0)
    assert counts(published_event(capacity=None)) == (0, 0, None)


def test_the_list_takes_as_many_statements_for_three_as_for_one() -> None:
    event, picks = evening_with_tables()

    def statements() -> int:
        fresh = Event.objects.get(pk=event.pk)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            guest_list(fresh)
        return len(captured)

    tag = made(Tag(event=event, name="pers"))
    tag.people.add(checked_in_at_table(event, picks))
    one = statements()
    for _n in range(2):
        tag.people.add(checked_in_at_table(event, picks))

    assert (statements(), one) == (7, 7)


def checked_in_at_table(event: Event, picks: list[Pick]) -> int:
    person = signed_up(event, picks=picks[:1])
    note(event, [came_in(person)], now=START)
    return person.pk
