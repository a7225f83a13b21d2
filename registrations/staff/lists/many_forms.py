"""What has to be known before something is done to many people."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session, Table
from registrations.filtering.finding import places_of
from registrations.filtering.sentence import place_named
from registrations.querysets import RegistrationQuerySet


class ManyForm(forms.Form):
    """Nothing more than that it was looked at, and which page it came from."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, event: Event, data: Any = None, *, stamp: str) -> None:
        super().__init__(data, initial={"key": uuid4(), "seen": stamp})
        self.event = event

    @property
    def options(self) -> dict[str, Any]:
        """What was filled in, as it is kept."""
        return {n: v for n, v in self.cleaned_data.items() if n not in ("key", "seen")}

    def look_again(self, stamp: str) -> None:
        """Refuse, because others fit by now; sent once more, it is about those."""
        self.data = {**self.data, "seen": stamp}
        self.add_error(None, gettext("Meanwhile others fit. Look at the names once more."))

    @property
    def dead_end(self) -> str:
        """Why it cannot be done at this event at all, as a sentence; empty when it can."""
        return ""

    def suit(self, people: RegistrationQuerySet) -> None:
        """Ask only what has to be known of these people."""


class ConfirmForm(ManyForm):
    """Why people go before their turn; who does not wait needs no reason."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=200,
        help_text=_(
            "It stays in the history, for who asks later. Write no names, and nothing private."
        ),
        error_messages={"required": _("Write why.")},
    )

    def suit(self, people: RegistrationQuerySet) -> None:
        """Nobody goes before their turn when none of them waits."""
        self.fields["reason"].required = people.waiting().exists()


class CancelManyForm(ManyForm):
    """Why it is cancelled for people."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=200,
        help_text=_("This stands in their mail."),
        error_messages={"required": _("Write why.")},
    )


class MoveForm(ManyForm):
    """Where people go."""

    place = forms.ChoiceField(
        label=_("To which table or session?"),
        error_messages={"required": _("Choose where they go.")},
    )

    def __init__(self, event: Event, data: Any = None, *, stamp: str) -> None:
        super().__init__(event, data, stamp=stamp)
        field: Any = self.fields["place"]
        self.places = open_places(places_of(event))
        field.choices = [("", "–"), *self.places]

    @property
    def dead_end(self) -> str:
        """That there is nothing to move to."""
        if self.places:
            return ""
        return gettext("There is no table or session that people choose themselves.")


class TagManyForm(ManyForm):
    """Which label."""

    tag: Any = forms.ModelChoiceField(
        label=_("Label"),
        queryset=None,
        empty_label="–",
        error_messages={"required": _("Choose a label.")},
    )

    def __init__(self, event: Event, data: Any = None, *, stamp: str) -> None:
        super().__init__(event, data, stamp=stamp)
        field: Any = self.fields["tag"]
        field.queryset = event.tags.all()


def open_places(places: Mapping[str, Session | Table]) -> list[tuple[str, str]]:
    """Tables, and sessions without, of rounds in which people are not placed by their wishes."""
    found = []
    for key, place in places.items():
        session = place.session if isinstance(place, Table) else place
        whole = not isinstance(place, Table) and place.tables.all()
        if session.block and not session.block.ranked and not whole:
            found.append((key, place_named(place)))
    return found
