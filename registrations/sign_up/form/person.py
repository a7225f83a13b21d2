"""What everybody who comes is asked: their choices, their answers and their needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.published import Seats
from festival.typed import TypedField
from registrations.models import Question, RegistrationRole
from registrations.privacy import SOON
from registrations.questions.asking import applying, asked_of
from registrations.questions.fields import (
    closed,
    erased_on,
    explained,
    field_for,
    name_of,
    told_condition,
    value_of,
)
from registrations.questions.uploads import KeptUpload
from registrations.sign_up.applying import Reply
from registrations.sign_up.form.file_field import names_of
from registrations.sign_up.form.rounds import (
    OptionText,
    picks_of,
    round_field,
    show_options,
    told_options,
)
from registrations.sign_up.offer import Asked, Offer
from registrations.sign_up.picking import Pick, WrongChoice, check_picks


@dataclass(frozen=True)
class Asks:
    """What the form of an event asks of people in these roles; `whose`, where that is known."""

    event: Event
    offer: Offer
    roles: tuple[RegistrationRole, ...] = ()
    whose: str = ""

    def questions(self, *, lead: bool) -> list[Asked]:
        """The questions that somebody in one of the roles may be asked."""
        roles = self.roles or (None,)
        return [
            asked
            for asked in self.offer.questions
            if asked.is_for(lead=lead) and any(map(asked.concerns, roles))
        ]


class PersonForm(forms.Form):
    """One person's part of the sign-up form."""

    lead = True  # who signs up, rather than who comes along
    role: RegistrationRole | None = None  # known once the role field has been read

    def __init__(
        self, data: Any = None, files: Any = None, *, asks: Asks, prefix: str | None = None
    ) -> None:
        super().__init__(data, files, prefix=prefix, label_suffix="")
        self.asks = asks
        self.event = asks.event
        self.picks: tuple[Pick, ...] = ()
        self.asked = asks.questions(lead=self.lead)
        self._ask()

    @property
    def called(self) -> str:
        """Whose part this is, before each of its problems; empty for who signs up."""
        return ""

    def _ask(self) -> None:
        self._ask_questions()
        for turn in self.asks.offer.rounds:
            self.fields[turn.field] = round_field(turn)
        self._ask_for_needs()

    def _ask_questions(self) -> None:
        rows = {asked.question.pk: asked.question for asked in self.asked}
        told = set() if self.lead else {a.question.pk for a in self.asks.questions(lead=True)}
        self.asked = [a for a in self.asked if a.question.only_if_id in {None, *rows}]
        for question in (asked.question for asked in self.asked):
            after = rows.get(question.only_if_id or 0)
            words = explained(question, self.event, after=after)
            if question.pk in told:  # who signs up has just read why
                words = _briefly(question, after)
            self.fields[name_of(question)] = field_for(question, words, whose=self.asks.whose)

    def _ask_for_needs(self) -> None:
        kept = f"{_('Only the organisers see this.')} {erased_on(self.event, SOON)}"
        kept = kept if self.lead else ""
        if self.event.asks_access:
            help_text = _("For example: a place for a wheelchair, or an interpreter.")
            self.fields["access_needs"] = TypedField(
                label=_("What do you need to take part?")
                if self.lead
                else _("What do they need to take part?"),
                help_text=f"{help_text} {kept}".strip(),
                max_length=500,
                lines=True,
            )
        if self.event.asks_diet:
            help_text = _("For example: vegetarian, or no nuts.")
            self.fields["diet_needs"] = TypedField(
                label=_("What should we know about food?"),
                help_text=f"{help_text} {kept}".strip(),
                max_length=300,
            )

    def tell_seats(self, seats: Mapping[str, Seats]) -> None:
        """Write beside each option how many seats are left there now."""
        for turn in self.asks.offer.rounds:
            show_options(self.fields[turn.field], told_options(turn, seats))

    def tell_places(self, places: Mapping[int, Mapping[str, Seats]]) -> None:
        """Write beside each limited option, by its question's id, how many places are left."""
        for asked in self.asked:
            if asked.limited:
                field = cast("forms.ChoiceField", self.fields[name_of(asked.question)])
                known = places.get(asked.question.pk, {})
                field.choices = [
                    (text, _place_text(str(words), known.get(str(text))))
                    for text, words in cast("Iterable[tuple[str, str]]", field.choices)
                ]

    def clean(self) -> dict[str, Any]:
        """Drop what does not apply, and refuse choices that cannot be combined."""
        cleaned: dict[str, Any] = super().clean() or {}
        self._carry_files_along(cleaned)
        self.role = self._role(cleaned)
        self._drop_what_does_not_apply(cleaned)
        picks = [picks_of(turn, cleaned.get(turn.field)) for turn in self.asks.offer.rounds]
        self.picks = tuple(pick for of_round in picks for pick in of_round)
        try:
            check_picks(self.event, self.picks)
        except WrongChoice as refusal:
            self.refuse_here(str(refusal), refusal.field)
        return cleaned

    def _role(self, _cleaned: Mapping[str, Any]) -> RegistrationRole | None:
        return self.role

    def _drop_what_does_not_apply(self, cleaned: dict[str, Any]) -> None:
        answers = {a.question.pk: value_of(cleaned.get(name_of(a.question))) for a in self.asked}
        own = asked_of(self.asked, self.role, lead=self.lead)
        stay = {asked.question.pk for asked in applying(own, answers)}
        nobody_yet = self._names_nobody(cleaned)
        for asked in self.asked:
            name = name_of(asked.question)
            later = nobody_yet and self.has_error(name, "required")
            if later or asked.question.pk not in stay:
                self.drop(name, cleaned)

    def _names_nobody(self, cleaned: Mapping[str, Any]) -> bool:
        """Whether it is not known yet who comes along: then nobody can answer for them."""
        if self.lead or not self.event.nameless_companions:
            return False
        names = ("given_name", "family_name")
        return not any(cleaned.get(name) or name in self.errors for name in names)

    def drop(self, name: str, cleaned: dict[str, Any]) -> None:
        """Forget a field that was not for this person, with what is wrong in it."""
        cleaned.pop(name, None)
        self.errors.pop(name, None)

    def replies(self) -> list[Reply]:
        """What was answered, from a valid form."""
        found = []
        for asked in self.asked:
            answer = self.cleaned_data.get(name_of(asked.question))
            file = answer if isinstance(answer, KeptUpload) else None
            found.append(Reply(asked.question, value_of(answer), file))
        return [reply for reply in found if reply.value]

    def _carry_files_along(self, cleaned: Mapping[str, Any]) -> None:
        """Let a form that is given back refer to the files that came with it."""
        for name, value in cleaned.items():
            if isinstance(value, KeptUpload):
                self.carry(names_of(self.add_prefix(name))["kept"], value.token)

    def carry(self, name: str, value: str) -> None:
        """Let a form that is given back carry a value of ours instead of what was sent."""
        cast("QueryDict", self.data)[name] = value

    def refuse_here(self, sentence: str, field: str) -> None:
        """Show a sentence at the field it is about, or above the form."""
        self.add_error(field if field in self.fields else None, ValidationError(sentence))

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, in the order of the form: where (an id, or nothing) and a sentence."""
        found = [("", str(problem)) for problem in self.non_field_errors()]
        for field in self:
            if field.errors:
                first = f"{field.auto_id}_0" if field.use_fieldset else str(field.auto_id)
                found.append((first, str(field.errors[0])))
        before = f"{self.called}: " if self.called else ""
        return [(where, f"{before}{sentence}") for where, sentence in found]


def _briefly(question: Question, after: Question | None) -> str:
    parts = [told_condition(question, after) if after else "", question.help_text]
    return " ".join(closed(part) for part in parts if part)


def _place_text(text: str, seats: Seats | None) -> OptionText:
    """An option with so many places; a closed one when there is none left."""
    if seats is None or seats.left is None:
        return OptionText(text)
    if seats.full:
        return OptionText(text, _("full"), full=True, closed=True)
    left = ngettext("%(n)d place left", "%(n)d places left", seats.left)
    return OptionText(text, left % {"n": seats.left})
