"""A list on paper: of which gathering it is, and heads that are read without puzzling."""

import io
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from registrations.exporting.attendees import AttendeeList
from registrations.exporting.pdf_file import write_pdf
from registrations.exporting.pdf_widths import ROOM, SIZES, widths_of
from registrations.exporting.sheet import Column, Sheet
from tests.factories import published_event, signed_up
from tests.papers import needs_pango, problems_of, read_pdf

HEADS = (
    "Status", "Voornaam", "Tussenvoegsel", "Achternaam", "E-mailadres", "Organisatie",
    "Werksessies aan tafels", "Werksessies aan tafels: tafel", "Werksessies aan tafels: status",
    "Binnenloper", "Geannuleerd", "Toestemming foto’s: sinds",
)  # fmt: skip
LONGEST = "Bewonersbedrijfondersteuningsmaatregelenverantwoording"


def columns(*titles: str, width: int = 18) -> list[Column]:
    return [Column(f"k{n}", title, width) for n, title in enumerate(titles)]


def pdf_of(titles: Sequence[str], rows: int = 1, **about: Any) -> bytes:
    target = io.BytesIO()
    cells = [["x"] * len(titles) for _ in range(rows)]
    write_pdf(Sheet("Deelnemers", columns(*titles), cells, **about), target)
    return target.getvalue()


def letters(text: str) -> Counter[str]:
    """How often each letter stands in it, wherever lines end."""
    return Counter(sign for sign in text if sign.isalpha())


@needs_pango
@pytest.mark.django_db
def test_a_list_on_paper_says_of_which_gathering_it_is_and_when() -> None:
    event = published_event(title="Avond over de wijk")
    signed_up(event)
    target = io.BytesIO()

    write_pdf(AttendeeList(event, event.registrations.all(), columns("Naam")).sheet(), target)
    told = read_pdf(target.getvalue())

    when = "maandag 1 juni 2026, 19.45 tot 22.00 uur"
    assert told.pages[0].split("\n")[:2] == ["Deelnemers: Avond over de wijk", when]
    assert told.title == f"Deelnemers: Avond over de wijk, {when}"


@needs_pango
def test_each_page_says_of_which_gathering_it_is_once() -> None:
    told = read_pdf(pdf_of(["Naam"], rows=60, of="Avond over de wijk", when="4 mei"))

    assert len(told.pages) > 1
    assert [page.count("Avond over de wijk") for page in told.pages] == [1] * len(told.pages)


@needs_pango
@pytest.mark.parametrize("number", [1, 5, 7, 10, 12])
def test_no_word_of_a_head_is_broken(number: int) -> None:
    content = pdf_of(HEADS[:number])

    said = read_pdf(content).text.split()
    assert Counter(said) == Counter(
        " ".join(["Deelnemers", *HEADS[:number], "x " * number, "1 / 1"]).split()
    )
    assert problems_of(content) == []


@needs_pango
def test_one_very_long_word_is_hyphenated_and_the_other_heads_stay_whole() -> None:
    others = ["Ondersteuners"] * 9 + ["Geannuleerd"] * 2
    told = read_pdf(pdf_of([LONGEST, *others]))

    said = told.text.split()
    assert (said.count("Ondersteuners"), said.count("Geannuleerd")) == (9, 2)
    assert LONGEST not in said


@needs_pango
def test_nothing_of_heads_that_do_not_fit_is_lost() -> None:
    told = read_pdf(pdf_of([LONGEST] * 12))

    assert letters(told.text) == letters("Deelnemers" + LONGEST * 12 + "x" * 12)


@pytest.mark.parametrize("width", [8, 18, 40])
@pytest.mark.parametrize("number", range(1, 13))
def test_columns_fill_the_paper_and_no_more(number: int, width: int) -> None:
    size, widths = widths_of([*columns(*HEADS[:number], width=width)])

    assert (sum(widths), size in SIZES) == (pytest.approx(ROOM), True)


def test_the_more_columns_the_smaller_the_letters() -> None:
    sizes = [widths_of(columns(*["Naam"] * number))[0] for number in (6, 7, 10)]

    assert sizes == [9.5, 8.5, 7.5]


def test_long_words_in_heads_make_the_letters_smaller() -> None:
    sizes = [widths_of(columns(*["Buurtondersteuners"] * number))[0] for number in (2, 9, 12)]

    assert sizes == [9.5, 6.5, 6.5]


@needs_pango
def test_a_long_address_is_broken_between_its_parts_and_copied_whole() -> None:
    address = "wilhelmina.schoonenberg@bewonersonderneming.example.org"
    target = io.BytesIO()
    cells = [["x", f"{address}; –", *"xxxxxx"]]
    write_pdf(Sheet("Deelnemers", columns(*"abcdefgh"), cells), target)

    told = read_pdf(target.getvalue())

    lines = [line for line in told.text.split("\n") if set(line) & {"@", "."}]
    assert [line.rstrip("x ")[-1] for line in lines[:-1]] == ["."] + ["@"] + ["."] * (
        len(lines) - 3
    )
    assert f"{address};" in "".join(told.text.split())
    assert "\u200b" not in told.text
    assert problems_of(target.getvalue()) == []
