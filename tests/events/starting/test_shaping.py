"""Starting from a shape: little to fill in, everything there, and it is mine."""

from datetime import date, time
from typing import Any

import pytest
from django.utils import timezone, translation

from events.draft import read_draft
from events.models import Event, FormerAddress
from events.publishing import publish
from events.starting.presets import AFTERNOON, EMPTY, EVENING, PRESETS, Preset
from events.starting.shaping import Start, start_from
from events.starting.slugs import free_address
from events.starting.words import is_placeholder
from festival.models import AuditEntry
from tests.factories import NOW, made, make_event, make_organisation, make_user

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


def start(**given: Any) -> Start:
    about: dict[str, Any] = {"code": "abcdefgh", "title": "Routekaart", "day": DAY}
    return Start(**(about | {"at": time(19, 45)} | given))


def hours_of(event: Event) -> list[tuple[str, str, str]]:
    return [
        (
            f"{timezone.localtime(s.starts_at):%H:%M}",
            f"{timezone.localtime(s.ends_at):%H:%M}",
            s.kind,
        )
        for s in event.sessions.all()
    ]


def test_an_evening_with_tables_has_its_hours_and_four_tables() -> None:
    event = start_from(EVENING, start(), now=NOW, by=make_user())

    assert hours_of(event) == [
        ("19:45", "20:00", "break"),
        ("20:00", "20:30", "plenary"),
        ("20:30", "21:30", "tables"),
        ("21:30", "22:00", "plenary"),
    ]
    tables = event.sessions.get(kind="tables")
    assert [(t.number, t.topic, t.capacity) for t in tables.tables.all()] == [
        (n, f"Onderwerp {n}", 8) for n in (1, 2, 3, 4)
    ]
    assert tables.block.title == "Tafelgesprekken"


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_every_shape_can_be_published_as_it_is(preset: Preset) -> None:
    event = start_from(preset, start(at=preset.starts), now=NOW, by=make_user())

    event.visibility = Event.Visibility.PUBLIC
    event.save(update_fields=["visibility"])
    assert publish(event, now=NOW, by=None).number == 1
    draft = read_draft(event)
    ends = [session.ends_at for session in draft.sessions if session.ends_at]
    assert max(ends, default=draft.ends_at) == draft.ends_at
    assert min((s.starts_at for s in draft.sessions), default=draft.starts_at) == draft.starts_at


def test_the_words_are_in_the_language_of_the_maker() -> None:
    with translation.override("en"):
        event = start_from(AFTERNOON, start(), now=NOW, by=make_user())

    assert event.language == "en"
    assert [theme.title for theme in event.themes.all()][:2] == ["Housing", "Care and welfare"]
    assert [role.name for role in event.registration_roles.all()] == [
        "with a case of my own",
        "as an expert by experience",
    ]


def test_the_maker_owns_it_and_the_organisation_organises_it() -> None:
    maker, organisation = make_user(), make_organisation()

    event = start_from(EMPTY, start(organisation=organisation), now=NOW, by=maker)

    assert [(member.user, member.role) for member in event.team.all()] == [(maker, "owner")]
    assert [(p.organisation, p.role) for p in event.partnerships.all()] == [
        (organisation, "organiser")
    ]
    assert (event.visibility, event.release) == ("draft", None)


def test_sending_the_same_start_twice_makes_one_gathering() -> None:
    maker = make_user()

    first, second = (start_from(EVENING, start(), now=NOW, by=maker) for _ in range(2))

    assert first == second
    assert Event.objects.count() == 1


def test_an_hour_stays_an_hour_when_the_clocks_change() -> None:
    event = start_from(
        EVENING, start(day=date(2026, 10, 25), at=time(1, 0)), now=NOW, by=make_user()
    )

    assert [(s.ends_at - s.starts_at).seconds // 60 for s in event.sessions.all()] == [
        15,
        30,
        60,
        30,
    ]


def test_the_trail_says_that_it_was_started() -> None:
    event = start_from(EMPTY, start(), now=NOW, by=make_user())

    entry = AuditEntry.objects.get(action="start")
    assert (entry.event_id, entry.changes) == (event.pk, {"shape": "leeg"})


def test_short_names_are_free_and_hide_no_page() -> None:
    make_event(slug="routekaart")
    made(FormerAddress(event=make_event(), slug="routekaart-2026"))

    assert free_address("Routekaart", DAY) == "routekaart-2026-2"
    assert free_address("Nieuw", DAY) == "nieuw-2026"
    assert free_address("!", DAY) == "bijeenkomst"


def test_names_that_a_shape_gave_are_known_in_both_languages() -> None:
    assert [is_placeholder(text) for text in ("Onderwerp 3", "Topic 12", "Casus 1")] == [True] * 3
    assert [is_placeholder(text) for text in ("Onderwerp", "Zorg 1", "Topic 012")] == [False] * 3
