"""The details on the badges of one print are of one size, as far as everybody can read it."""

from typing import Any

import pytest

from events.models import Event
from events.paper.answering import chosen_paper
from registrations.paper.badges import BADGES
from tests.factories import published_event, signed_up

pytestmark = pytest.mark.django_db
CHOSEN = {"sheet": "l4785", "start": "1", "order": "name"}


def sizes(event: Event, **chosen: Any) -> list[int]:
    paper = chosen_paper(event, BADGES, CHOSEN | chosen)
    assert paper is not None
    return [badge.size for page in paper.about["pages"] for badge in page]


def of(event: Event, *organisations: str) -> None:
    for number, organisation in enumerate(organisations):
        signed_up(event, family_name=f"Aarts{number}", organisation=organisation)


def test_all_badges_have_the_size_of_the_fullest() -> None:
    event = published_event(capacity=None)
    of(event, "LSA", "Landelijke Vereniging voor Kleine Kernen en Wijken", "")

    (size,) = set(sizes(event))

    assert 10 < size < 14


def test_one_that_is_very_full_does_not_make_the_others_unreadable() -> None:
    event = published_event(capacity=None)
    of(event, "LSA", "Stichting Samenwerkende Bewonersondernemingen in Nederland " * 2)

    first, fullest = sizes(event)

    assert (first, fullest < 10) == (10, True)


def test_a_print_of_nobody_is_a_sheet_that_says_so() -> None:
    assert sizes(published_event()) == []
