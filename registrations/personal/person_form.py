"""One person's part of a sign-up once more, filled in with what there is now."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.published import Seats, live_seats
from festival.form_layout import Button, Group
from festival.typed import TypedField
from registrations.links import token_of
from registrations.models import Answer, Question, Registration
from registrations.personal.merging import Merging
from registrations.questions.answering import Kind
from registrations.questions.fields import name_of
from registrations.questions.uploads import Filed, KeptUpload
from registrations.seating.room import places_left
from registrations.sign_up.form.file_field import AnswerFileField
from registrations.sign_up.form.layout import NEEDS, question_parts
from registrations.sign_up.form.names import NamesForm
from registrations.sign_up.form.person import Asks, PersonForm
from registrations.sign_up.offer import offer_of
from registrations.states import ChoiceStatus

NAMES = ("given_name", "infix", "family_name")
DETAILS = (*NAMES, "organisation", *NEEDS)


class ChangeForm(Merging, NamesForm, PersonForm):
    """What one person told, chose and answered, to be changed. Six queries, whatever there is."""

    organisation = TypedField(
        label=gettext_lazy("Organisation"), max_length=150, autocomplete="organization"
    )

    def __init__(self, data: Any = None, files: Any = None, *, person: Registration) -> None:
        self.person = person
        self.lead = person.lead_id is None
        self.role = person.role
        self.standing = list(
            person.choices.standing().select_related("session", "table").order_by("rank", "id")
        )
        super().__init__(data, files, asks=asks_of(person))
        if not self.lead:
            del self.fields["organisation"]
        if not self.lead and person.event.nameless_companions:
            for name in ("given_name", "family_name"):
                self.fields[name].required = False
            if any(asked.question.required for asked in self.asked):
                self.fields["given_name"].help_text = _(
                    "Not known yet who comes? Leave the name empty: then the questions can wait."
                )
        self._fill_in(person.answers.select_related("question"))
        self._tell_what_is_left()
        self.remember()

    def _role(self, _cleaned: Mapping[str, Any]) -> Any:
        return self.person.role

    def _fill_in(self, answers: Any) -> None:
        self.initial = {name: getattr(self.person, name) for name in DETAILS if name in self.fields}
        for answer in answers:
            self._fill_in_answer(answer)
        self._fill_in_choices()

    def _fill_in_choices(self) -> None:
        """By what is chosen, wherever it stands now; what stands nowhere is not asked again."""
        kept = {choice.instead_of_id for choice in self.standing}
        own = {c.holder.code: c for c in self.standing if c.pk not in kept}
        self.beside = {choice.pk for choice in own.values()}
        for turn in self.asks.offer.rounds:
            most = turn.maximum
            offered = {option.code for option in turn.options}
            codes = [code for code in own if code in offered][:most]
            self.initial[turn.field] = codes if turn.ranked or most > 1 else "".join(codes)
            self.beside -= {own[code].pk for code in codes}
        for choice in self.standing:
            for block in {choice.block_id, choice.session.block_id}:
                if choice.pk in self.beside and (field := self.fields.get(f"round-{block}")):
                    field.required = False

    def _fill_in_answer(self, answer: Answer) -> None:
        """With an option that is no longer there, where it was chosen."""
        name = name_of(answer.question)
        if name not in self.fields:
            return
        field = self.fields[name]
        if isinstance(field, AnswerFileField):
            self.initial[name] = filed = filed_with(answer, self.person)
            field.go_on_with(filed)
            return
        several = answer.question.kind == Kind.SEVERAL
        chosen = answer.value.splitlines() if several else [answer.value]
        self.initial[name] = chosen if several else answer.value
        if isinstance(field, forms.ChoiceField):
            options = list(cast("Iterable[tuple[str, Any]]", field.choices))
            known = {str(code) for code, _text in options}
            field.choices = [*((one, one) for one in chosen if one not in known), *options]

    def _tell_what_is_left(self) -> None:
        """Seats and places as they would be without this person's own."""
        seats = live_seats(self.event) if self.asks.offer.rounds else {}
        seated = [c.holder.code for c in self.standing if c.status == ChoiceStatus.SEATED]
        self.tell_seats(_without(seats, seated))
        if any(asked.limited for asked in self.asked):
            places = places_left(self.event)
            for asked in self.asked:
                pk, value = asked.question.pk, self.initial.get(name_of(asked.question)) or ""
                chosen = value if isinstance(value, list) else [value]
                places[pk] = _without(places.get(pk, {}), chosen)
            self.tell_places(places)

    def clean(self) -> dict[str, Any]:
        """With a new file carried along also when there is another one meanwhile."""
        self._carry_files_along(self.cleaned_data)
        return super().clean()

    def flat(self, name: str, value: Any) -> str:
        """Several options are the same in any order, wishes are not; files have equal names."""
        if isinstance(value, KeptUpload):
            return value.path
        if isinstance(value, list) and name not in self._ranked():
            value = sorted(value)
        return super().flat(name, value)

    def _ranked(self) -> set[str]:
        return {turn.field for turn in self.asks.offer.rounds if turn.ranked}

    def details(self) -> dict[str, str]:
        """What they told of themselves, from a valid form."""
        return {n: self.cleaned_data[n] for n in DETAILS if n in self.cleaned_data}

    def questions(self) -> list[Question]:
        """What was asked."""
        return [asked.question for asked in self.asked]

    @property
    def helper(self) -> FormHelper:
        """The layout: who, questions, choices, needs, and the button."""
        helper = FormHelper()
        helper.attrs = {"novalidate": True, "data-asks": True}
        if self.is_multipart():
            helper.attrs["enctype"] = "multipart/form-data"
        names = [name for name in (*NAMES, "organisation") if name in self.fields]
        rounds = [turn.field for turn in self.asks.offer.rounds]
        needs = [name for name in NEEDS if name in self.fields]
        parts: list[Any] = ["seen", Group(_("Name"), *names), *question_parts(self), *rounds]
        parts += [Group(_("What is needed"), *needs)] if needs else []
        helper.layout = Layout(*parts, Button(_("Save")))
        return helper


def asks_of(person: Registration) -> Asks:
    """What the event asks of somebody in this person's role."""
    roles = (person.role,) if person.role else ()
    return Asks(person.event, offer_of(person.event), roles, whose=person.code)


def filed_with(answer: Answer, person: Registration) -> Filed:
    """The file of an answer, with its address behind the link of who leads the party."""
    about = {"token": token_of(person.first), "pk": answer.pk}
    address = reverse("registrations:own_file", kwargs=about)
    return Filed(str(answer.file.name), answer.value, address=address)


def _without(seats: Mapping[str, Seats], own: Sequence[str]) -> dict[str, Seats]:
    return {
        code: Seats(found.capacity, found.taken - (code in own)) for code, found in seats.items()
    }
