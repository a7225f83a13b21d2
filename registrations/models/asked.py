"""What an event's sign-up form asks: in which role, which questions, which consents."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.models.event import form_changed
from registrations.questions.answering import NO, YES, Kind, lines_of
from registrations.questions.querysets import QuestionQuerySet, RoleQuerySet

LONGEST_KEPT = 90  # days after the event: as long as the name that an answer belongs to


class RegistrationRole(models.Model):
    """In which role somebody can come, where the event tells roles apart.

    With a quota it has seats of its own, beside those of the event; `seats_taken` counts them,
    also where there is no quota. What the flags say about seats, `registrations.seating.room` applies.
    """

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="registration_roles", verbose_name=_("event")
    )
    name = models.CharField(_("name"), max_length=100)
    explanation = models.CharField(_("explanation"), max_length=200, blank=True)
    quota = models.PositiveIntegerField(_("at most"), null=True, blank=True)
    counts = models.BooleanField(_("takes a seat of the gathering"), default=True)
    insider = models.BooleanField(_("may use the seats that are kept back"), default=False)
    by_invitation = models.BooleanField(_("only with the invitation link"), default=False)
    with_case = models.BooleanField(_("brings a case of their own"), default=False)
    mail_text = models.TextField(_("words in their mails"), blank=True, max_length=2000)
    link_version = models.PositiveSmallIntegerField(default=0, editable=False)
    retired = models.BooleanField(_("no longer offered"), default=False)
    seats_taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    added_at_door = models.PositiveIntegerField(
        _("seats added at the door"), default=0, editable=False
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    changed_by_verbs = frozenset({"quota", "counts", "insider"})  # by registrations.seating.roles

    objects: ClassVar = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role at sign-up")
        verbose_name_plural = _("roles at sign-up")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "name"], name="one_registration_role_per_name"
            ),
            models.CheckConstraint(
                condition=Q(quota=None) | Q(seats_taken__lte=F("quota") + F("added_at_door")),
                name="role_is_never_oversold",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def all_seats(self) -> int | None:
        """The quota, with the seats added at the door; None without a quota."""
        return None if self.quota is None else self.quota + self.added_at_door

    @property
    def seats_left(self) -> int | None:
        """Free seats of the role's own, or None without a quota."""
        return None if self.all_seats is None else self.all_seats - self.seats_taken

    def touch(self) -> None:
        """Note that the event's sign-up form is no longer what it was."""
        form_changed(self.event_id)


class Question(models.Model):
    """Something an event asks on its sign-up form. What was answered keeps its own words."""

    Kind = Kind

    class Whom(models.TextChoices):
        """Which people of one sign-up are asked."""

        EVERYBODY = "all", _("everybody who comes")
        LEAD = "lead", _("who signs up")
        COMPANIONS = "others", _("the companions")

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="questions", verbose_name=_("event")
    )
    kind = models.CharField(
        _("kind of answer"), max_length=7, choices=Kind.choices, default=Kind.SHORT
    )
    text = models.CharField(_("question"), max_length=300)
    help_text = models.CharField(_("explanation"), max_length=300, blank=True)
    options = models.TextField(_("options"), blank=True)  # one on each line
    required = models.BooleanField(_("an answer is required"), default=False)
    roles = models.ManyToManyField(
        RegistrationRole, blank=True, related_name="questions", verbose_name=_("only for")
    )
    whom = models.CharField(
        _("asked of"), max_length=6, choices=Whom.choices, default=Whom.EVERYBODY
    )
    only_if = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("only after the question"),
    )
    only_if_answer = models.CharField(_("if the answer is"), max_length=300, blank=True)
    purpose = models.CharField(_("why you ask this"), max_length=200)
    keep_days = models.PositiveSmallIntegerField(
        _("days to keep the answers"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_KEPT)],
    )
    special = models.BooleanField(_("about health, food, faith or the like"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    retired = models.BooleanField(_("no longer asked"), default=False)

    objects: ClassVar = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text

    @property
    def choices(self) -> list[str]:
        """What can be chosen, for the kinds that have options."""
        return lines_of(self.options) if self.kind in Kind.choosing() else []

    @property
    def telling_answers(self) -> list[str]:
        """The answers that can decide whether another question is asked."""
        return [YES, NO] if self.kind == Kind.YES_NO else self.choices

    def clean(self) -> None:
        """Refuse a choice of nothing, and to be asked after what cannot be answered before."""
        if self.kind in Kind.choosing() and len(self.choices) < 2:  # noqa: PLR2004
            raise ValidationError({"options": _("Write at least two options, each on a line.")})
        earlier = self.only_if
        if earlier is None:
            self.only_if_answer = ""
        elif earlier.event_id != self.event_id:
            raise ValidationError({"only_if": _("This belongs to another event.")})
        elif self.pk and (earlier.position, earlier.pk) >= (self.position, self.pk):
            raise ValidationError({"only_if": _("This is asked later on the form.")})
        elif self.only_if_answer not in earlier.telling_answers:
            raise ValidationError({"only_if_answer": _("This is no answer to that question.")})

    def touch(self) -> None:
        """Note that the event's sign-up form is no longer what it was."""
        form_changed(self.event_id)


class LimitedOption(models.Model):
    """An option of a question with so many places: an excursion, a bus, a meal.

    Everybody who holds a seat or waits for one, and chose it, has one of them. An option without
    such a row has no limit.
    """

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="limits", verbose_name=_("question")
    )
    text = models.CharField(_("option"), max_length=300)
    capacity = models.PositiveIntegerField(_("places"))
    seats_taken = models.PositiveIntegerField(_("places taken"), default=0, editable=False)
    changed_by_verbs = frozenset({"capacity"})  # by registrations.questions.options

    class Meta:
        verbose_name = _("option with a number of places")
        verbose_name_plural = _("options with a number of places")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["question", "text"], name="one_limit_per_option"),
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("capacity")), name="option_is_never_oversold"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def event_id(self) -> int:
        """The event that asks the question."""
        return self.question.event_id

    def touch(self) -> None:
        """Note that the event's sign-up form is no longer what it was."""
        form_changed(self.question.event_id)


class ConsentText(models.Model):
    """The exact words somebody agrees to. A new wording is a new version, never an edit."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="consent_texts", verbose_name=_("event")
    )
    key = models.SlugField(_("key"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    text = models.TextField(_("text"))
    retired = models.BooleanField(_("no longer asked"), default=False)

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["key", "-version", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "key", "version"], name="one_consent_text_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    @property
    def heading(self) -> str:
        """How its words begin, to know it by."""
        return Truncator(self.text).chars(60)

    def touch(self) -> None:
        """Note that the event's sign-up form is no longer what it was."""
        form_changed(self.event_id)
