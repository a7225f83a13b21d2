"""Seats that are left, in words."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.published import Seats

FEW = 3  # from here on a visitor should hurry


@dataclass(frozen=True)
class SeatsText:
    """`state` is free, few or full. A template prints it with `{{ seats }}`."""

    text: str
    state: str

    @cached_property
    def _html(self) -> SafeString:
        return format_html('<span class="seats {}">{}</span>', self.state, self.text)

    def __str__(self) -> str:
        return self._html


def in_words(seats: Seats | None) -> SeatsText | None:
    """What is left; nothing where there is no limit."""
    if seats is None or seats.left is None:
        return None
    if seats.full:
        return SeatsText(_("Full: you can join the waiting list"), "full")
    text = ngettext("%(n)s seat left", "%(n)s seats left", seats.left) % {"n": seats.left}
    return SeatsText(text, "few" if seats.left <= FEW else "free")


def number_of_seats(capacity: int | None) -> str:
    """`24 seats`, or nothing where there is no limit."""
    if capacity is None:
        return ""
    return ngettext("%(n)s seat", "%(n)s seats", capacity) % {"n": capacity}
