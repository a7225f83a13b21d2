"""The form on which a list is chosen: columns in their order, what a row is, the kind of file."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registrations.exporting.columns import chosen_from
from registrations.exporting.formats import FORMATS, MOST_ACROSS, MOST_IN_PDF
from registrations.exporting.sheet import Column
from registrations.exporting.wanted import Each, Wanted

PLACE = "place-"


@dataclass(frozen=True)
class Row:
    """A column on the form: whether it is ticked, and its number in the order."""

    column: Column
    place: int
    ticked: bool = False
    name: str = ""  # of the field with the number


class ExportForm(forms.Form):
    """What goes in a file. Only columns that the visitor may see are offered, or taken."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        error_messages={
            "required": gettext_lazy("Choose at least one column."),
            "invalid_choice": gettext_lazy("One of these columns is not there for you."),
        },
        widget=forms.CheckboxSelectMultiple,
    )
    each = forms.ChoiceField(
        label=gettext_lazy("Each row is"), choices=Each.choices, widget=forms.RadioSelect
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("Only who agreed to"),
        required=False,
        help_text=gettext_lazy(
            "For a list that goes to somebody else. Who came along with others agreed to nothing "
            "themselves, and is not in it."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=[(one.key, one.label) for one in FORMATS.values()],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=gettext_lazy("Name of this choice"), required=False, max_length=80)
    people = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(
        self, offered: list[Column], consents: dict[str, str], wanted: Wanted, data: Any = None
    ) -> None:
        self.offered = offered
        chosen = chosen_from(offered, wanted.columns)
        keys = [column.key for column in chosen]
        about = {"each": wanted.each, "kind": wanted.kind, "consent": wanted.consent}
        super().__init__(data, initial=about | {"columns": keys, "people": wanted.people})
        most = {"columns": MOST_ACROSS, "rows": MOST_IN_PDF}
        self.fields["kind"].help_text = (
            _("A PDF holds at most %(columns)d columns and %(rows)d rows.") % most
        )
        self._choose("columns", [(column.key, column.title) for column in offered])
        self._choose("consent", [("", _("everybody: no consent needed")), *consents.items()])
        if not consents:
            del self.fields["consent"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def wanted(self) -> Wanted:
        """What is chosen, in the order of the numbers. For a form without errors."""
        said = self.cleaned_data
        ticked = set(said["columns"])
        return Wanted(
            columns=tuple(key for key in self._order() if key in ticked),
            each=said["each"],
            kind=said["kind"],
            consent=said.get("consent", ""),
            people=said["people"],
        )

    def chosen(self) -> list[Row]:
        """The columns that are ticked, in their order."""
        known = {column.key: column for column in self.offered}
        ticked = set(self["columns"].value() or ())
        keys = [key for key in self._order() if key in ticked and key in known]
        return [
            Row(known[key], place, ticked=True, name=f"{PLACE}{key}")
            for place, key in enumerate(keys, start=1)
        ]

    def others(self) -> list[tuple[str, list[Row]]]:
        """The columns that are not ticked, under their headings."""
        ticked = set(self["columns"].value() or ())
        rows = [Row(column, 0) for column in self.offered if column.key not in ticked]
        groups = groupby(rows, key=lambda row: row.column.group)
        return [(heading, list(found)) for heading, found in groups]

    def _order(self) -> list[str]:
        """All keys as they were numbered; who was given a number that is taken comes before it
        when it moves forward, and after it when it moves back."""
        if not self.is_bound:
            return list(self["columns"].value())
        shown = [name.removeprefix(PLACE) for name in self.data if name.startswith(PLACE)]
        places = {key: self._place(key, was) for was, key in enumerate(shown, start=1)}
        rest = [column.key for column in self.offered if column.key not in places]
        return sorted(places, key=lambda key: places[key]) + rest

    def _place(self, key: str, was: int) -> tuple[int, int, int]:
        typed = self.data.get(f"{PLACE}{key}", "").strip()
        number = int(typed) if typed.isdecimal() and len(typed) < 5 else was  # noqa: PLR2004
        return (number, (number > was) - (number < was), was)
