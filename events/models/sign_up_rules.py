"""How people sign up for an event: alone or together, in line, with proof, and until when."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_TOGETHER = 20
MOST_HOURS = 72


class SignUpRules(models.Model):
    """The rules that an organiser sets; `Event` has them as fields of its own row.

    What they mean is applied in `registrations`: parties in `registrations.seating.line`, offers in
    `registrations.seating.humane`.
    """

    most_together = models.PositiveSmallIntegerField(
        _("people in one sign-up"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_TOGETHER)],
    )
    nameless_companions = models.BooleanField(
        _("companions may come without a name"), default=False
    )
    overtaking = models.BooleanField(
        _("who fits may go before a larger party in line"), default=False
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to answer an offered seat"),
        null=True,
        blank=True,
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    proof_hours = models.PositiveSmallIntegerField(
        _("hours to confirm the e-mail address"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    changes_until = models.DateTimeField(
        _("people can change their sign-up until"), null=True, blank=True
    )
    hand_over = models.BooleanField(_("people may hand over their seat"), default=True)
    reminder_days = models.PositiveSmallIntegerField(
        _("days before the gathering to remind people"),
        null=True,
        blank=True,
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    mails_after = models.BooleanField(_("thank people with a mail afterwards"), default=False)

    class Meta:
        abstract = True
