"""People and organisations are found by what somebody types."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.finding import (
    NEAR,
    Found,
    Told,
    find_organisations,
    find_people,
    likeness,
    suggest_people,
    told,
    told_of,
)
from tests.factories import make_organisation, make_person

LUCAS = "Lucas Community"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Hans Nooren", Told("Hans Nooren")),
        ("  Hans   Nooren ", Told("Hans Nooren")),
        (f"Hans Nooren ({LUCAS})", Told("Hans Nooren", LUCAS)),
        (
            f"Hans Nooren ({LUCAS}, lucascommunity.nl)",
            Told("Hans Nooren", LUCAS, "https://lucascommunity.nl"),
        ),
        (
            "Kees (www.onderboven.nl)",
            Told("Kees", "www.onderboven.nl", "https://www.onderboven.nl"),
        ),
        ("Kees (Wonen, Zorg)", Told("Kees", "Wonen, Zorg")),
        ("(alleen dit)", Told("(alleen dit)")),
    ],
)
def test_a_person_is_read_with_organisation_and_website(typed: str, read: Told) -> None:
    assert told(typed) == read


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Hans Noren", "Hans Nooren", True),
        ("Hans Nooren", "Hans Noort", False),
        ("Jan de Vries", "Jan de Wries", True),
        ("A. Postmus", "Alle Postmus", True),
        ("Vries, Meta de", "Meta de Vries", True),
        ("Meta de Vries", "Hans Nooren", False),
    ],
)
def test_names_come_near_each_other(one: str, other: str, near: bool) -> None:
    assert (likeness(one, other) >= NEAR) == near


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_measure(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read(typed: str) -> None:
    one = told(typed)

    assert one.key is not None
    assert told(str(one)).name.split() == one.name.split()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "Jurgen van der Heijden",
        "jurgen VAN DER heijden",
        "Jürgen van der Heijden",
        "Heijden, Jurgen van der",
        "van der Heijden, Jurgen",
    ],
)
def test_somebody_is_found_however_the_name_is_written(typed: str) -> None:
    jurgen = make_person("Jurgen", "Heijden", infix="van der")

    assert find_people([told(typed)]) == {told(typed): Found(person=jurgen)}


@pytest.mark.django_db
def test_two_with_one_name_are_told_apart_by_their_organisation() -> None:
    first = make_person(organisation=make_organisation(LUCAS))
    second = make_person(organisation=make_organisation("Buurt"))
    alone, with_one = told("Hans Nooren"), told("Hans Nooren (buurt)")

    found = find_people([alone, with_one])

    assert found == {alone: Found(near=(first, second)), with_one: Found(person=second)}


@pytest.mark.django_db
def test_somebody_of_another_organisation_is_only_suggested() -> None:
    hans = make_person(organisation=make_organisation(LUCAS))
    one = told("Hans Nooren (Buurt)")

    assert find_people([one]) == {one: Found(near=(hans,))}


@pytest.mark.django_db
def test_what_is_written_of_a_person_leads_back_to_them() -> None:
    hans = make_person(organisation=make_organisation(LUCAS))
    one = told(told_of(hans))

    assert find_people([one])[one].person == hans


@pytest.mark.django_db
def test_nobody_near_is_somebody_new() -> None:
    make_person()
    one = told("Meta de Vries")

    assert find_people([one]) == {one: Found()}


@pytest.mark.django_db
def test_suggestions_match_every_word_and_put_beginnings_first() -> None:
    heijden = make_person("Jurgen", "Heijden", infix="van der")
    oud = make_person("Anna", "Oudheijde")
    make_person("Hans", "Nooren")

    assert suggest_people("héij") == [heijden, oud]
    assert suggest_people("jur heij") == [heijden]
    assert suggest_people(" ") == []


@pytest.mark.django_db
def test_organisations_are_found_without_accents_and_offered_when_near() -> None:
    buurt = make_organisation("Buurtcoöperatie Oost")
    same, near, new = "buurtcooperatie oost", "Buurtcoöperatie Ost", "Gemeente"

    found = find_organisations([same, near, new])

    assert (found[same].organisation, found[near].near) == (buurt, (buurt,))
    assert (found[new].organisation, found[new].near) == (None, ())


@pytest.mark.django_db
def test_many_names_take_two_questions(django_assert_num_queries: Any) -> None:
    for n in range(20):
        make_person("Hans", f"Nooren{n}")

    with django_assert_num_queries(2):
        found = find_people(told(f"Hans Noren{n}") for n in range(20))

    assert len(found) == 20
