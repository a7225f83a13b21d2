"""The form for an event's own words in one kind of mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.drafting import DraftForm
from registrations.mails import subject_of
from registrations.models import MailText


class MailTextForm(DraftForm):
    """Subject and opening; empty is as usual."""

    class Meta:
        model = MailText
        fields = ["subject", "opening"]
        widgets = {"opening": forms.Textarea({"rows": 7})}
        labels = {"subject": gettext_lazy("Subject"), "opening": gettext_lazy("Your own words")}
        help_texts = {
            "opening": gettext_lazy(
                "They stand below the greeting. Below them follows what the mail always tells. "
                "An empty line makes a new paragraph."
            )
        }

    def __init__(self, *args: Any, title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = subject_of(self.instance.kind, title)
        self.fields["subject"].help_text = _("Empty: “%(usual)s”.") % {"usual": usual}
