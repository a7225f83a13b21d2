"""Dutch names: how they are shown, sorted and searched."""

import pytest

from festival.names import folded, full_name, listed_name, sort_key, sort_name, split_name


def test_the_infix_is_shown_and_does_not_count_for_the_order() -> None:
    people = [
        ("Anna", "de", "Berg"),
        ("Zora", "", "Berg"),
        ("Bo", "", "Berg Jansen"),
        ("Cor", "van der", "Aa"),
        ("Dirk", "'t", "Hart"),
        ("Eva", "", "IJzerman"),
        ("Finn", "", "Ĳsseling"),
        ("Élise", "d'", "Ancona"),
        ("Carla", "", ""),
    ]

    in_order = sorted(people, key=lambda person: sort_name(*person))

    assert [listed_name(*person) for person in in_order] == [
        "Aa, Cor van der",
        "Ancona, Élise d'",
        "Berg, Zora",
        "Berg, Anna de",
        "Berg Jansen, Bo",
        "Carla",
        "Hart, Dirk 't",
        "Ĳsseling, Finn",
        "IJzerman, Eva",
    ]


def test_a_name_is_written_as_its_owner_does() -> None:
    assert full_name("Fatma", "van der", "Berg") == "Fatma van der Berg"
    assert full_name("Élise", "d'", "Ancona") == "Élise d'Ancona"
    assert full_name("Dirk", "'t", "Hart") == "Dirk 't Hart"


def test_searching_forgives_accents_capitals_and_letters_of_elsewhere() -> None:
    assert folded(" Łukasz  SØRENSEN-Çelik ") == "lukasz sorensen-celik"


def test_without_a_name_there_is_nothing_to_sort_by() -> None:
    assert sort_name("", "van", "") == ""


def test_the_sort_name_always_fits_its_column() -> None:
    assert len(sort_name("ﷺ" * 100, "", "ß" * 100)) == 240


@pytest.mark.parametrize(
    ("family", "under"),
    [("'t Hart", "hart"), ("d’Ancona", "ancona"), ("van der Berg", "berg"), ("De", "de")],
)
def test_an_infix_typed_in_the_family_name_is_sorted_as_one(family: str, under: str) -> None:
    assert sort_key("Aad", "", family).family == under


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Jurgen van der Heijden", ("Jurgen", "van der", "Heijden")),
        ("Heijden, Jurgen van der", ("Jurgen", "van der", "Heijden")),
        ("van der Heijden, Jurgen", ("Jurgen", "van der", "Heijden")),
        ("Daniel Giltay Veth", ("Daniel", "", "Giltay Veth")),
        ("Anna Maria de Vries", ("Anna Maria", "de", "Vries")),
        ("De Vries", ("", "De", "Vries")),
        ("Madonna", ("", "", "Madonna")),
        ("Pieter d'Hont", ("Pieter", "d'", "Hont")),
        ("Jan van 't Hart", ("Jan", "van 't", "Hart")),
        ("Jan Van", ("Jan", "", "Van")),
        ("", ("", "", "")),
    ],
)
def test_a_typed_name_is_taken_apart(typed: str, parts: tuple[str, str, str]) -> None:
    assert split_name(typed) == parts
