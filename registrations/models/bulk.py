"""A mail that an organiser writes to a group of people who signed up, and to whom it went."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from festival.codes import new_code
from registrations.bounces.reading import why_of
from registrations.filtering.filter import Filter
from registrations.models.registration import Registration

LONGEST_TEXT = 10_000  # characters


class GroupMail(models.Model):
    """A message to a group: a draft until it is sent, then a record of what was sent.

    `conditions` say who is meant, as `registrations.filtering.filter.Filter` writes them. Who gets it
    is fixed when it is sent, as `recipients`; `told` keeps in words whom it went to.
    """

    class State(models.TextChoices):
        """Where a message stands."""

        DRAFT = "draft", _("draft")
        SENDING = "sending", _("being sent")
        PAUSED = "paused", _("paused")
        STOPPED = "stopped", _("stopped")
        SENT = "sent", _("sent")

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="group_mails", verbose_name=_("event")
    )
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)
    conditions = models.JSONField(_("to whom"), default=dict, blank=True)
    state = models.CharField(
        _("status"), max_length=7, choices=State.choices, default=State.DRAFT, editable=False
    )
    told = models.TextField(_("went to"), blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("sent by"),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", sent_at=None)
                | (~Q(state="draft") & Q(sent_at__isnull=False)),
                name="group_mail_is_a_draft_until_sent",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def clean(self) -> None:
        """Refuse conditions that cannot be read."""
        Filter.from_json(self.conditions)

    @property
    def is_draft(self) -> bool:
        """Whether nothing of it was sent."""
        return self.state == self.State.DRAFT

    @property
    def is_going(self) -> bool:
        """Whether the worker is at it, or will be."""
        return self.state == self.State.SENDING


class MailRecipient(models.Model):
    """One mailbox that a message goes to, once, and what came of it.

    It holds no name and no address: those are the registration's, whose party the mailbox is of.
    `about` are the ids of the people whom the message is about.
    """

    class State(models.TextChoices):
        """What came of it."""

        QUEUED = "queued", _("still to be sent")
        READY = "ready", _("on its way to the mail server")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("refused by the mail server")
        BOUNCED = "bounced", _("came back")
        SKIPPED = "skipped", _("not sent")

    class Why(models.TextChoices):
        """Why it was not sent."""

        CANCELLED = "cancelled", _("cancelled meanwhile")
        UNWANTED = "unwanted", _("does not want these messages")
        ERASED = "erased", _("data erased")
        STOPPED = "stopped", _("sending was stopped")

    mail = models.ForeignKey(
        GroupMail, models.CASCADE, related_name="recipients", verbose_name=_("message")
    )
    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="group_mails", verbose_name=_("registration")
    )
    about: Any = models.JSONField(_("about"), default=list)
    message_id = models.CharField(max_length=200, unique=True, editable=False)
    state = models.CharField(
        _("status"), max_length=7, choices=State.choices, default=State.QUEUED, editable=False
    )
    why = models.CharField(_("reason"), max_length=9, choices=Why.choices, blank=True)
    never_trashed: ClassVar = True  # drafts have none

    class Meta:
        verbose_name = _("recipient of a message")
        verbose_name_plural = _("recipients of messages")
        ordering = ["id"]
        indexes = [models.Index(fields=["mail", "state", "id"], name="recipient_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["mail", "registration"], name="one_message_per_registration"
            )
        ]

    def __str__(self) -> str:
        return self.message_id


class Bounce(models.Model):
    """That a mail to somebody came back: when, and the code of RFC 3463 that says why."""

    registration = models.OneToOneField(
        Registration, models.CASCADE, related_name="bounce", verbose_name=_("registration")
    )
    at = models.DateTimeField(_("at"))
    status = models.CharField(_("code of the mail server"), max_length=11)

    class Meta:
        verbose_name = _("mail that came back")
        verbose_name_plural = _("mails that came back")
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return self.status

    @property
    def why(self) -> str:
        """What the code means, in words."""
        return why_of(self.status)
