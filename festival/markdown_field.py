"""A text in Markdown in a form, with a preview: while typing, or by a button without JavaScript."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from festival.markdown import LONGEST, laid_out
from festival.typed import check_length

PREVIEW = "preview"  # the name of the button; its value is the field's name in the page
HELP = _("Layout: **bold**, - for a list, ## for a heading, [text](https://address) for a link.")


class MarkdownInput(forms.Textarea):
    """A large text with a Preview button; `shown` asks for the preview beneath it."""

    template_name = "festival_forms/markdown.html"
    shown = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 8} | (attrs or {}))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """What the template needs: the text as HTML where it was asked for, and where to ask."""
        context = super().get_context(name, value, attrs)
        html = preview_of(value or "") if self.shown else ""
        about = {"html": html, "shown": self.shown, "address": reverse("workspace:text_preview")}
        return context | about


class MarkdownField(forms.CharField):
    """A form field for Markdown: `field_classes = {"about": MarkdownField}`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"widget": MarkdownInput(), "help_text": HELP})

    def validate(self, value: Any) -> None:
        """Refuse a text that is too long to lay out."""
        super().validate(value)
        check_length(value, LONGEST)


def preview_of(text: str) -> str:
    """The text as HTML, or a sentence when it is too long; nothing is remembered of it."""
    try:
        check_length(text, LONGEST)
    except ValidationError as too_long:
        return format_html("<p>{}</p>", too_long.message)
    return laid_out(text)


def asked_to_preview(data: Any) -> bool:
    """Whether a form was sent by a Preview button, and so must not be saved."""
    return PREVIEW in data


def show_preview(form: forms.BaseForm) -> None:
    """Let the form show what was typed as it will look; nothing is checked, so nothing is wrong."""
    form._errors = ErrorDict(renderer=form.renderer)  # type: ignore[attr-defined]
    asked = form.data.get(PREVIEW)
    for name, field in form.fields.items():
        if isinstance(field.widget, MarkdownInput):
            field.widget.shown = form.add_prefix(name) == asked
