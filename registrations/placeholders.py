"""Words in braces that stand for something else in each mail, such as `{naam}`; pure."""

import re
from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

KNOWN = {
    "naam": _("the first name"),
    "bijeenkomst": _("the name of the gathering"),
    "wanneer": _("day and time"),
    "datum": _("the day"),
    "waar": _("the place"),
}
_WORD = re.compile(r"\{\s*(\w+)\s*\}")


def unknown_in(text: str, known: Collection[str] = frozenset(KNOWN)) -> list[str]:
    """What stands in braces and means nothing, in order, each once."""
    return [word for word in dict.fromkeys(_WORD.findall(text)) if word.lower() not in known]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with the values in place; what is in a value is never filled in again."""
    return _WORD.sub(lambda found: values.get(found[1].lower(), found[0]), text)
