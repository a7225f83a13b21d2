"""The filter above the list of attendees; the same for the page and for the download."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session, Table
from registrations.querysets import RegistrationQuerySet
from registrations.states import Status

Choices = list[tuple[str, str]]


class AttendeeFilter(forms.Form):
    """Which of the attendees of one event. Every field may be empty.

    The status is chosen by its own links, and carried along when somebody searches.
    """

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    status = forms.ChoiceField(label=_("Status"), required=False, widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Role"), required=False)
    choice = forms.ChoiceField(label=_("Choice"), required=False)

    def __init__(self, event: Event, *, addresses: bool, data: Any) -> None:
        super().__init__(data)
        self.event, self.addresses = event, addresses
        self.holders = holders_of(event)
        self.offered: dict[str, Choices] = {
            "role": [(str(role.pk), role.name) for role in event.registration_roles.all()],
            "choice": [(key, named(holder)) for key, holder in self.holders.items()],
        }
        self._offer("status", Status.choices)
        self._offer("role", self.offered["role"])
        self._offer("choice", self.offered["choice"])
        self.fields["q"].help_text = (
            _("Name, organisation or e-mail address.") if addresses else _("Name or organisation.")
        )

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", _("All")), *choices]
        field.error_messages["invalid_choice"] = _("This is not one of the choices.")

    def shown(self) -> list[BoundField]:
        """The fields to show: those with something to choose, or with a problem."""
        useful = [self[name] for name in self.offered if self.offered[name] or self[name].errors]
        return [self["q"], *useful]

    def found(self) -> RegistrationQuerySet:
        """Those that fit, in the order of their names; nobody when the filter makes no sense."""
        rows: RegistrationQuerySet = self.event.registrations.by_party()
        if not self.is_valid():
            return rows.none()
        given = self.cleaned_data
        if given["status"]:
            rows = rows.with_status(given["status"])
        if given["role"]:
            rows = rows.in_role(given["role"])
        if given["choice"]:
            rows = rows.choosing(self.holders[given["choice"]])
        return rows.named_like(given["q"], addresses=self.addresses)

    def told(self) -> dict[str, Any]:
        """The filter as the audit trail keeps it: without the words, which may be a name."""
        given = {k: v for k, v in self.cleaned_data.items() if v and k != "q"}
        return given | ({"searched": True} if self.cleaned_data["q"] else {})


def holders_of(event: Event) -> dict[str, Session | Table]:
    """The sessions and tables of an event that can be chosen, by a key for the address."""
    found: dict[str, Session | Table] = {}
    chosen = event.sessions.exclude(block=None)
    for session in chosen.select_related("block").prefetch_related("tables"):
        tables = list(session.tables.all())
        found |= {f"t-{table.code}": table for table in tables}
        if not tables:
            found[f"s-{session.code}"] = session
    return found


def named(holder: Session | Table) -> str:
    """What the team knows a session or table by."""
    if isinstance(holder, Table):
        return gettext("Table %(number)d: %(topic)s") % {
            "number": holder.number,
            "topic": holder.topic,
        }
    return holder.title
