"""The form on a question of the sign-up form, with the places of its options."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from festival.models import User
from festival.refusals import Refused
from registrations.models import Question
from registrations.questions.answering import Kind, lines_of, shown_answer
from registrations.questions.following import check_answers_stay, check_not_followed, may_follow
from registrations.questions.options import (
    BelowPlacesTaken,
    drop_limits,
    rename_options,
    renamed,
    set_limits,
)
from registrations.sign_up_settings.asked_forms import AskedForm
from registrations.sign_up_settings.forms import SIX_DIGITS

AFTER = "asked_after"


def limit_name(option: str) -> str:
    """The name of the field that asks how many places an option has."""
    return f"places-{sha256(option.encode()).hexdigest()[:10]}"


def after_key(question_id: int | None, answer: str) -> str:
    """One earlier answer, as the select sends it; empty for always."""
    return f"{question_id}:{answer}" if question_id else ""


class QuestionForm(AskedForm):
    """A question, why it is asked, of whom, and how long the answers are kept."""

    asked_after = forms.ChoiceField(
        label=_("Only ask it after a certain answer"),
        required=False,
        help_text=_(
            "Who gives another answer does not see it. You can choose from earlier questions "
            "with options, or with yes or no."
        ),
    )
    keep_days = forms.IntegerField(
        label=_("How many days after the gathering you need the answers"),
        initial=14,
        min_value=1,
        max_value=90,
        help_text=_("Then they are erased. At most 90: no longer than the names."),
    )

    class Meta:
        model = Question
        fields = [
            *("text", "help_text", "kind", "options", "required", "roles", "whom", "asked_after"),
            *("purpose", "special", "keep_days", "retired"),
        ]
        widgets = {
            "roles": forms.CheckboxSelectMultiple,
            "options": forms.Textarea({"rows": 5}),
            "whom": forms.RadioSelect,
        }
        labels = {
            "options": _("Options"),
            "required": _("Nobody can sign up without an answer"),
            "roles": _("Only ask it of who comes"),
            "whom": _("Of a party, ask it of"),
            "purpose": _("Why do you ask this?"),
            "special": _("It is about health, food, faith, or something else as private"),
            "retired": _("No longer ask this"),
        }
        help_texts = {
            "help_text": _("An example, or what you do not need to know."),
            "options": _(
                "For choosing: each option on a line of its own. Once it is saved you can give "
                "each option a number of places."
            ),
            "roles": _("Nothing ticked: everybody is asked."),
            "purpose": _("People read this under the question and on the privacy page."),
            "special": _("Then only who arranges it sees the answers, as with food."),
            "retired": _("Answers that were given stay until their time is over."),
        }
        error_messages = {
            "text": {"required": _("Write the question.")},
            "purpose": {"required": _("Write why you ask this. Do you not know? Then do not ask.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles: Any = self.fields["roles"]
        roles.queryset = self.event.registration_roles.all()
        if not roles.queryset:
            del self.fields["roles"]
        if self.event.most_together == 1 and self.instance.whom == Question.Whom.EVERYBODY:
            del self.fields["whom"]
        if self.instance.pk and self.instance.answers.exists():
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = _("It has been answered, so the kind stays.")
        self._offer_limits()
        self._offer_earlier_answers()

    def clean(self) -> dict[str, Any]:
        """Refuse what another question depends on, beside the field that says so."""
        given = super().clean()
        self._check_somebody_is_asked(given)
        if self.instance.pk is not None:
            try:
                self._check_followers(given)
            except Refused as no:
                self.add_error(no.field, str(no))
        return given

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; options that are called something else keep their places. Raises Refused."""
        self.instance.only_if, self.instance.only_if_answer = self._earlier()
        if self.instance.pk is None:
            return super().save_by(by, now=now)
        rename_options(self.instance, self.names)
        question = super().save_by(by, now=now)
        limits = {
            self.names.get(option, option): self.cleaned_data[limit_name(option)]
            for option in self.limited
        }
        kept = {text: number for text, number in limits.items() if text in question.choices}
        try:
            set_limits(question, kept, now=now, by=by)
        except BelowPlacesTaken as no:
            no.field = next(
                limit_name(old) for old in self.limited if no.option == self.names.get(old, old)
            )
            raise
        drop_limits(question)
        return question

    def values_to_change(self) -> dict[str, Any]:
        """With the earlier answer that it is asked after, which is one field on the form."""
        question, answer = self._earlier()
        return super().values_to_change() | {"only_if": question, "only_if_answer": answer}

    def limit_fields(self) -> list[forms.BoundField]:
        """The numbers of places, each for one option."""
        return [self[limit_name(option)] for option in self.limited]

    @property
    def names(self) -> dict[str, str]:
        """What options are called now, by what they were called."""
        return renamed(self.options_before, lines_of(self.cleaned_data.get("options", "")))

    def _offer_limits(self) -> None:
        """A number of places for each option that is stored."""
        stored = self.instance.pk is not None
        self.options_before = self.instance.choices if stored else []
        self.limited = self.options_before
        known = {limit.text: limit for limit in self.instance.limits.all()} if stored else {}
        for option in self.limited:
            limit = known.get(option)
            name = limit_name(option)
            self.fields[name] = forms.IntegerField(
                label=gettext("Places for “%(option)s”") % {"option": option},
                required=False,
                min_value=0,
                max_value=SIX_DIGITS,
                help_text=_chosen(limit.seats_taken) if limit else "",
            )
            self.initial[name] = limit.capacity if limit else None
        names = [*self.fields]
        after = names.index("options") + 1
        limits = [limit_name(option) for option in self.limited]
        self.order_fields([*names[:after], *limits])

    def _offer_earlier_answers(self) -> None:
        """The answers to earlier questions, each under its question."""
        self.earlier = may_follow(self.instance)
        field: Any = self.fields[AFTER]
        field.choices = [("", gettext("Always ask it"))] + [
            (
                other.text,
                [
                    (after_key(other.pk, answer), shown_answer(other.kind, answer))
                    for answer in other.telling_answers
                ],
            )
            for other in self.earlier
        ]
        field.error_messages["invalid_choice"] = gettext("Choose one of these answers.")
        self.initial[AFTER] = after_key(self.instance.only_if_id, self.instance.only_if_answer)
        if not self.earlier and not self.initial[AFTER]:
            del self.fields[AFTER]
            return
        self.current[AFTER] = self.initial[AFTER]
        self.initial["seen"] = self._stamp()

    def _earlier(self) -> tuple[Question | None, str]:
        pk, _colon, answer = self.cleaned_data.get(AFTER, "").partition(":")
        return next((other for other in self.earlier if str(other.pk) == pk), None), answer

    def _check_followers(self, given: dict[str, Any]) -> None:
        if given.get("retired") and not self.instance.retired:
            check_not_followed(self.instance)
        kind = given.get("kind", self.instance.kind)
        options = given.get("options", self.instance.options)
        typed = Question(kind=kind, options=options)
        answers = [*typed.telling_answers, *self.names]
        field = "options" if kind in Kind.choosing() else "kind"
        check_answers_stay(self.instance, answers, field=field)

    def _check_somebody_is_asked(self, given: dict[str, Any]) -> None:
        """Refuse a question after one that nobody is asked of whom this one is asked."""
        earlier, _answer = self._earlier()
        if earlier is None:
            return
        whom = {given.get("whom", self.instance.whom), earlier.whom}
        roles, theirs = set(given.get("roles") or ()), set(earlier.roles.all())
        if whom == {Question.Whom.LEAD, Question.Whom.COMPANIONS} or (
            roles and theirs and not roles & theirs
        ):
            sentence = gettext("Nobody is asked both questions, so nobody would see this one.")
            self.add_error(AFTER, sentence)


def _chosen(number: int) -> str:
    return ngettext("%(n)d person chose this.", "%(n)d people chose this.", number) % {"n": number}
