"""Questions on the sign-up form: the field that asks one, and the answer that comes back."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from festival.form_layout import Group
from festival.typed import Line, TypedField
from registrations.answering import NO, YES, Kind, shown_answer
from registrations.models import Question, RegistrationRole
from registrations.offer import Asked

PREFIX = "question-"
LONGEST = {Kind.SHORT: 200, Kind.LONG: 2000}
HIGHEST = 999_999_999


def name_of(question: Question) -> str:
    """The name of the form field that asks a question."""
    return f"{PREFIX}{question.pk}"


def field_for(question: Question) -> forms.Field:
    """The field that asks a question, with why it is asked."""
    about: dict[str, Any] = {"label": question.text, "help_text": explained(question)}
    missing = _("Answer the question “%(question)s”.") % {"question": question.text}
    if question.kind in LONGEST:
        return TypedField(
            **about,
            missing=missing if question.required else "",
            max_length=LONGEST[Kind(question.kind)],
            lines=question.kind == Kind.LONG,
        )
    about |= {"required": question.required, "error_messages": {"required": missing}}
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


def explained(question: Question) -> str:
    """What stands under a question: its explanation, why it is asked and, if need be, more."""
    parts = [question.help_text, _("Why we ask: %(purpose)s") % {"purpose": question.purpose}]
    if question.special:
        kept = ngettext(
            "Only the organisers see this. We erase it %(days)d day after the gathering.",
            "Only the organisers see this. We erase it %(days)d days after the gathering.",
            question.keep_days,
        )
        parts.append(kept % {"days": question.keep_days})
    return " ".join(_closed(part) for part in parts if part)


def _closed(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def value_of(cleaned: Any) -> str:
    """What came out of such a field, as an Answer keeps it; empty for no answer."""
    if isinstance(cleaned, list):
        return "\n".join(cleaned)
    if isinstance(cleaned, date):
        return cleaned.isoformat()
    return "" if cleaned is None else str(cleaned)


def question_groups(roles: Sequence[RegistrationRole], asked: Iterable[Asked]) -> list[Group]:
    """The questions under headings: those of some roles by themselves, and those of everybody.

    Which roles a group is for stands in `data-roles`, so that a script can hide the others.
    """
    groups: dict[frozenset[int], list[str]] = {}
    for one in asked:
        shared = one.roles & {role.pk for role in roles}
        everybodys = not one.roles or shared == {role.pk for role in roles}
        groups.setdefault(frozenset() if everybodys else shared, []).append(name_of(one.question))
    found = []
    for pks, names in sorted(groups.items(), key=lambda group: not group[0]):
        titles = [f"“{role.name}”" for role in roles if role.pk in pks]
        legend = _("If you come %(role)s") % {"role": _(" or ").join(titles)}
        data = {"roles": " ".join(str(pk) for pk in sorted(pks))} if pks else None
        found.append(Group(legend if pks else _("A few questions"), *names, data=data))
    return found
