"""Fields of the programme's forms: a clock's time, and a day of the gathering."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.pages.when import clock
from events.workspace.programme.days import day_name
from events.workspace.programme.quick_line import Unreadable, read_time
from festival.typed import Line, tidy


class ClockField(forms.CharField):
    """A time such as `20.30`, in the active time zone; a moment is shown as its time."""

    def __init__(self, **rest: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "size": "6", "class": "hour"}
        super().__init__(required=False, widget=Line(attrs=attrs), **rest)

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field."""
        return clock(timezone.localtime(value)) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> time | None:  # type: ignore[override]
        """The time, or None. Raises ValidationError."""
        text = tidy(super().to_python(value) or "")
        try:
            return read_time(text) if text else None
        except Unreadable as no:
            raise ValidationError(str(no)) from no

    def run_validators(self, value: Any) -> None:
        """A time has been read: there is no text left to look at."""


class DayField(forms.TypedChoiceField):
    """One of the days of a gathering."""

    def __init__(self, days: Iterable[date], **rest: Any) -> None:
        choices = [(day.isoformat(), day_name(day)) for day in days]
        rest.setdefault("label", _("Day"))
        super().__init__(choices=choices, coerce=date.fromisoformat, **rest)

    def prepare_value(self, value: Any) -> Any:
        """A day as its choice is called."""
        return value.isoformat() if isinstance(value, date) else value
