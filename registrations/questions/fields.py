"""Questions on the sign-up form: the field that asks one, and the answer that comes back."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.models import Event
from festival.typed import Line, PhoneField, TypedField
from registrations.models import Question
from registrations.questions.answering import NO, YES, Kind, shown_answer
from registrations.questions.uploads import KeptUpload
from registrations.sign_up.form.file_field import AnswerFileField

PREFIX = "question-"
LONGEST = {Kind.SHORT: 200, Kind.LONG: 2000}
HIGHEST = 999_999_999


def name_of(question: Question) -> str:
    """The name of the form field that asks a question."""
    return f"{PREFIX}{question.pk}"


def field_for(question: Question, help_text: str, *, whose: str = "") -> forms.Field:
    """The field that asks a question, with what stands under it; `whose` sign-up, if known."""
    about: dict[str, Any] = {"label": question.text, "help_text": help_text}
    missing = _("Answer the question “%(question)s”.") % {"question": question.text}
    if question.kind in LONGEST:
        return TypedField(
            **about,
            missing=missing if question.required else "",
            max_length=LONGEST[Kind(question.kind)],
            lines=question.kind == Kind.LONG,
        )
    if question.kind == Kind.PHONE:
        return PhoneField(**about, missing=missing if question.required else "", max_length=40)
    about |= {"required": question.required, "error_messages": {"required": missing}}
    if question.kind == Kind.FILE:
        about["meant_for"] = f"{question.pk}.{whose}"
    return _other_field(question, about)


def _other_field(question: Question, about: dict[str, Any]) -> forms.Field:
    strange = {"invalid_choice": _("Choose one of the options that stand here.")}
    if question.kind == Kind.NUMBER:
        about["error_messages"]["invalid"] = _("Fill in a whole number, in digits.")
        line = Line(attrs={"inputmode": "numeric"})
        return forms.IntegerField(**about, widget=line, min_value=0, max_value=HIGHEST)
    if question.kind == Kind.DATE:
        about["error_messages"]["invalid"] = _("Fill in a day, such as 31-12-2026.")
        return forms.DateField(**about, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    if question.kind == Kind.FILE:
        return AnswerFileField(**about)
    about["error_messages"] |= strange
    options = [(text, text) for text in question.choices]
    if question.kind == Kind.SEVERAL:
        return forms.MultipleChoiceField(
            **about, choices=options, widget=forms.CheckboxSelectMultiple
        )
    if question.kind == Kind.YES_NO:
        options = [(code, shown_answer(Kind.YES_NO, code)) for code in (YES, NO)]
    if not question.required:
        options.append(("", _("no answer")))
        about["initial"] = ""
    return forms.ChoiceField(**about, choices=options, widget=forms.RadioSelect)


def explained(question: Question, event: Event, *, after: Question | None = None) -> str:
    """What stands under a question: after which answer (to a question that may be hidden) it is
    asked, its explanation, why it is asked, who sees the answer and until when."""
    parts = [
        told_condition(question, after) if after else "",
        question.help_text,
        _("Why we ask: %(purpose)s") % {"purpose": question.purpose},
        _("Only the organisers see this.") if question.special else "",
        erased_on(event, question.keep_days),
    ]
    return " ".join(closed(part) for part in parts if part)


def told_condition(question: Question, after: Question) -> str:
    """After which answer a question is asked, for who sees both."""
    if not question.only_if_answer:
        return _("Only if you answered “%(question)s”.") % {"question": after.text}
    answer = shown_answer(after.kind, question.only_if_answer)
    about = {"answer": answer, "question": after.text}
    return _("Only if you answered “%(answer)s” to “%(question)s”.") % about


def erased_on(event: Event, days: int) -> str:
    """Until when something is kept, as a sentence with the day."""
    until = (event.ends_at + timedelta(days=days)).astimezone(event.zone)
    return _("We erase it on %(day)s.") % {"day": date_format(until, "DATE_FORMAT")}


def closed(text: str) -> str:
    """With a full stop, where nothing else closes it."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def value_of(cleaned: Any) -> str:
    """What came out of such a field, as an Answer keeps it; empty for no answer."""
    if isinstance(cleaned, list):
        return "\n".join(cleaned)
    if isinstance(cleaned, date):
        return cleaned.isoformat()
    if isinstance(cleaned, KeptUpload):
        return cleaned.name
    return "" if cleaned is None else str(cleaned)
