"""Layout objects for crispy forms whose texts come from organisers.

The library's own Fieldset and Submit compile their texts as templates; an event's title
must never be one. These pass texts as values.
"""

from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.forms.utils import flatatt
from django.template.loader import render_to_string


class Group(LayoutObject):  # type: ignore[misc]
    """Fields that belong together under one heading, with an explanation above them.

    `data` are attributes for scripts, by their name behind `data-`.
    """

    template = "%s/layout/group.html"

    def __init__(
        self, legend: str, *fields: Any, explanation: str = "", data: dict[str, str] | None = None
    ) -> None:
        self.legend = legend
        self.explanation = explanation
        self.attrs = flatatt({f"data-{name}": value for name, value in (data or {}).items()})
        self.fields = list(fields)

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **_: Any) -> str:
        """The group with its fields."""
        fields = self.get_rendered_fields(form, context, template_pack)
        values = {"group": self, "fields": fields}
        return render_to_string(self.get_template_name(template_pack), values)


class Part(LayoutObject):  # type: ignore[misc]
    """Fields within an element of their own, which scripts find by its `data`."""

    template = "%s/layout/part.html"

    def __init__(self, *fields: Any, data: dict[str, str]) -> None:
        self.attrs = flatatt({f"data-{name}": value for name, value in data.items()})
        self.fields = list(fields)

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **_: Any) -> str:
        """The element with its fields."""
        fields = self.get_rendered_fields(form, context, template_pack)
        values = {"part": self, "fields": fields}
        return render_to_string(self.get_template_name(template_pack), values)


class Piece(LayoutObject):  # type: ignore[misc]
    """A template of one's own, which sees the form as `form`."""

    def __init__(self, template: str, **values: Any) -> None:
        self.template = template
        self.values = values
        self.fields: list[Any] = []

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **_: Any) -> str:
        """What the template makes of the form."""
        return render_to_string(self.template, {"form": form} | self.values)


class Button(LayoutObject):  # type: ignore[misc]
    """A button that sends the form; its text says what happens."""

    template = "%s/layout/button.html"

    def __init__(self, text: str) -> None:
        self.text = text
        self.fields: list[Any] = []

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **_: Any) -> str:
        """The button."""
        return render_to_string(self.get_template_name(template_pack), {"text": self.text})
