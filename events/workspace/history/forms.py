"""The filter above the trail of an event."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from events.history.reading import about, entries_of, kinds_in, people_in
from events.models import Event
from festival.models import AuditEntry


class HistoryFilter(forms.Form):
    """Which entries: about which kind of thing, by whom, about one thing. All may be empty."""

    soort = forms.ChoiceField(label=_("About"), required=False)
    wie = forms.ChoiceField(label=_("By"), required=False)
    onderdeel = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, event: Event, data: Any) -> None:
        super().__init__(data)
        self.event = event
        offered = {"soort": kinds_in(event), "wie": people_in(event)}
        for name, choices in offered.items():
            field: Any = self.fields[name]
            field.choices = [("", _("All")), *choices]
            field.error_messages["invalid_choice"] = _("This is not one of the choices.")

    def found(self) -> QuerySet[AuditEntry]:
        """The entries that fit; none when the filter makes no sense."""
        entries = entries_of(self.event)
        if not self.is_valid():
            return entries.none()
        given = self.cleaned_data
        if given["soort"]:
            entries = entries.filter(target_type=given["soort"])
        if given["wie"]:
            entries = entries.filter(actor_id=given["wie"])
        return about(entries, given["onderdeel"]) if given["onderdeel"] else entries
