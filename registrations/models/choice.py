"""What somebody chose of the programme."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Block, Session, Table
from registrations.models.registration import Registration
from registrations.querysets import ChoiceQuerySet
from registrations.states import ChoiceStatus


class Choice(models.Model):
    """What one person chose in one round: a session, or a table within a session.

    `rank` is 1 for what they would like best, where wishes are ranked. Who waits for one thing
    may hold a seat at another until then: `instead_of` is given up when the seat comes.
    """

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="choices", verbose_name=_("registration")
    )
    block = models.ForeignKey(
        Block, models.PROTECT, related_name="choices", verbose_name=_("round to choose in")
    )
    session = models.ForeignKey(
        Session, models.PROTECT, related_name="choices", verbose_name=_("session")
    )
    table = models.ForeignKey(
        Table,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="choices",
        verbose_name=_("table"),
    )
    status = models.CharField(_("status"), max_length=8, choices=ChoiceStatus.choices)
    since = models.DateTimeField(_("since"))
    rank = models.PositiveSmallIntegerField(_("wish"), default=1)
    instead_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("instead of"),
    )

    objects: ClassVar = ChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["block__position", "rank", "id"]
        indexes = [
            # not only of who waits: SQLite uses no such index for a status that is a parameter
            models.Index(
                fields=["status", "session", "table", "since", "id"], name="choice_by_status"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"],
                condition=Q(table=None) & ~Q(status="released"),
                name="one_choice_per_session",
            ),
            models.UniqueConstraint(
                fields=["registration", "table"],
                condition=~Q(status="released"),
                name="one_choice_per_table",
            ),
        ]

    def __str__(self) -> str:
        return str(self.table or self.session)

    @property
    def went_with_the_session(self) -> bool:
        """Whether it ended because the session was called off, not by who had made it."""
        off = self.session.cancelled_at
        if self.status != ChoiceStatus.RELEASED or off is None:
            return False
        left = self.registration.cancelled_at
        return left is None or left > off

    @property
    def went_with_the_event(self) -> bool:
        """Whether it ended because the gathering was called off."""
        return self.status == ChoiceStatus.RELEASED and self.registration.went_with_the_event

    @property
    def holder(self) -> Session | Table:
        """Whose seats this choice is about."""
        return self.table or self.session
