"""What people type is cleaned of what cannot be seen, and otherwise left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.typed import BIDI_MARKS, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a \t b\r\nc ", "a b c"),
        ("a\x00b\x1b[31m", "a b [31m"),
        ("\u202eabc\u202c\u2066\u200f", "abc"),
        ("e\u0301", "é"),
        ("👩🏽‍🌾", "👩🏽‍🌾"),
        ("\ud800x", "x"),
        ("\u2028\u200b", ""),
    ],
)
def test_a_line_is_tidied(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


def test_line_breaks_stay_where_they_are_wanted() -> None:
    assert tidy("a \r\n\r\nb\x0bc\n", lines=True) == "a\n\nb c"


@given(st.text())
def test_tidying_twice_is_tidying_once_and_leaves_nothing_unseen(text: str) -> None:
    once = tidy(text)

    assert tidy(once) == once
    assert not set(once) & {*BIDI_MARKS, "\x00", "\n", "\r"}
