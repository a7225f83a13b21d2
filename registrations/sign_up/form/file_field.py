"""A question that asks for a file: what was sent stays with the form until it is accepted."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from registrations.questions.uploads import ACCEPT, KeptUpload, keep, presented


@dataclass(frozen=True)
class Sent:
    """What came of one such question: a new file, the token of an earlier one, or neither."""

    upload: Any = None
    token: str = ""
    gone: bool = False


class AnswerFileInput(forms.FileInput):
    """A file to choose; the one that was sent before, and a way to take it back."""

    template_name = "festival_forms/answer_file.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        """What came, in its three parts."""
        parts = names_of(name)
        return Sent(files.get(name), data.get(parts["kept"], ""), parts["gone"] in data)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether nothing of it came."""
        return name not in files and names_of(name)["kept"] not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With the file that was sent before."""
        context = super().get_context(name, None, attrs)
        sent = value if isinstance(value, Sent) else Sent()
        kept = None if sent.gone or not sent.token else presented(sent.token)
        return context | {
            "kept": kept,
            "names": names_of(name),
            "id": context["widget"]["attrs"].get("id", name),
        }


class AnswerFileField(forms.Field):
    """Checks and stores what is sent; its value is a KeptUpload, or None."""

    widget = AnswerFileInput

    def __init__(self, **about: Any) -> None:
        super().__init__(**about)
        self.widget.attrs["accept"] = ACCEPT

    def clean(self, value: Any) -> KeptUpload | None:
        """The stored file. Raises ValidationError for one that we cannot keep."""
        if value.upload:
            return keep(value.upload)
        kept = presented(value.token) if value.token and not value.gone else None
        if kept is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return kept


def names_of(name: str) -> dict[str, str]:
    """The names of the fields beside the file itself."""
    return {"kept": f"{name}-kept", "gone": f"{name}-gone"}
