"""Finding people by name: exact first, near ones apart, and no more queries for more people."""

from typing import Any

import pytest

from events.models import Event
from registrations.filtering.searching import search
from tests.factories import published_event, signed_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return published_event(capacity=None)


def named(event: Event, words: str, **rest: Any) -> tuple[list[str], list[str]]:
    found = search(event.registrations.by_name(), words, **rest)
    exact, close = list(found.exact), list(found.close)
    return [one.listed_name for one in exact], [one.listed_name for one in close]


def test_a_part_of_the_name_is_found_whatever_infix_and_accents(event: Event) -> None:
    signed_up(event, given_name="Zoë", infix="van der", family_name="Çelik")
    signed_up(event, given_name="Jan", infix="", family_name="Ander")

    for typed in ("celik", "ÇEL", "v.d. celik", "vd celik", "zoe van den çelik", "Celik zo"):
        assert named(event, typed) == (["Çelik, Zoë van der"], [])


def test_a_name_with_a_mistake_is_offered_apart(event: Event) -> None:
    signed_up(event, given_name="Jan", infix="", family_name="Jansen")
    signed_up(event, given_name="Ans", infix="", family_name="Smit")

    assert named(event, "Jansn") == ([], ["Jansen, Jan"])


def test_who_is_found_for_certain_is_not_guessed_at_as_well(event: Event) -> None:
    signed_up(event, given_name="Jan", infix="", family_name="Jansen")
    signed_up(event, given_name="Jan", infix="", family_name="Janssen")

    assert named(event, "jansen") == (["Jansen, Jan"], ["Janssen, Jan"])


def test_with_enough_found_nobody_is_guessed_at(event: Event) -> None:
    for number in range(5):
        signed_up(event, given_name=f"Jan {number}", infix="", family_name="Jansen")
    signed_up(event, given_name="Jan", infix="", family_name="Janssen")

    exact, close = named(event, "jansen")

    assert (len(exact), close) == (5, [])


def test_only_those_who_are_looked_among_are_guessed(event: Event) -> None:
    signed_up(published_event(), given_name="Jan", infix="", family_name="Jansen")

    assert named(event, "Jansn") == ([], [])


def test_an_address_is_searched_only_by_who_may_see_it(event: Event) -> None:
    signed_up(event, "geheim@example.org", given_name="Jan", infix="", family_name="Jansen")

    assert named(event, "geheim@", addresses=True) == (["Jansen, Jan"], [])
    assert named(event, "geheim@") == ([], [])


def test_an_organisation_is_found_whatever_capitals_and_accents(event: Event) -> None:
    signed_up(event, infix="", family_name="Vos", organisation="Buurtcoöperatie Nergens")
    signed_up(event, infix="", family_name="Smit", organisation="Gemeente")

    for typed in ("buurtcooperatie", "BUURTCOÖPERATIE", "coöp nergens", "vos coop"):
        assert [len(people) for people in named(event, typed)] == [1, 0]


def test_an_organisation_with_a_mistake_is_offered_apart(event: Event) -> None:
    signed_up(
        event, given_name="Jan", infix="", family_name="Vos", organisation="Coöperatie Nergens"
    )

    assert named(event, "nergnes") == ([], ["Vos, Jan"])
    assert named(event, "coperatie") == ([], ["Vos, Jan"])


@pytest.mark.parametrize("number", [1, 3])
def test_four_queries_find_one_of_any_number(
    event: Event, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        signed_up(event, given_name="Jan", infix="", family_name="Jansen")

    with django_assert_num_queries(5):  # the last for the list itself
        named(event, "Jansn")
