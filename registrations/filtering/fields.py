"""The conditions of a filter as fields of a form, each of which may stay open."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.workspace.settings.fields import DayField
from registrations.filtering.filter import Filter
from registrations.filtering.finding import Things
from registrations.filtering.sentence import place_named
from registrations.models import Question
from registrations.questions.answering import NO, YES, Kind
from registrations.states import Status

ANSWER = "answer-"
EITHER = {"yes": True, "no": False}
OFFERED = ("roles", "places", "tags", "consents")
YES_OR_NO = ("together", "present", "walked_in")
AS_THEY_ARE = ("states", "place_state", "since", "until", "language", *OFFERED)


class ConditionFields(forms.Form):
    """Asks for everything that a `Filter` can say; `offer` fits it to one event first."""

    picked = forms.BooleanField(required=False)
    states = forms.MultipleChoiceField(
        label=gettext_lazy("Status"),
        choices=Status.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing chosen: who comes or waits, and nobody who cancelled."),
    )
    roles = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Role"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    places = forms.MultipleChoiceField(
        label=gettext_lazy("Session or table"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place_state = forms.ChoiceField(
        label=gettext_lazy("Who of those who chose that"),
        choices=[
            ("", gettext_lazy("everybody")),
            ("seated", gettext_lazy("who has a seat there")),
            ("waiting", gettext_lazy("who waits for it")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    tags = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Label"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    present = forms.ChoiceField(
        label=gettext_lazy("At the door"),
        choices=[
            ("", gettext_lazy("both")),
            ("yes", gettext_lazy("who was checked in")),
            ("no", gettext_lazy("who was not checked in")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    walked_in = forms.ChoiceField(
        label=gettext_lazy("Signed up beforehand"),
        choices=[
            ("", gettext_lazy("both")),
            ("no", gettext_lazy("who signed up beforehand")),
            ("yes", gettext_lazy("who walked in")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    consents = forms.MultipleChoiceField(
        label=gettext_lazy("Agreed to"), required=False, widget=forms.CheckboxSelectMultiple
    )
    since = DayField(label=gettext_lazy("Signed up from this day on"), required=False)
    until = DayField(label=gettext_lazy("Signed up until this day"), required=False)
    together = forms.ChoiceField(
        label=gettext_lazy("Alone or with others"),
        choices=[
            ("", gettext_lazy("both")),
            ("yes", gettext_lazy("who comes with others")),
            ("no", gettext_lazy("who comes alone")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[
            ("", gettext_lazy("all languages")),
            ("nl", gettext_lazy("Dutch")),
            ("en", gettext_lazy("English")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def offer(self, things: Things, was: Filter) -> None:
        """Offer what the event has, with the conditions of `was` filled in."""
        self.things, self.was = things, was
        for name, choices in self._choices().items():
            self._offer(name, choices)
        for asked in self._questions():
            self._ask(*asked)
        self._offer_picked()
        self.initial.update(as_typed(was))

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_days()
        return cleaned

    def check_days(self) -> None:
        """Add an error when the last day is before the first."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day is before the other one."))

    def typed(self) -> Filter:
        """The filter that was filled in; the form is valid."""
        said = self.cleaned_data
        answers = {
            int(name.removeprefix(ANSWER)): tuple(values)
            for name, values in said.items()
            if name.startswith(ANSWER) and values
        }
        return Filter(
            states=tuple(said.get("states") or ()),
            **{name: tuple(said.get(name) or ()) for name in OFFERED},
            place_state=said.get("place_state", "") if said.get("places") else "",
            answers=tuple(sorted(answers.items())),
            since=said["since"],
            until=said["until"],
            together=EITHER.get(said["together"]),
            present=EITHER.get(said["present"]),
            walked_in=EITHER.get(said["walked_in"]),
            language=said["language"],
            people=self.was.people if said.get("picked") else (),
        )

    def in_order(self) -> Iterator[str]:
        """The names of the fields; the answers come after what was chosen of the programme."""
        answers = [name for name in self.fields if name.startswith(ANSWER)]
        after = next(name for name in ("place_state", "roles", "present") if name in self.fields)
        for name in self.fields:
            if name not in answers:
                yield name
            if name == after:
                yield from answers

    def _choices(self) -> dict[str, list[tuple[Any, str]]]:
        things = self.things
        return {
            "roles": [(pk, str(role)) for pk, role in things.roles.items()],
            "places": [(key, place_named(place)) for key, place in things.places.items()],
            "tags": [(pk, str(tag)) for pk, tag in things.tags.items()],
            "consents": list(things.consents.items()),
        }

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        """Offer what there is, and what was chosen and is gone, so that it is seen; or nothing."""
        known = {value for value, _label in choices}
        gone = [value for value in getattr(self.was, name) if value not in known]
        if not (choices or gone):
            for other in {"places": ("places", "place_state")}.get(name, (name,)):
                del self.fields[other]
            return
        field: Any = self.fields[name]
        field.choices = [*choices, *((value, _("removed meanwhile")) for value in gone)]

    def _questions(self) -> list[tuple[int, Question | None]]:
        gone = [pk for pk, _said in self.was.answers if pk not in self.things.questions]
        return [*self.things.questions.items(), *((pk, None) for pk in gone)]

    def _ask(self, pk: int, question: Question | None) -> None:
        """A field with the answers to one question, and those chosen that it no longer has."""
        offered = {YES: _("yes"), NO: _("no")}
        if question is not None and question.kind != Kind.YES_NO:
            offered = {option: option for option in question.choices}
        if question is None:
            offered = {}
        chosen = dict(self.was.answers).get(pk, ())
        said = [*offered.items(), *((value, value) for value in chosen if value not in offered)]
        label = str(question) if question else _("A question that was removed meanwhile")
        self.fields[f"{ANSWER}{pk}"] = forms.MultipleChoiceField(
            label=label, choices=said, required=False, widget=forms.CheckboxSelectMultiple
        )

    def _offer_picked(self) -> None:
        if not (number := len(self.was.people)):
            del self.fields["picked"]
            return
        sentence = ngettext(
            "Only the %(n)d person whom you picked", "Only the %(n)d people whom you picked", number
        )
        self.fields["picked"].label = sentence % {"n": number}


def as_typed(wanted: Filter) -> dict[str, Any]:
    """What stands in the fields for a filter."""
    either = {True: "yes", False: "no", None: ""}
    found: dict[str, Any] = {name: getattr(wanted, name) for name in AS_THEY_ARE}
    answers = {f"{ANSWER}{pk}": said for pk, said in wanted.answers}
    others: dict[str, Any] = {"picked": bool(wanted.people)}
    others |= {name: either[getattr(wanted, name)] for name in YES_OR_NO}
    return found | answers | others
