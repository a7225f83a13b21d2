"""Who comes along: a part of the form for each, in the order in which they were added."""

import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django.http import QueryDict
from django.utils.translation import gettext as _

from events.models.sign_up_rules import MOST_TOGETHER
from festival.names import full_name
from festival.typed import tidy
from registrations.sign_up.applying import Companion
from registrations.sign_up.form.layout import NEEDS, question_parts
from registrations.sign_up.form.names import NamesForm
from registrations.sign_up.form.person import Asks, PersonForm

KEYS = "companion"  # what tells which companions a sent form holds
ADD, REMOVE = "add", "remove"  # the buttons
KEY = re.compile(r"[1-9]\d?", re.ASCII)


class CompanionForm(NamesForm, PersonForm):
    """Somebody who comes along: a name (or none yet), and what everybody is asked."""

    lead = False

    def __init__(
        self, data: Any, files: Any, *, asks: Asks, key: str, number: int, newest: bool
    ) -> None:
        super().__init__(data, files, asks=asks, prefix=prefix_of(key))
        self.key = key
        self.number = number
        self.newest = newest  # added just now: this is where the visitor goes on
        if newest:
            self.fields["given_name"].widget.attrs["autofocus"] = True
        if self.event.nameless_companions:
            self._let_names_be_empty()

    def _let_names_be_empty(self) -> None:
        for name in ("given_name", "family_name"):
            self.fields[name].required = False
        told = _("Not known yet who comes? Leave the name empty: then we count one more.")
        if any(asked.question.required for asked in self.asked):
            told += " " + _("You answer the questions later, on your personal page.")
        self.fields["given_name"].help_text = told

    @property
    def title(self) -> str:
        """`Companion 2`."""
        return _("Companion %(number)d") % {"number": self.number}

    @property
    def name(self) -> str:
        """Their name as it was typed, so far."""
        parts = (
            tidy(str(self[part].value() or "")) for part in ("given_name", "infix", "family_name")
        )
        return full_name(*parts)

    @property
    def called(self) -> str:
        """Their name or, without one, their number."""
        return self.name or self.title

    @property
    def open(self) -> bool:
        """Whether there is something left to do in this part of the form."""
        return self.newest or bool(self.errors) or not self.name

    @property
    def helper(self) -> FormHelper:
        """The layout: a name, questions, choices and needs, without a form of its own."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        rounds = [turn.field for turn in self.asks.offer.rounds]
        needs = [name for name in NEEDS if name in self.fields]
        names = ["given_name", "infix", "family_name"]
        helper.layout = Layout(*names, *question_parts(self), *rounds, *needs)
        return helper

    def companion(self) -> Companion:
        """Who they are, from a valid form."""
        cleaned = self.cleaned_data
        return Companion(
            given_name=cleaned["given_name"],
            infix=cleaned["infix"],
            family_name=cleaned["family_name"],
            access_needs=cleaned.get("access_needs", ""),
            diet_needs=cleaned.get("diet_needs", ""),
            picks=self.picks,
            replies=tuple(self.replies()),
        )


def prefix_of(key: str) -> str:
    """What the names of a companion's fields begin with."""
    return f"p{key}"


def keys_in(data: QueryDict | None) -> list[str]:
    """The keys of the companions that a sent form holds, after its buttons were pressed.

    Never more than a sign-up can have anywhere, whatever was sent: each of them costs work.
    """
    if data is None:
        return []
    sent = dict.fromkeys(key for key in data.getlist(KEYS)[:MOST_TOGETHER] if KEY.fullmatch(key))
    keys = [key for key in sent if key != data.get(REMOVE)][: MOST_TOGETHER - 1]
    return [*keys, _next(sent)] if added(data) and len(keys) < MOST_TOGETHER - 1 else keys


def added(data: QueryDict) -> bool:
    """Whether the button was pressed that asks for one more companion."""
    return ADD in data


def _next(keys: Any) -> str:
    """A key that was not used on this form, so that nobody gets what another one typed."""
    free = (str(number) for number in range(1, 100) if str(number) not in keys)
    return next(free)
