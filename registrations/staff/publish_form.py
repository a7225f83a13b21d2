"""The form with which a draft is published, and the people whom it touches are told."""

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from events.programme import Programme
from registrations.mails import Letter

LINES = {"rows": 5}


class LetterForm(forms.Form):
    """The mail that an organiser may word; what each person finds in it comes by itself."""

    subject = forms.CharField(
        label=gettext_lazy("Subject of the mail"),
        max_length=200,
        error_messages={"required": gettext_lazy("Give the mail a subject.")},
    )
    opening = forms.CharField(widget=forms.Textarea(attrs=LINES), max_length=5000, required=False)

    def worded(self, language: str) -> Letter:
        """What the organiser writes."""
        said = self.cleaned_data
        return Letter(said["subject"], said["opening"], language)


class PublishForm(LetterForm):
    """A note for the changelog; who may see it, the first time; and the mail, where it is due."""

    seen = forms.CharField(widget=forms.HiddenInput)
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"),
        widget=forms.RadioSelect,
        choices=[
            ("public", gettext_lazy("Everybody: it stands on the home page and in search engines")),
            ("unlisted", gettext_lazy("Only who has the address: it stands in no list")),
        ],
        error_messages={"required": gettext_lazy("Choose who may see the gathering.")},
    )
    notes = forms.CharField(
        label=gettext_lazy("Note for the public list of changes"),
        help_text=gettext_lazy("For example why something moved. Everybody can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    tell = forms.BooleanField(label=gettext_lazy("Mail them"), required=False, initial=True)
    field_order = ("seen", "visibility", "notes", "tell", "subject", "opening")

    def __init__(self, *args: Any, event: Event, seen: str, tells: bool, **rest: Any) -> None:
        """`seen` stamps what the organiser looks at; `tells` is whether somebody is touched."""
        super().__init__(*args, **rest)
        self.fields["opening"].label = _("Your words")
        self.fields["opening"].help_text = _(
            "Below them everybody finds what changes for them alone."
        )
        self.event = event
        subject, opening = usual_words(event)
        self.initial.update(seen=seen, visibility="public", subject=subject, opening=opening)
        if event.visibility != Event.Visibility.DRAFT:
            del self.fields["visibility"]
        if self.is_bound and not self.data.get("tell"):
            self.fields["subject"].required = False
        if not tells:
            for name in ("tell", "subject", "opening"):
                del self.fields[name]

    def letter(self) -> Letter | None:
        """What the organiser writes; None when nobody is to be mailed."""
        return self.worded(self.event.language) if self.cleaned_data.get("tell") else None


def usual_words(event: Event | Programme) -> tuple[str, str]:
    """The subject and text that a mail starts from, in the language of the event."""
    with translation.override(event.language):
        subject = _("The programme has changed: %(title)s") % {"title": str(event.title)}
        return subject, _("Something has changed in the programme that you count on.")


class CallOffForm(LetterForm):
    """The mail with which a gathering or a session is called off."""

    def __init__(self, *args: Any, language: str, usual: str, **rest: Any) -> None:
        """`usual` is the subject it starts from."""
        super().__init__(*args, **rest)
        self.fields["opening"].label = _("Why it is called off")
        self.fields["opening"].help_text = _("These words stand in the mail, in your own language.")
        self.language = language
        self.initial["subject"] = usual

    def letter(self) -> Letter:
        """What the organiser writes."""
        return self.worded(self.language)
