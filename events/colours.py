"""The accent colour of an event: refused when text in it could not be read."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LINEAR_BELOW = 0.04045  # of sRGB, IEC 61966-2-1
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
            params={"found": f"{found:.1f}"},
        )
