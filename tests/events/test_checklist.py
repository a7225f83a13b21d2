"""What is still missing before publishing, in sentences that lead to where it is mended."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from events.checklist import Point, missing
from events.draft import read_draft
from events.models import Appearance, Event, Partnership
from tests.factories import (
    made,
    make_block,
    make_event,
    make_organisation,
    make_person,
    make_session,
    make_table,
)

pytestmark = pytest.mark.django_db


def points(event: Event, *, asks_consent: bool = True) -> tuple[Point, ...]:
    return missing(event, read_draft(event), asks_consent=asks_consent)


def keys(event: Event, *, asks_consent: bool = True) -> list[str]:
    return [point.key for point in points(event, asks_consent=asks_consent)]


def complete(**fields: Any) -> Event:
    """An event that misses nothing."""
    about = {
        "town": "Amsterdam",
        "summary": "Een avond.",
        "intro": "Over de buurt.",
        "contact_email": "vraag@example.org",
        "colour": "#7a1f1f",
    }
    event = make_event(**(about | fields))
    organiser = Partnership.Role.ORGANISER
    made(Partnership(event=event, organisation=make_organisation(), role=organiser))
    make_session(event)
    return event


def test_nothing_is_missing_from_a_complete_gathering() -> None:
    assert keys(complete()) == []


def test_a_new_gathering_misses_what_is_needed_first() -> None:
    event = make_event(visibility=Event.Visibility.DRAFT, takes_registrations=False)

    found = points(event)

    assert [(point.key, point.needed) for point in found] == [
        ("place", True),
        ("items", True),
        ("summary", False),
        ("intro", False),
        ("contact", False),
        ("organiser", False),
        ("colour", False),
    ]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"town": ""}, "place"),
        ({"summary": ""}, "summary"),
        ({"intro": ""}, "intro"),
        ({"contact_email": ""}, "contact"),
        ({"colour": "#0b5d4e"}, "colour"),
        ({"capacity": None}, "seats"),
    ],
)
def test_each_gap_of_the_gathering_is_named_alone(fields: dict[str, Any], key: str) -> None:
    assert keys(complete(**fields)) == [key]


def test_each_point_leads_to_a_page_where_it_is_mended() -> None:
    event = make_event(visibility=Event.Visibility.DRAFT)
    session = make_session(event, kind="tables")
    make_table(session, topic="Onderwerp 1")

    addresses = {point.key: point.url for point in points(event)}

    assert addresses == {
        "place": f"/beheer/{event.slug}/instellingen/tijd-en-plaats/",
        "topics": f"/beheer/{event.slug}/programma/{session.code}/tafels/",
        "summary": f"/beheer/{event.slug}/instellingen/teksten/",
        "intro": f"/beheer/{event.slug}/instellingen/teksten/",
        "contact": f"/beheer/{event.slug}/instellingen/contact/",
        "organiser": f"/beheer/{event.slug}/inhoud/partners/",
        "colour": f"/beheer/{event.slug}/instellingen/kleur/",
        "hosts": f"/beheer/{event.slug}/programma/{session.code}/tafels/",
    }


def test_photographs_ask_for_consent_where_people_sign_up() -> None:
    assert keys(complete(), asks_consent=False) == ["consent"]
    assert keys(complete(takes_registrations=False), asks_consent=False) == []


def test_tables_without_a_host_or_a_topic_are_counted() -> None:
    event = complete()
    session = make_session(event, kind="tables", block=make_block(event))
    hosted = make_table(session, topic="Zorg")
    made(Appearance(table=hosted, person=make_person(), role="host"))
    make_table(session, topic="Onderwerp 2")
    make_table(session, topic="Energie")

    told = {point.key: point.words for point in points(event)}

    assert told == {
        "topics": "Vul het onderwerp van 1 tafel in.",
        "hosts": "2 tafels hebben nog geen begeleider.",
    }


def test_a_round_needs_something_to_choose_and_a_table_session_its_tables() -> None:
    event = complete()
    make_session(event, "Gesprek", kind="tables", block=make_block(event, "Ronde 1"))

    with translation.override("en"):
        told = [(point.words, point.needed) for point in points(event)]

    assert told == [
        ("“Gesprek” has no tables yet.", True),
        ("“Ronde 1” has fewer than two things to choose from.", False),
    ]


def test_items_on_another_day_than_the_gathering_have_to_be_mended() -> None:
    event = complete()
    late = event.ends_at + timedelta(hours=3)
    make_session(event, starts_at=late, ends_at=late + timedelta(hours=1))
    for days in (7, 7, -1):
        start = event.starts_at + timedelta(days=days)
        make_session(event, starts_at=start, ends_at=start + timedelta(hours=1))
    make_session(event, starts_at=None, ends_at=None)

    with translation.override("nl"):
        (point,) = points(event)

    assert (point.key, point.needed, point.words) == (
        "days",
        True,
        "4 onderdelen staan op een andere dag dan de bijeenkomst.",
    )
    assert point.url == f"/beheer/{event.slug}/programma/"


def test_a_gathering_of_which_only_the_month_is_known_has_no_other_days() -> None:
    event = complete(precision=Event.Precision.MONTH)
    start = event.starts_at + timedelta(days=7)
    make_session(event, starts_at=start, ends_at=start + timedelta(hours=1))

    assert keys(event) == []
