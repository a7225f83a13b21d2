"""The two forms of a draft: what it says, and whom it is for."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.workspace.settings.fields import DayField
from festival.drafting import DraftForm
from festival.markdown_field import HELP, MarkdownField
from festival.models import User
from registrations.bulk.filter import Filter
from registrations.bulk.finding import Things
from registrations.bulk.placeholders import KNOWN, unknown_in
from registrations.bulk.sending import check_draft
from registrations.bulk.sentence import place_named, sentence_of
from registrations.models import GroupMail, Question
from registrations.questions.answering import NO, YES, Kind
from registrations.states import Status

ANSWER = "answer-"


class _OfDraft(DraftForm):
    """A form on a message that has not been sent."""

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; raises NotADraft when somebody has sent it meanwhile."""
        if self.instance.pk:
            check_draft(GroupMail.objects.get(pk=self.instance.pk))
        return super().save_by(by, now=now)


class TextForm(_OfDraft):
    """Subject and text, in which words in braces are filled in for everybody."""

    class Meta:
        model = GroupMail
        fields = ["subject", "text"]
        field_classes: ClassVar = {"text": MarkdownField}
        error_messages: ClassVar = {
            "subject": {"required": gettext_lazy("Give the message a subject.")},
            "text": {"required": gettext_lazy("Write what you want to tell.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 14
        self.fields["text"].help_text = f"{HELP} " + _(
            "The mail begins with “Dear” and the first name by itself, and ends with the link to "
            "their own page."
        )

    def clean_subject(self) -> str:
        """Refuse a word in braces that means nothing."""
        return self._known("subject")

    def clean_text(self) -> str:
        """Refuse a word in braces that means nothing."""
        return self._known("text")

    def _known(self, name: str) -> str:
        typed: str = self.cleaned_data[name]
        if wrong := unknown_in(typed):
            said = {"wrong": f"{{{wrong[0]}}}", "known": ", ".join(f"{{{word}}}" for word in KNOWN)}
            raise ValidationError(_("%(wrong)s means nothing. Use one of: %(known)s.") % said)
        return typed


class WhoForm(_OfDraft):
    """The conditions, each as a question that may stay open; kept as one value."""

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

    class Meta:
        model = GroupMail
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, things: Things, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.things = things
        self.was = Filter.from_json(self.instance.conditions)
        self.current = {"conditions": self.was.as_json()}
        for name, choices in self._choices().items():
            self._offer(name, choices)
        for question in self._questions():
            self._ask(question)
        self.initial.update(self._filled_in(), seen=self._stamp())
        self.order_fields(list(self._order()))

    def columns(self) -> list[str]:
        """All conditions together are one column."""
        return ["conditions"]

    def clean(self) -> dict[str, Any]:
        """Make one value of the conditions, and set it against what others saved."""
        days = (self.cleaned_data.get("since"), self.cleaned_data.get("until"))
        if days[0] and days[1] and days[0] > days[1]:
            self.add_error("until", _("This day is before the other one."))
        if not self.errors:
            self.cleaned_data["conditions"] = self._typed().as_json()
        return super().clean()

    def _units(self) -> list[tuple[str, ...]]:
        return [(*(name for name in self.fields if name != "seen"), "conditions")]

    def _shown(self, name: str) -> str:
        return sentence_of(Filter.from_json(self.current["conditions"]), self.things)

    def _order(self) -> Iterator[str]:
        """The answers come after what was chosen of the programme."""
        for name in self.fields:
            if not name.startswith(ANSWER) and name != "seen":
                yield name
            if name == "place_state" or (name == "roles" and "places" not in self.fields):
                yield from (other for other in self.fields if other.startswith(ANSWER))
        yield "seen"

    def _choices(self) -> dict[str, list[tuple[Any, str]]]:
        return {
            "roles": [(pk, str(role)) for pk, role in self.things.roles.items()],
            "places": [(key, place_named(place)) for key, place in self.things.places.items()],
            "consents": list(self.things.consents.items()),
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

    def _ask(self, asked: tuple[int, Question | None]) -> None:
        """A field with the answers to one question, and those chosen that it no longer has."""
        pk, question = asked
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

    def _filled_in(self) -> dict[str, Any]:
        was = self.was
        together = {True: "yes", False: "no", None: ""}[was.together]
        names = ("states", "roles", "places", "place_state", "consents", "since", "until")
        found: dict[str, Any] = {name: getattr(was, name) for name in (*names, "language")}
        answers = {f"{ANSWER}{pk}": said for pk, said in was.answers}
        return found | answers | {"together": together}

    def _typed(self) -> Filter:
        said = self.cleaned_data
        answers = {
            int(name.removeprefix(ANSWER)): tuple(values)
            for name, values in said.items()
            if name.startswith(ANSWER) and values
        }
        return Filter(
            states=tuple(said["states"]),
            roles=tuple(said.get("roles") or ()),
            places=tuple(said.get("places") or ()),
            place_state=said.get("place_state", "") if said.get("places") else "",
            answers=tuple(sorted(answers.items())),
            consents=tuple(said.get("consents") or ()),
            since=said["since"],
            until=said["until"],
            together={"yes": True, "no": False}.get(said["together"]),
            language=said["language"],
        )
