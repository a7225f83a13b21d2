"""Form fields that several settings share."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

USUAL = "Europe/Amsterdam"
AS_TYPED = ["%Y-%m-%dT%H:%M", "%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M"]


class MomentField(forms.DateTimeField):
    """A day with a time on the clock of the event, in the browser's own calendar."""

    def __init__(self, *, missing: Any = "", **rest: Any) -> None:
        look = forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
        super().__init__(**rest, widget=look, input_formats=AS_TYPED)
        self.error_messages["invalid"] = _("Fill in a day and a time, such as 31-12-2026 20:00.")
        if missing:
            self.error_messages["required"] = missing


class DayField(forms.DateField):
    """A day, in the browser's own calendar."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
        self.error_messages["invalid"] = _("Fill in a day, such as 31-12-2026.")


def time_zones() -> list[tuple[str, str]]:
    """Every time zone that is named after a place, the usual one first."""
    places = sorted(name for name in available_timezones() if "/" in name and name != USUAL)
    return [(name, name.replace("_", " ")) for name in [USUAL, *places]]


class Described:
    """A choice with an explanation beneath it, as the field template shows it."""

    def __init__(self, title: Any, details: Any) -> None:
        self.title, self.details = title, details

    def __str__(self) -> str:
        return str(self.title)
