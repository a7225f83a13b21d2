"""Seats that are left, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.published import Seats

FEW = 3  # from here on a visitor should hurry


@dataclass(frozen=True)
class SeatsText:
    """`state` is free, few or full. A template prints it as a paragraph with `{{ seats }}`."""

    text: str
    state: str
    total: str = ""  # `24 seats`, as it is now: the number that was published may have changed

    def __str__(self) -> str:
        return format_html('<p class="seats {}">{}</p>', self.state, self.text)


SeatsOf = Callable[[str], SeatsText | str]  # what to print, by the code of what has seats


def in_words(seats: Seats | None) -> SeatsText | None:
    """What is left; nothing where there is no limit."""
    if seats is None or seats.left is None:
        return None
    total = number_of_seats(seats.capacity)
    if seats.full:
        return SeatsText(_("Full: you can join the waiting list"), "full", total)
    text = ngettext("%(n)s seat left", "%(n)s seats left", seats.left) % {"n": seats.left}
    return SeatsText(text, "few" if seats.left <= FEW else "free", total)


def live(seats: Mapping[str, Seats]) -> SeatsOf:
    """Prints the seats as they are now."""
    return lambda code: in_words(seats.get(code)) or ""


def number_of_seats(capacity: int | None) -> str:
    """`24 seats`, or nothing where there is no limit."""
    if capacity is None:
        return ""
    return ngettext("%(n)s seat", "%(n)s seats", capacity) % {"n": capacity}
