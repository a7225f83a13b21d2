"""The accent colour of an event: refused when text in it could not be read."""

import re
from operator import mul

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

LINEAR_BELOW = 0.04045  # of sRGB, IEC 61966-2-1
HALVINGS = 12  # of the way from black, finer than a screen's steps
VIVIDNESS = 50  # steps from grey to the colour's own
ROUNDING = 1e-4
CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
FROM_LAB = (
    (0.3963377774, 0.2158037573),
    (-0.1055613458, -0.0638541728),
    (-0.0894841775, -1.2914855480),
)
FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
# Colours to begin with: white text on each can be read.
SUGGESTED = ("#0b5d4e", "#1f4e8c", "#5b3a8c", "#8c2f5b", "#a11510", "#8a4b08", "#4d5a12", "#37474f")
LEAST_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3, level AA


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= LINEAR_BELOW else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def check_accent(colour: str) -> None:
    """Raise ValidationError unless white text on `colour` has AA contrast."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValidationError(
            _("Write the colour as # and six digits or letters a–f, like #0b5d4e.")
        )
    found = contrast(colour, "#ffffff")
    if found < LEAST_CONTRAST:
        raise ValidationError(
            _("White text on this colour has a contrast of %(found)s; at least 4.5 is needed."),
            params={"found": number_format(found, 1)},
        )


def nearest_readable(colour: str) -> str:
    """The colour itself if white text on it has AA contrast, otherwise the nearest that has.

    Nearest as the eye sees it: the same hue, darker, and less vivid only as far as a screen
    cannot show it so dark (OKLab, Björn Ottosson, 2020, bottosson.github.io/posts/oklab).
    """
    if contrast(colour, "#ffffff") >= LEAST_CONTRAST:
        return colour.lower()
    lightness, a, b = _to_oklab(colour)
    found, dark, light = "#000000", 0.0, lightness
    for _step in range(HALVINGS):
        middle = (dark + light) / 2
        tried = _shown(middle, a, b)
        if contrast(tried, "#ffffff") < LEAST_CONTRAST:
            light = middle
        else:
            found, dark = tried, middle
    return found


def _to_oklab(colour: str) -> tuple[float, float, float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= LINEAR_BELOW else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    cones = [sum(map(mul, row, linear)) ** (1 / 3) for row in CONES]
    lightness, a, b = (sum(map(mul, row, cones)) for row in LAB)
    return lightness, a, b


def _shown(lightness: float, a: float, b: float) -> str:
    """The most vivid colour of this lightness and hue that a screen can show, up to the given."""
    for step in range(VIVIDNESS, -1, -1):
        linear = _linear(lightness, a * step / VIVIDNESS, b * step / VIVIDNESS)
        if all(-ROUNDING <= channel <= 1 + ROUNDING for channel in linear):
            break
    return "#" + "".join(f"{_byte(min(max(channel, 0), 1)):02x}" for channel in linear)


def _linear(lightness: float, a: float, b: float) -> list[float]:
    cones = [(lightness + p * a + q * b) ** 3 for p, q in FROM_LAB]
    return [sum(map(mul, row, cones)) for row in FROM_CONES]


def _byte(linear: float) -> int:
    low = LINEAR_BELOW / 12.92
    shown = 12.92 * linear if linear <= low else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(255 * shown)
