"""The demo as it is loaded: published, open for sign-up, and loaded once."""

import pytest
from django.utils import timezone

from events.availability import Phase, phase
from events.models import Event, Release, Table
from events.published import live_seats
from festival.models import AuditEntry
from partners.models import Organisation
from registrations.demo import load_demo
from registrations.models import Choice, Registration
from registrations.states import ChoiceStatus

pytestmark = pytest.mark.django_db
COMING = [
    "lessen-uit-de-praktijk-vervolg",
    "routekaart-naar-een-bewonersonderneming-vervolg",
]


def test_every_gathering_is_published(demo: dict[str, Event]) -> None:
    assert len(demo) == 8
    assert [slug for slug, event in demo.items() if event.release is None] == []


def test_the_coming_editions_take_sign_ups_now(demo: dict[str, Event]) -> None:
    phases = {slug: phase(event, timezone.now()) for slug, event in demo.items()}

    assert {slug: phases.pop(slug) for slug in COMING} == dict.fromkeys(COMING, Phase.OPEN)
    assert set(phases.values()) == {Phase.PAST}


def test_one_table_is_full_and_two_people_wait_for_it(demo: dict[str, Event]) -> None:
    event = demo["routekaart-naar-een-bewonersonderneming-vervolg"]
    tables = Table.objects.filter(session__event=event)

    seats = live_seats(event)

    assert {t.number: seats[t.code].taken for t in tables} == {1: 3, 2: 12, 3: 3, 4: 2}
    in_line = Choice.objects.filter(status=ChoiceStatus.WAITING)
    assert [choice.table.number for choice in in_line] == [2, 2]


def test_each_picture_has_a_text_and_a_size(demo: dict[str, Event]) -> None:
    photos = [
        photo
        for release in Release.objects.filter(event__in=demo.values())
        for photo in release.content["photos"]
    ]

    assert {(photo["width"], photo["height"]) for photo in photos} == {(1600, 900)}
    assert [photo["path"] for photo in photos if len(photo["alt"]) < 40] == []


def test_loading_again_keeps_what_is_there(demo: dict[str, Event]) -> None:
    counted = (Event, Release, Organisation, Registration, AuditEntry)
    before = [model._default_manager.count() for model in counted]

    again = load_demo(now=timezone.now(), by=None)

    assert [model._default_manager.count() for model in counted] == before
    assert [event.pk for event in again] == [event.pk for event in demo.values()]


def test_one_coming_gathering_shows_all_that_signing_up_can_be(demo: dict[str, Event]) -> None:
    event = demo["lessen-uit-de-praktijk-vervolg"]
    people = event.registrations

    states = {p.full_name: p.status for p in people.filter(role__with_case=True)}

    assert states == {
        "Dewi Verzinsel": "confirmed",
        "Sjoerd Verzinsel": "confirmed",
        "Harm van Nergens": "confirmed",
        "Omar Bedenksel": "cancelled",
        "Ying Zogenaamd": "confirmed",
        "Mo Denkbeeld": "offered",
        "Hanna op den Schijn": "waiting",
        "Gijs op den Schijn": "waiting",
    }
    assert {block.ranked for block in event.blocks.all()} == {True}
    assert event.cases.proposed().count() == 6
    (limit,) = event.questions.get(limits__isnull=False).limits.all()
    assert (limit.seats_taken, limit.capacity) == (4, 12)


def test_hosts_of_the_coming_gatherings_have_links_and_a_device_is_ready(
    demo: dict[str, Event],
) -> None:
    coming = [event for slug, event in demo.items() if slug.endswith("-vervolg")]

    ready = {event.slug: (event.devices.count(), event.host_links.count()) for event in coming}

    assert ready == {
        "lessen-uit-de-praktijk-vervolg": (1, 6),
        "routekaart-naar-een-bewonersonderneming-vervolg": (1, 5),
    }
