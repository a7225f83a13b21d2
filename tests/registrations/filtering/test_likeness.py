"""Which names may have been meant: mistakes, sounds, infixes, and what is no longer alike."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from festival.names import sort_name
from registrations.filtering.likeness import nearest, sounded

NAMES = [
    ("Jan", "", "Jansen"),
    ("Fatma", "van der", "Berg"),
    ("Piet", "van den", "Heuvel"),
    ("Mo", "", "Yılmaz"),
    ("Anna", "", "Meijer"),
    ("Willem", "", "Kowalski"),
    ("Ad", "", "Nieuwenhuis"),
    ("Joke", "'t", "Hart"),
    ("Els", "", "de Jong"),
    ("Çiğdem", "", "Schmidt-Öztürk"),
    ("Chris", "", "Uyl"),
    ("Ed", "van", "Schaik"),
]
LETTERS = "bgklmnprst"


def near(words: str) -> list[str]:
    names = [(place, sort_name(*name)) for place, name in enumerate(NAMES)]
    return [NAMES[place][2] for place in nearest(words, names, most=3)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Jansn", "Jansen"),
        ("jnasen", "Jansen"),
        ("Janssen", "Jansen"),
        ("jan jansn", "Jansen"),
        ("v.d. bergg", "Berg"),
        ("vandenberg", "Berg"),
        ("vanderheuvel", "Heuvel"),
        ("heuvle", "Heuvel"),
        ("Jilmas", "Yılmaz"),
        ("meyer", "Meijer"),
        ("kowalksi", "Kowalski"),
        ("Nieuwen huis", "Nieuwenhuis"),
        ("Fatmah Berg", "Berg"),
        ("dejong", "de Jong"),
        ("schmit", "Schmidt-Öztürk"),
        ("Cigdm Ozturk", "Schmidt-Öztürk"),
        ("hcris", "Uyl"),
        ("crhis", "Uyl"),
        ("chirs", "Uyl"),
        ("hcris uyl", "Uyl"),
        ("cshaik", "Schaik"),
        ("shcaik", "Schaik"),
    ],
)
def test_a_name_with_a_mistake_is_known(typed: str, meant: str) -> None:
    assert near(typed)[:1] == [meant]


@pytest.mark.parametrize("typed", ["Bakker", "Joost", "Piet Jansen", "Jno", "", "  ", "-", "v.d."])
def test_what_is_not_alike_is_not_found(typed: str) -> None:
    assert near(typed) == []


def test_the_nearest_stands_first_and_no_more_than_asked_for() -> None:
    names = [
        (n, sort_name("An", "", name)) for n, name in enumerate(["Janten", "Janten", "Jansen"])
    ]

    assert nearest("Janzen", names, most=2) == [2, 0]


@given(st.text(LETTERS, min_size=9, max_size=14), st.data())
def test_one_wrong_letter_in_a_long_name_never_hides_it(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    wrong = name[:at] + data.draw(st.sampled_from(LETTERS)) + name[at + 1 :]
    others = [(n, sort_name(*other)) for n, other in enumerate(NAMES)]

    assert 99 in nearest(wrong, [*others, (99, sort_name("An", "van", name))], most=20)


@given(st.text("chsktpiejn", min_size=4, max_size=12), st.data())
def test_two_letters_that_changed_places_never_hide_a_name(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 2))
    typed = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    assume(len(sounded(name)) >= 4 and len(sounded(typed)) >= 4)

    assert nearest(typed, [(1, sort_name("An", "", name))], most=1) == [1]


@given(st.text(max_size=30), st.lists(st.text(max_size=20), max_size=5))
def test_whatever_is_typed_it_answers(typed: str, names: list[str]) -> None:
    rows = [(n, sort_name("", "", name)) for n, name in enumerate(names)]

    assert set(nearest(typed, rows, most=3)) <= set(range(len(names)))
