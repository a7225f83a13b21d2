"""The words in braces of a message to a group, and filling them in where Markdown is laid out."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from registrations import placeholders
from registrations.placeholders import filled

KNOWN = placeholders.KNOWN | {
    "mensen": _("the names of the people whom it is about"),
    "link": _("the address of the personal page"),
}
_MARKS = re.compile(r"([!-/:-@\[-`{-~])")  # ASCII punctuation: what Markdown lets one escape


def unknown_in(text: str) -> list[str]:
    """What stands in braces and means nothing, in order, each once."""
    return placeholders.unknown_in(text, frozenset(KNOWN))


def filled_markdown(text: str, values: Mapping[str, str]) -> str:
    """The text with the values in place, for Markdown in which they are only ever words."""
    return filled(text, {word: _escaped(value) for word, value in values.items()})


def _escaped(value: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(value.split()))
