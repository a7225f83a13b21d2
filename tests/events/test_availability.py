"""Whether one can sign up now, and if not, why: one text for button, form and desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from events.availability import Phase, phase, reason_against
from events.models import Event
from tests.factories import NOW, START

SHOWN = {"visibility": Event.Visibility.PUBLIC, "release_id": 1, "takes_registrations": True}
HELD = {"starts_at": START, "ends_at": START + timedelta(hours=2)}


def event_with(**fields: Any) -> Event:
    """An event that is not in any database."""
    return Event(**(SHOWN | HELD | fields))


@pytest.mark.parametrize(
    ("fields", "now", "expected"),
    [
        ({}, NOW, Phase.OPEN),
        ({"visibility": Event.Visibility.UNLISTED}, NOW, Phase.OPEN),
        ({"visibility": Event.Visibility.DRAFT}, NOW, Phase.NOT_PUBLIC),
        ({"release_id": None}, NOW, Phase.NOT_PUBLIC),
        ({"cancelled_at": NOW}, NOW, Phase.CANCELLED),
        ({"takes_registrations": False}, NOW, Phase.ELSEWHERE),
        ({"visibility": Event.Visibility.ARCHIVED}, NOW, Phase.CLOSED),
        # the moments themselves
        ({"opens_at": NOW}, NOW, Phase.OPEN),
        ({"opens_at": NOW + timedelta(seconds=1)}, NOW, Phase.NOT_YET),
        ({"closes_at": NOW}, NOW, Phase.CLOSED),
        ({"closes_at": NOW + timedelta(seconds=1)}, NOW, Phase.OPEN),
        ({}, START - timedelta(seconds=1), Phase.OPEN),
        ({}, START, Phase.CLOSED),
        ({"closes_at": START + timedelta(hours=1)}, START, Phase.OPEN),  # at the door
        ({"closes_at": START + timedelta(hours=9)}, START + timedelta(hours=2), Phase.PAST),
        # the most final reason is told
        ({"cancelled_at": NOW}, START + timedelta(days=1), Phase.CANCELLED),
        ({"takes_registrations": False}, START + timedelta(days=1), Phase.PAST),
        ({"release_id": None, "cancelled_at": NOW}, NOW, Phase.NOT_PUBLIC),
    ],
)
def test_where_an_event_stands(fields: dict[str, Any], now: Any, expected: Phase) -> None:
    assert phase(event_with(**fields), now) is expected


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, ""),
        ({"release_id": None}, "Deze bijeenkomst is nog niet openbaar."),
        ({"cancelled_at": NOW}, "Deze bijeenkomst is afgelast."),
        ({"closes_at": NOW}, "Je kunt je niet meer aanmelden."),
        (
            {"opens_at": NOW + timedelta(days=1)},
            "Je kunt je aanmelden vanaf dinsdag 5 mei 2026, 12.00 uur.",
        ),
    ],
)
def test_the_reason_is_a_dutch_sentence_in_the_time_of_the_event(
    fields: dict[str, Any], sentence: str
) -> None:
    with translation.override("nl"):
        assert reason_against(event_with(**fields), NOW) == sentence


def test_every_reason_but_open_has_a_sentence() -> None:
    closed = [
        event_with(release_id=None),
        event_with(cancelled_at=NOW),
        event_with(ends_at=NOW, starts_at=NOW),
        event_with(takes_registrations=False),
        event_with(opens_at=NOW + timedelta(days=1)),
        event_with(closes_at=NOW),
    ]

    assert {phase(event, NOW) for event in closed} == set(Phase) - {Phase.OPEN}
    assert all(reason_against(event, NOW) for event in closed)
