"""What is asked of a new gathering: little, for the rest comes with the shape."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.permissions import organisations_of
from events.starting.copying import BELONGS_TO, NextEdition, Piece
from events.starting.presets import Preset
from events.starting.shaping import Start
from events.starting.shifting import next_time
from festival.codes import ALPHABET, LENGTH, new_code
from festival.models import User

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
UNTICKED = frozenset({Piece.PHOTOS, Piece.DOCUMENTS})


def day_field() -> forms.DateField:
    """A day, in the browser's own date picker."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    missing = {"required": _("Fill in the date.")}
    return forms.DateField(label=_("Date"), widget=widget, error_messages=missing)


class NewForm(forms.Form):
    """What every new gathering is asked; the hidden code makes sending it twice harmless."""

    code = forms.RegexField(
        f"^[{ALPHABET}]{{{LENGTH}}}$", widget=forms.HiddenInput, initial=new_code
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Give the gathering a title.")},
    )


class ShapeForm(NewForm):
    """A gathering from a shape: a title, a day, an hour, and who organises it."""

    day = day_field()
    at = forms.TimeField(
        label=_("Starts at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": _("Fill in at what time it starts.")},
    )
    organisation: Any = forms.ModelChoiceField(
        label=_("Organised by"),
        queryset=None,
        required=False,
        empty_label=_("choose later"),
        help_text=_("Everybody who works for this organisation can work on the gathering too."),
    )

    def __init__(self, preset: Preset, user: User, data: Any = None) -> None:
        super().__init__(data, initial={"at": preset.starts})
        field: Any = self.fields["organisation"]
        field.queryset = organisations_of(user)
        if not field.queryset.exists():
            del self.fields["organisation"]

    def start(self) -> Start:
        """What was filled in."""
        given = self.cleaned_data
        return Start(
            code=given["code"],
            title=given["title"],
            day=given["day"],
            at=given["at"],
            organisation=given.get("organisation"),
        )


class NextEditionForm(NewForm):
    """The next edition of an event: its day, and what is taken along."""

    edition = forms.CharField(
        label=_("Edition"),
        max_length=40,
        required=False,
        help_text=_("For instance the year, or “third”."),
    )
    day = day_field()
    pieces = forms.MultipleChoiceField(
        label=_("Take along"),
        choices=Piece.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, source: Event, today: date, data: Any = None) -> None:
        day = next_time(source.starts_at.astimezone(source.zone).date(), after=today)
        pieces = [piece for piece in Piece.values if piece not in UNTICKED]
        super().__init__(
            data,
            initial={
                "title": YEAR.sub(str(day.year), source.title),
                "edition": next_in_line(source.edition, day),
                "day": day,
                "pieces": pieces,
            },
        )

    def clean_pieces(self) -> list[str]:
        """Refuse a part without what it is part of."""
        chosen: list[str] = self.cleaned_data["pieces"]
        for part, whole in BELONGS_TO.items():
            if part in chosen and whole not in chosen:
                raise forms.ValidationError(_("Tables come along with the programme; tick both."))
        return chosen

    def plan(self) -> NextEdition:
        """What was filled in."""
        given = self.cleaned_data
        return NextEdition(**{name: given[name] for name in NextEdition.__dataclass_fields__})


def next_in_line(edition: str, day: date) -> str:
    """`2026` after `2025`, `4` after `3`, and nothing after words."""
    if YEAR.search(edition):
        return YEAR.sub(str(day.year), edition)
    return str(int(edition) + 1) if edition.isdecimal() else ""
