"""A case that somebody brings along: asked in the same form, in the roles that have one."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from events.models import Theme
from festival.typed import NameField, TypedField
from registrations.sign_up.applying import OwnCase

CASE = ("case_title", "case_question", "case_organisation", "case_theme")


def case_fields(themes: Iterable[Theme]) -> dict[str, forms.Field]:
    """The fields that ask for a case."""
    fields: dict[str, forms.Field] = {
        "case_title": NameField(
            label=_("What is your case called?"),
            help_text=_("The name of your initiative or plan. It may be public later."),
            max_length=200,
            missing=_("Fill in how your case is called."),
        ),
        "case_question": TypedField(
            label=_("Which question do you bring?"),
            help_text=_("What do you want others to think along about?"),
            max_length=1000,
            lines=True,
        ),
        "case_organisation": TypedField(
            label=_("Which initiative or organisation is it of?"), max_length=150
        ),
    }
    known = [(str(theme.pk), theme.title) for theme in themes]
    if known:
        fields["case_theme"] = forms.ChoiceField(
            label=_("Which theme does it belong to?"),
            choices=[("", _("No theme, or I do not know")), *known],
            required=False,
            error_messages={"invalid_choice": _("Choose one of the options that stand here.")},
        )
    return fields


def case_in(cleaned: Mapping[str, Any], themes: Iterable[Theme]) -> OwnCase | None:
    """The case that was told, if any."""
    if not cleaned.get("case_title"):
        return None
    theme = next((t for t in themes if str(t.pk) == cleaned.get("case_theme")), None)
    return OwnCase(
        title=cleaned["case_title"],
        question=cleaned.get("case_question", ""),
        organisation=cleaned.get("case_organisation", ""),
        theme=theme,
    )
