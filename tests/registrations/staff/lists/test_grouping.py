"""Spellings of one organisation, and wishes in texts, counted together; without the database."""

import pytest

from registrations.staff.lists.needs import Wish, counted, whole
from registrations.staff.lists.organisations import Attending, bare, grouped


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stichting Pit-Pit", "pit pit"),
        ("De Buurtcoöperatie", "de buurtcooperatie"),
        ("Woonbedrijf B.V.", "woonbedrijf"),
        ("Wijk & Co", "Wijk en Co"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert bare(one) == bare(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Portaal", "Portal"), ("Stichting", "Vereniging"), ("日本", "中国")]
)
def test_other_names_are_others(one: str, other: str) -> None:
    assert bare(one) != bare(other)


def test_the_commonest_spelling_stands_in_front_with_all_people_counted() -> None:
    rows = [
        ("Pit Pit", "confirmed", 3),
        ("stichting pit-pit", "confirmed", 1),
        ("stichting pit-pit", "waiting", 1),
        ("Aedes", "attended", 1),
    ]

    assert grouped(rows) == [
        Attending("Aedes", (), 1, 0),
        Attending("Pit Pit", ("stichting pit-pit",), 4, 1),
    ]


def test_wishes_are_taken_apart_and_counted_once_for_each_person() -> None:
    texts = ["Vegetarisch, geen noten", "vegetarisch", "Vega en vega", "vegetarisch.\ngeen noten!"]

    assert counted(texts) == [Wish("vegetarisch", 3), Wish("geen noten", 2), Wish("vega", 1)]


def test_sentences_stay_whole() -> None:
    assert whole(["Een rolstoel, en hulp", "een rolstoel,  en hulp"]) == [
        Wish("Een rolstoel, en hulp", 2)
    ]
