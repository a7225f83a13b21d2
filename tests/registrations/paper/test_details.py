"""The badges of one print have names of one size, and details too, as far as all can be read."""

from typing import Any

import pytest

from events.models import Event
from events.paper.answering import chosen_paper
from registrations.paper.badges import BADGES, Badge
from registrations.paper.label_sheets import SHEETS
from tests.factories import evening_with_tables, make_role, published_event, signed_up

pytestmark = pytest.mark.django_db
CHOSEN = {"sheet": "l4785", "start": "1", "order": "name"}


def badges(event: Event, **chosen: Any) -> list[Badge]:
    paper = chosen_paper(event, BADGES, CHOSEN | chosen)
    assert paper is not None
    return [badge for page in paper.about["pages"] for badge in page]


def sizes(event: Event) -> list[int]:
    return [badge.size for badge in badges(event)]


def of(event: Event, *organisations: str) -> None:
    for number, organisation in enumerate(organisations):
        signed_up(event, family_name=f"Aarts{number}", organisation=organisation)


def test_all_badges_have_the_size_of_the_fullest() -> None:
    event = published_event(capacity=None)
    of(event, "LSA", "Landelijke Vereniging voor Kleine Kernen en Wijken", "")

    (size,) = set(sizes(event))

    assert 12 < size < 16


def test_one_that_is_very_full_does_not_make_the_others_unreadable() -> None:
    event = published_event(capacity=None)
    of(event, "LSA", "Stichting Samenwerkende Bewonersondernemingen in Nederland " * 2)

    first, fullest = sizes(event)

    assert (first, fullest < 12) == (12, True)


def test_all_names_have_the_size_of_the_longest() -> None:
    event = published_event(capacity=None)
    for name in ("Bos", "van der Berg", "Schoonenberg"):
        signed_up(event, given_name="Jo", infix="", family_name=name)

    (size,) = {badge.name_size for badge in badges(event)}

    assert size >= 20


def test_one_very_long_name_among_many_is_smaller_itself() -> None:
    event = published_event(capacity=None)
    signed_up(event, given_name="Wilhelmina", family_name="Heuvel-Schoonenberg tot Oldenzaal")
    for number in range(10):
        signed_up(event, given_name="Jo", infix="", family_name=f"Bos{number}")

    shown = [badge.name_size for badge in sorted(badges(event), key=lambda one: len(one.name))]

    assert (len(set(shown[:10])), shown[0] >= 20, shown[10] < shown[0]) == (1, True, True)


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_on_a_badge_is_larger_than_the_name(sheet: str) -> None:
    event = published_event(capacity=None)
    long = "Wilhelmina-Alexandrina Constantia van den Heuvel-Schoonenberg tot Oldenzaal"
    for given, family in ((long, long), (long, ""), *[("Jo", "Bos")] * 20):
        signed_up(event, given_name=given, infix="", family_name=family, organisation="LSA")

    shown = badges(event, sheet=sheet, code="on")

    assert [badge.name for badge in shown if badge.size > badge.name_size] == []
    assert len({badge.size for badge in shown}) > 1  # those with a short name keep theirs


@pytest.mark.parametrize("sheet", ["l4785", "c32011", "l7165", "a6"])
def test_on_larger_labels_name_and_details_are_legible_at_arms_length(sheet: str) -> None:
    event, picks = evening_with_tables(capacity=None)
    about = {"role": make_role(event, "bewoner"), "organisation": "Buurtcoöperatie Zonnebloem"}
    signed_up(event, given_name="Joris", family_name="Fantasie", picks=[picks[0]], **about)

    (badge,) = badges(event, sheet=sheet, code="on")

    assert (badge.name_size >= 20, badge.size >= 13) == (True, True)


def test_a_print_of_nobody_is_a_sheet_that_says_so() -> None:
    assert sizes(published_event()) == []
