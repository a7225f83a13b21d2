"""Text fits in its box: larger when there is room, smaller when there is not, never cut."""

import re
from pathlib import Path
from unicodedata import combining

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from festival.fitting import (
    LINE,
    POINT,
    SIZES,
    WIDTH_WIDE,
    fits,
    fitting_size,
    size_for_all,
    width_of,
)

LAST = 0x460  # Latin and Greek letters, and the Cyrillic ones in use


def test_a_short_name_is_larger_than_a_long_one():
    sizes = [
        fitting_size(name, width=70, height=18, largest=54)
        for name in (
            "Jo Li",
            "Fatma van der Berg",
            "Wilhelmina Johanna van den Heuvel-Schoonenberg",
        )
    ]

    assert sizes == [44, 22, 14]


def test_a_word_is_broken_only_where_letters_are_small():
    word = "Hottentottententententoonstelling"

    assert not fits([word], 20, width=50, height=200)
    assert fits([word], 9, width=30, height=20)


def test_paragraphs_share_one_size():
    assert size_for_all(["Buurthuis", "", "bewoner"], width=40, height=12, largest=14) == 14
    assert size_for_all(["Buurthuis " * 9, "bewoner"], width=40, height=12, largest=14) == 5


def test_letters_for_which_another_typeface_stands_in_get_a_higher_line():
    assert fits(["Bob"], 20, width=50, height=8.5)
    assert not fits(["ƀoƀ"], 20, width=50, height=8.5)


def test_marks_above_letters_take_next_to_no_room():
    assert width_of("e\u0301") < width_of("ee")


def test_a_hyphen_and_a_sign_that_closes_cost_the_line_that_they_may():
    """`-` ends a line, and `.` does not begin one: three lines where spaces alone make two."""
    room = {"width": 6 * 9 * POINT * WIDTH_WIDE + 0.1, "height": 2.9 * 9 * LINE * POINT}

    assert fits(["@@@@@@ @@@@@"], 9, **room)
    assert not fits(["-@@@@@ .@@@@"], 9, **room)


WIDEST = next(Path("/usr/share/fonts").rglob("DejaVuSans-Bold.ttf"), None)


@pytest.mark.skipif(WIDEST is None, reason="no DejaVu here (Debian package fonts-dejavu-core)")
def test_no_letter_of_europe_is_wider_than_reckoned():
    font = ImageFont.truetype(WIDEST, 1000)
    letters = [letter for letter in map(chr, range(0x20, LAST)) if letter.isprintable()]

    wider = [one for one in letters if font.getlength(one) / 1000 > width_of(one)]

    assert [one for one in wider if not combining(one)] == []


@given(st.text(max_size=230), st.floats(20, 190), st.floats(8, 140))
def test_the_next_larger_size_would_not_fit(text: str, width: float, height: float):
    size = fitting_size(text, width=width, height=height)

    larger = [s for s in SIZES if s > size]
    assert not larger or not fits([text], larger[-1], width=width, height=height)


def test_each_size_has_a_rule():
    css = Path(settings.BASE_DIR, "static/css/paper.css").read_text()

    assert {int(size) for size in re.findall(r"\.pt-(\d+) ", css)} == set(SIZES)


def test_no_line_ends_at_a_no_break_space() -> None:
    room = width_of("Ronde 2") * 10 * POINT - 0.1  # mm: the words fit, but not beside each other

    assert fits(["Ronde 2"], 10, width=room, height=99)
    assert not fits(["Ronde\u00a02"], 10, width=room, height=99)
    assert width_of("Ronde·2") == width_of("Ronde 2")
