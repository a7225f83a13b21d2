"""Choices that several kinds of paper share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.paper.kinds import PaperForm
from events.paper.said import Said, said_of


class ProgrammeForm(PaperForm):
    """Whether the programme is printed as published, or as it stands in the draft."""

    version = forms.ChoiceField(
        label=_("Programme"),
        choices=[("", _("as published")), ("draft", _("the draft, as it is now"))],
        required=False,
    )

    def __init__(self, event: Event, **rest: Any) -> None:
        super().__init__(event, **rest)
        if event.release_id is None:  # there is only the draft
            self.fields["version"].widget = forms.HiddenInput()


def chosen_said(event: Event, chosen: dict[str, Any]) -> Said:
    """What the chosen version of the programme says."""
    return said_of(event, draft=chosen["version"] == "draft")
