"""Colours: refused when white text in them cannot be read, and the nearest good one offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.colours import LEAST_CONTRAST, SUGGESTED, _to_oklab, contrast, nearest_readable
from events.pages.accent import DARK_PAPER, on_dark

ANY_COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(ANY_COLOUR)
def test_the_nearest_colour_can_always_be_read(colour: str) -> None:
    assert contrast(nearest_readable(colour), "#ffffff") >= LEAST_CONTRAST


@given(ANY_COLOUR)
def test_a_colour_that_is_good_stays_as_it_is(colour: str) -> None:
    good = nearest_readable(colour)

    assert nearest_readable(good) == good


@given(ANY_COLOUR)
def test_no_lighter_step_of_it_would_do(colour: str) -> None:
    """It is not simply black: what is offered lies just within what can be read."""
    found = nearest_readable(colour)

    assert found == colour or contrast(found, "#ffffff") < LEAST_CONTRAST + 0.15


@pytest.mark.parametrize("colour", ["#ffcc00", "#ff7f50", "#00c8ff", "#7cfc00"])
def test_the_hue_stays(colour: str) -> None:
    from math import atan2, degrees

    def angle(one: str) -> float:
        _lightness, a, b = _to_oklab(one)
        return degrees(atan2(b, a))

    turned = abs(angle(colour) - angle(nearest_readable(colour))) % 360
    assert min(turned, 360 - turned) < 5


def test_the_suggested_colours_are_good_in_light_and_dark() -> None:
    assert [nearest_readable(colour) for colour in SUGGESTED] == list(SUGGESTED)
    assert all(contrast(on_dark(colour), DARK_PAPER) >= LEAST_CONTRAST for colour in SUGGESTED)
