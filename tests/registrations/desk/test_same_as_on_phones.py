"""Whom the desk finds by what was typed, as a phone finds them: one table of cases for both.

`tests/journeys/desk/test_searching.py` asks the same of `static/js/desk/search.js`.
"""

import json
from pathlib import Path

import pytest

from events.models import Event
from registrations.desk.finding import named
from tests.factories import published_event, signed_up

pytestmark = pytest.mark.django_db
CASES = json.loads((Path(__file__).parents[2] / "data" / "searching.json").read_text())


def found(event: Event, typed: str) -> list[str]:
    """For certain, or else who may have been meant."""
    exact, close = named(event, typed)
    return sorted(person.full_name for person in exact or close)


def test_the_desk_finds_whom_a_phone_finds() -> None:
    event = published_event(capacity=None)
    for person in CASES["people"]:
        signed_up(event, **person)

    assert {typed: found(event, typed) for typed in CASES["found"]} == CASES["found"]
