"""What an event says in its mails in words of its own, and whom was mailed by themselves."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event
from registrations.models.registration import Registration
from registrations.placeholders import unknown_in

LONGEST_TEXT = 2000


class MailText(models.Model):
    """An event's own words in one kind of mail: its subject, and how it opens.

    They stand above what the mail always tells, such as a place in line, a deadline and the
    links. Empty words are the usual ones.
    """

    class Kind(models.TextChoices):
        """The mails that can open in other words; each is a `registrations.mails.Kind`."""

        CONFIRMED = "confirmed", _("Confirmation")
        WAITING = "waiting", _("On the waiting list")
        OFFERED = "offered", _("Offer of a seat")
        REMINDER = "reminder", _("Reminder")
        CHANGED = "changed", _("Change in the programme")
        CANCELLED = "cancelled", _("Cancellation")
        AFTERWARDS = "afterwards", _("Afterwards")

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="mail_texts", verbose_name=_("event")
    )
    kind = models.CharField(_("kind of mail"), max_length=10, choices=Kind.choices)
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    opening = models.TextField(_("opening"), blank=True, max_length=LONGEST_TEXT)

    class Meta:
        verbose_name = _("words in a mail")
        verbose_name_plural = _("words in mails")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "kind"], name="one_text_per_kind_of_mail")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def written(self) -> bool:
        """Whether it says anything of its own."""
        return bool(self.subject or self.opening)

    def clean(self) -> None:
        """Refuse words in braces that mean nothing."""
        errors = {
            name: _not_known(unknown)
            for name in ("subject", "opening")
            if (unknown := unknown_in(getattr(self, name)))
        }
        if errors:
            raise ValidationError(errors)


def _not_known(words: list[str]) -> str:
    said = ", ".join(f"{{{word}}}" for word in words)
    return gettext("%(words)s is not filled in by itself. Choose one of the words below.") % {
        "words": said
    }


class Reminded(models.Model):
    """That a party was mailed by itself, before or after the event: so that it is so only once."""

    class Kind(models.TextChoices):
        """Which mail."""

        REMINDER = "reminder", _("reminder")
        AFTERWARDS = "afterwards", _("afterwards")

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="reminded", verbose_name=_("registration")
    )
    kind = models.CharField(_("kind of mail"), max_length=10, choices=Kind.choices)
    at = models.DateTimeField(_("at"))
    never_trashed: ClassVar = True  # what was mailed was mailed

    class Meta:
        verbose_name = _("mail sent by itself")
        verbose_name_plural = _("mails sent by themselves")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "kind"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.kind}"
