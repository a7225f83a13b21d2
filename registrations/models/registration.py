"""Who comes, in which role, with which choices, answers and consents."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.models import Block, Event, Session, Table
from festival.codes import new_code
from festival.names import full_name, listed_name, saved_with, sort_name
from registrations.answering import shown_answer
from registrations.models.asked import ConsentText, Question, RegistrationRole
from registrations.querysets import AnswerQuerySet, ChoiceQuerySet, RegistrationQuerySet
from registrations.states import LIVE, ChoiceStatus, Status


class Registration(models.Model):
    """One person who signed up for one event."""

    event = models.ForeignKey(
        Event, models.PROTECT, related_name="registrations", verbose_name=_("event")
    )
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, editable=False)
    form_key = models.UUIDField(editable=False)
    link_version = models.PositiveSmallIntegerField(default=0, editable=False)

    given_name = models.CharField(_("given name"), max_length=100)
    infix = models.CharField(_("infix"), max_length=30, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    sort_name = models.CharField(max_length=240, editable=False)
    email = models.EmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    role = models.ForeignKey(
        RegistrationRole,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("role"),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Event.Language.choices, default=Event.Language.NL
    )
    access_needs = models.TextField(_("what is needed to take part"), blank=True)
    diet_needs = models.TextField(_("food"), blank=True)

    created_at = models.DateTimeField(_("signed up at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    hold_until = models.DateTimeField(_("held until"), null=True, editable=False)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    forgotten_at = models.DateTimeField(_("erased at"), null=True, editable=False)

    objects: ClassVar = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["sort_name", "id"]
        indexes = [
            models.Index(fields=["event", "sort_name", "id"], name="registration_by_name"),
            models.Index(
                fields=["event", "waiting_since", "id"],
                condition=Q(status="waiting"),
                name="registration_line",
            ),
            models.Index(fields=["event", "status"], name="registration_by_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=Q(status__in=LIVE),
                name="one_live_registration_per_email",
            ),
            models.UniqueConstraint(
                # also the index by which an address is found among very many
                "event",
                Lower("email"),
                "form_key",
                name="one_registration_per_form_and_email",
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting") | Q(waiting_since__isnull=False),
                name="waiting_has_waiting_since",
            ),
            models.CheckConstraint(
                condition=~Q(status="confirmed") | Q(confirmed_at__isnull=False),
                name="confirmed_has_confirmed_at",
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | (~Q(status="cancelled") & Q(cancelled_at=None)),
                name="cancelled_has_cancelled_at",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Keep the sort name beside the name it is derived from."""
        self.sort_name = sort_name(self.given_name, self.infix, self.family_name)
        super().save(update_fields=saved_with(update_fields), **options)

    @property
    def went_with_the_event(self) -> bool:
        """Whether it was cancelled because the event was: who would have come, or waited."""
        return self.cancelled_at is not None and self.cancelled_at == self.event.cancelled_at

    @property
    def full_name(self) -> str:
        """`Fatma van der Berg`."""
        return full_name(self.given_name, self.infix, self.family_name)

    @property
    def listed_name(self) -> str:
        """`Berg, Fatma van der`."""
        return listed_name(self.given_name, self.infix, self.family_name)


class Choice(models.Model):
    """What one person chose in one round: a session, or a table within a session."""

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

    objects: ClassVar = ChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["block__position", "id"]
        indexes = [
            models.Index(
                fields=["session", "table", "since", "id"],
                condition=Q(status="waiting"),
                name="choice_line",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "block"],
                condition=~Q(status="released"),
                name="one_choice_per_block",
            )
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


class Consent(models.Model):
    """Proof that somebody agreed to an exact text; withdrawing is noted, never erased silently."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="consents", verbose_name=_("registration")
    )
    text = models.ForeignKey(
        ConsentText, models.PROTECT, related_name="consents", verbose_name=_("text")
    )
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "text"], name="one_consent_per_text")
        ]

    def __str__(self) -> str:
        return str(self.text)


class Answer(models.Model):
    """What one person answered, with the words of the question as they were then.

    `value` is a text as it was typed or chosen: of several options each on a line of its own,
    of yes or no that very word in English, of a date its ISO form. The row is deleted when it
    has been kept as long as its question promised.
    """

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="answers", verbose_name=_("registration")
    )
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="answers", verbose_name=_("question")
    )
    asked = models.CharField(_("question as it was asked"), max_length=300)
    value = models.TextField(_("answer"))

    objects: ClassVar = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question__position", "question_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"], name="one_answer_per_question"
            )
        ]

    def __str__(self) -> str:
        return self.asked

    @property
    def shown(self) -> str:
        """The answer as people read it, in the active language."""
        return shown_answer(self.question.kind, self.value)
