"""The two forms of a draft: what it says, and whom it is for."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.drafting import DraftForm
from festival.markdown_field import HELP, MarkdownField
from festival.models import User
from registrations.bulk.placeholders import KNOWN, unknown_in
from registrations.bulk.sending import check_draft
from registrations.filtering.fields import ConditionFields
from registrations.filtering.filter import Filter
from registrations.filtering.finding import Things
from registrations.filtering.sentence import sentence_of
from registrations.models import GroupMail


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


class WhoForm(ConditionFields, _OfDraft):
    """The conditions, each as a question that may stay open; kept as one value."""

    class Meta:
        model = GroupMail
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, things: Things, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        was = Filter.from_json(self.instance.conditions)
        self.current = {"conditions": was.as_json()}
        self.offer(things, was)
        self.initial.update(seen=self._stamp())
        self.order_fields([*(name for name in self.in_order() if name != "seen"), "seen"])

    def columns(self) -> list[str]:
        """All conditions together are one column."""
        return ["conditions"]

    def clean(self) -> dict[str, Any]:
        """Make one value of the conditions, and set it against what others saved."""
        self.check_days()
        if not self.errors:
            self.cleaned_data["conditions"] = self.typed().as_json()
        return DraftForm.clean(self)

    def _units(self) -> list[tuple[str, ...]]:
        return [(*(name for name in self.fields if name != "seen"), "conditions")]

    def _shown(self, name: str) -> str:
        return sentence_of(Filter.from_json(self.current["conditions"]), self.things)
