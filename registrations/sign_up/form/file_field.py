"""A question that asks for a file: what was sent stays with the form until it is accepted."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registrations.questions.uploads import ACCEPT, Filed, KeptUpload, keep, presented


@dataclass(frozen=True)
class Sent:
    """What came of one such question: a new file, the token of an earlier one, or neither.

    `gone` takes the earlier one back, `removed` the one that stands with the answer.
    """

    upload: Any = None
    token: str = ""
    gone: bool = False
    removed: bool = False


class AnswerFileInput(forms.FileInput):
    """A file to choose; the one that was sent before, and a way to take it back."""

    template_name = "festival_forms/answer_file.html"
    meant_for = ""
    filed: Filed | None = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        """What came, in its parts."""
        parts = names_of(name)
        token = data.get(parts["kept"], "")
        return Sent(files.get(name), token, parts["gone"] in data, parts["removed"] in data)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether nothing of it came."""
        return name not in files and names_of(name)["kept"] not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With the file that was sent before, and the one that stands with the answer."""
        context = super().get_context(name, None, attrs)
        sent = value if isinstance(value, Sent) else Sent()
        kept = None if sent.gone or not sent.token else presented(sent.token, self.meant_for)
        return context | {
            "kept": kept,
            "filed": self.filed,
            "may_go": not self.is_required,
            "removed": sent.removed,
            "names": names_of(name),
            "id": context["widget"]["attrs"].get("id", name),
        }


class AnswerFileField(forms.Field):
    """Checks and stores what is sent; its value is a KeptUpload, or None.

    `meant_for` tells this field from that of another question or person: what was sent with one
    cannot be presented with another.
    """

    def __init__(self, *, meant_for: str = "", **about: Any) -> None:
        super().__init__(**about, widget=AnswerFileInput({"accept": ACCEPT}))
        self.meant_for = self.input.meant_for = meant_for

    @property
    def input(self) -> AnswerFileInput:
        """The widget, which knows the same file."""
        return cast("AnswerFileInput", self.widget)

    def go_on_with(self, filed: Filed) -> None:
        """Let this file stand until another one comes."""
        self.input.filed = filed

    def clean(self, value: Any) -> KeptUpload | None:
        """The stored file. Raises ValidationError for one that we cannot keep."""
        if isinstance(value, KeptUpload):
            return value
        filed, kept = self.input.filed, self._new(value)
        if filed and kept and (kept.path == filed.path or kept.says_the_same_as(filed)):
            return filed  # sent twice
        if kept:
            return kept
        if filed and (self.required or not value.removed):
            return filed
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return None

    def _new(self, value: Sent) -> KeptUpload | None:
        """What came with this form, or with it when it was sent before. Raises ValidationError."""
        if value.upload:
            return keep(value.upload, self.meant_for)
        if value.gone or not value.token:
            return None
        kept = presented(value.token, self.meant_for)
        if kept is None:
            raise ValidationError(
                _("The file that you chose is not here any more: choose it again.")
            )
        return kept


def names_of(name: str) -> dict[str, str]:
    """The names of the fields beside the file itself."""
    return {part: f"{name}-{part}" for part in ("kept", "gone", "removed")}
