"""What somebody asks of a list of people: the conditions, the words, and the order."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event
from registrations.filtering.fields import ConditionFields, as_typed
from registrations.filtering.filter import Filter
from registrations.filtering.finding import people_of, things_of
from registrations.filtering.searching import Found, search
from registrations.querysets import RegistrationQuerySet
from registrations.states import Status
from registrations.wording import state_names

NAME, NEWEST, ORGANISATION = "", "nieuw", "organisatie"
ORDERS = [
    (NAME, _("name")),
    (NEWEST, _("signed up last")),
    (ORGANISATION, _("organisation")),
]


class AttendeeFilter(ConditionFields):
    """Which people of one event, in which order; what it finds is the same for page and file.

    `may` are the permissions of who asks: they decide whether addresses, answers and special
    answers count. `preset` are the states of a list that is about those alone. Somebody who types words
    and chooses no state looks among everybody, also who has cancelled.
    """

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    sort = forms.ChoiceField(required=False, choices=ORDERS, widget=forms.HiddenInput)

    def __init__(
        self, event: Event, *, may: frozenset[str], data: Any, preset: tuple[str, ...] = ()
    ) -> None:
        super().__init__(_without_blanks(data))
        self.event, self.preset = event, preset
        self.addresses = "emails.see" in may
        seen = {"answers": "answers.see" in may, "special": "needs.see" in may}
        self.offer(things_of(event, **seen), Filter())
        if preset:
            del self.fields["states"]
        else:
            states: Any = self.fields["states"]
            states.choices = list(state_names(event, timezone.now()).items())
            states.help_text = _(
                "Nothing chosen: who comes or waits, and nobody who cancelled. Who searches finds "
                "everybody, also who cancelled."
            )
        self.fields["q"].help_text = (
            _("Name, organisation or e-mail address.")
            if self.addresses
            else _("Name or organisation.")
        )

    @property
    def wanted(self) -> Filter:
        """The conditions; the form is valid."""
        wanted = self.typed()
        if self.preset:
            return replace(wanted, states=self.preset)
        if self.words and not wanted.states:
            return replace(wanted, states=tuple(Status.values))
        return wanted

    @property
    def words(self) -> str:
        """What is searched for."""
        return str(self.cleaned_data.get("q", "")).strip()

    @property
    def narrows(self) -> bool:
        """Whether it leaves somebody out of the list."""
        return self.is_valid() and bool(self.words or self.typed().narrows)

    def fitting(self) -> RegistrationQuerySet:
        """Those who fit the conditions, whatever the words; nobody when it makes no sense."""
        rows: RegistrationQuerySet = self.event.registrations.none()
        if not self.is_valid():
            return rows
        rows = people_of(self.event, self.wanted, self.things)
        return {
            NAME: rows.by_party,
            NEWEST: rows.newest_first,
            ORGANISATION: rows.by_organisation,
        }[self.cleaned_data["sort"]]()

    def found(self) -> RegistrationQuerySet:
        """Those who fit, and whom the words name for certain."""
        rows = self.fitting()
        return rows.named_like(self.words, addresses=self.addresses) if self.is_valid() else rows

    def search(self) -> Found:
        """The same, with those whose name comes near the words."""
        if not self.is_valid():
            return Found(self.fitting())
        return search(self.fitting(), self.words, addresses=self.addresses)

    def told(self) -> dict[str, Any]:
        """The filter as the audit trail keeps it: without the words, which may be a name."""
        told = self.typed().as_json()
        return told | ({"searched": True} if self.words else {})


def address_of(wanted: Filter, *, words: str = "", sort: str = "", **more: str) -> str:
    """The query of an address that asks for this; empty for everybody."""
    query = QueryDict(mutable=True)
    for name, value in (as_typed(wanted) | {"q": words, "sort": sort} | more).items():
        several = value if isinstance(value, list | tuple) else [value]
        query.setlist(name, [str(one) for one in several if one or one == 0])
    query.pop("picked", None)
    return f"?{query.urlencode()}" if query.urlencode() else ""


def _without_blanks(data: Any) -> Any:
    """What was asked without the fields left open, as links of everybody carry them."""
    if not isinstance(data, QueryDict):
        return data
    kept = data.copy()
    for name in data:
        kept.setlist(name, [value for value in data.getlist(name) if value])
    return kept
