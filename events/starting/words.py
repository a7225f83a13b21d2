"""Names that stand in for what the organiser still has to fill in."""

import re
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

TOPIC, CASE, WORKSHOP = _("Topic %(n)d"), _("Case %(n)d"), _("Workshop %(n)d")
STAND_INS: tuple[Any, ...] = (TOPIC, CASE, WORKSHOP)
NUMBER_AT_THE_END = re.compile(r"[1-9][0-9]{0,2}\Z")


def is_placeholder(text: str) -> bool:
    """Whether a name was put there by a shape, in any language of the site."""
    number = NUMBER_AT_THE_END.search(text)
    if number is None:
        return False
    n = int(number[0])
    return any(text in _in(code, n) for code, _name in settings.LANGUAGES)


def _in(language: str, n: int) -> set[str]:
    with translation.override(language):
        return {str(words) % {"n": n} for words in STAND_INS}
