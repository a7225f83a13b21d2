"""The event itself: one edition of a gathering, and the team that makes it."""

from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.colours import check_accent
from events.models.sign_up_rules import SignUpRules
from events.programme import titled
from events.querysets import EventQuerySet
from festival.codes import new_code

CHANGED_BY_VERBS = frozenset(
    {"capacity", "kept_back", "overtaking"}
)  # by registrations.seating.capacity, which seats who waits

RESERVED = frozenset(  # addresses of the workspace
    {"nieuw", "organisaties", "personen", "locaties", "opmaak", "prullenbak", "uitnodiging"}
)


def check_event_slug(slug: str) -> None:
    """Raise ValidationError for a short name that would hide a page of the workspace."""
    if slug in RESERVED:
        raise ValidationError(_("This short name is taken by the site itself. Choose another."))


def check_time_zone(name: str) -> None:
    """Raise ValidationError unless `name` is in the time zone database."""
    if name not in available_timezones():
        raise ValidationError(_("There is no time zone with this name."))


class Series(models.Model):
    """A row of editions that belong together, such as a yearly festival."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    about = models.TextField(_("about"), blank=True, help_text=_("Markdown."))

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class Event(SignUpRules):
    """One gathering. Its rows are the draft; what the public sees is its newest release."""

    class Precision(models.TextChoices):
        """How exactly the date is known; a past edition may only have a year."""

        MOMENT = "moment", _("day and time")
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    class Visibility(models.TextChoices):
        DRAFT = "draft", _("draft: only the team")
        UNLISTED = "unlisted", _("unlisted: who has the address")
        PUBLIC = "public", _("public")
        ARCHIVED = "archived", _("archived: public, no longer changed")

    class Language(models.TextChoices):
        NL = "nl", _("Dutch")
        EN = "en", _("English")

    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    slug = models.SlugField(
        _("short name in the address"),
        max_length=80,
        unique=True,
        validators=[check_event_slug],
    )
    title = models.CharField(_("title"), max_length=200)
    motto = models.CharField(_("motto"), max_length=200, blank=True)
    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One sentence, for lists and search engines."),
    )
    intro = models.TextField(_("introduction"), blank=True, help_text=_("Markdown."))
    language = models.CharField(
        _("language of the texts"), max_length=2, choices=Language.choices, default=Language.NL
    )
    colour = models.CharField(
        _("accent colour"), max_length=7, default="#0b5d4e", validators=[check_accent]
    )

    series = models.ForeignKey(
        Series,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("series"),
    )
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    follows = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("follow-up of"),
    )
    occasion = models.CharField(
        _("part of"),
        max_length=200,
        blank=True,
        help_text=_("The larger occasion it took place at."),
    )

    venue = models.ForeignKey(
        "events.Venue",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("venue"),
    )
    room = models.ForeignKey(
        "events.Room",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("room"),
    )
    town = models.CharField(
        _("town or region"), max_length=100, blank=True, help_text=_("When there is no venue.")
    )
    time_zone = models.CharField(
        _("time zone"), max_length=40, default="Europe/Amsterdam", validators=[check_time_zone]
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    precision = models.CharField(
        _("date known to the"), max_length=6, choices=Precision.choices, default=Precision.MOMENT
    )
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    attendance = models.PositiveIntegerField(_("number of people present"), null=True, blank=True)

    contact = models.ForeignKey(
        "partners.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact_of",
        verbose_name=_("contact"),
    )
    contact_email = models.EmailField(_("contact’s e-mail address"), blank=True)
    contact_offer = models.TextField(
        _("what to contact us for"), blank=True, help_text=_("Markdown.")
    )
    sponsor_call = models.TextField(_("call for sponsors"), blank=True, help_text=_("Markdown."))
    sponsor_contact = models.ForeignKey(
        "partners.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sponsor_contact_of",
        verbose_name=_("contact for sponsors"),
    )

    takes_registrations = models.BooleanField(_("people sign up here"), default=False)
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    kept_back = models.PositiveIntegerField(_("seats kept back"), default=0)
    seats_taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    insiders_seated = models.PositiveIntegerField(default=0, editable=False)
    added_at_door = models.PositiveIntegerField(
        _("seats added at the door"), default=0, editable=False
    )
    changed_by_verbs = CHANGED_BY_VERBS
    seats_version = models.PositiveBigIntegerField(default=0, editable=False)
    form_version = models.PositiveIntegerField(default=0, editable=False)
    opens_at = models.DateTimeField(_("sign-up opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("sign-up closes at"), null=True, blank=True, help_text=_("Empty: when it starts.")
    )
    asks_access = models.BooleanField(_("ask what people need to take part"), default=False)
    asks_diet = models.BooleanField(_("ask about food"), default=False)

    visibility = models.CharField(
        _("visibility"), max_length=8, choices=Visibility.choices, default=Visibility.DRAFT
    )
    release = models.OneToOneField(
        "events.Release",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("newest release"),
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects: ClassVar = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="event_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(seats_taken__lte=F("capacity") + F("added_at_door")),
                name="event_is_never_oversold",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(kept_back__lte=F("capacity")),
                name="no_more_kept_back_than_there_are",
            ),
            models.CheckConstraint(
                condition=Q(insiders_seated__lte=F("seats_taken")),
                name="insiders_are_among_the_seated",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None)
                | Q(
                    seats_taken__lte=F("capacity")
                    + F("added_at_door")
                    - F("kept_back")
                    + F("insiders_seated")
                ),
                name="public_part_is_never_oversold",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="registration_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return titled(self.title, self.edition)

    @property
    def zone(self) -> ZoneInfo:
        """The event's own time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def all_seats(self) -> int | None:
        """The seats that the organiser set, with those added at the door; None without a limit."""
        return None if self.capacity is None else self.capacity + self.added_at_door

    @property
    def seats_left(self) -> int | None:
        """Free seats, or None when there is no limit."""
        return None if self.all_seats is None else self.all_seats - self.seats_taken

    def clean(self) -> None:
        """Refuse, in a sentence beside the field, what the constraints would refuse."""
        problems: dict[str, object] = {}
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            problems["ends_at"] = _("The end lies before the start.")
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            problems["closes_at"] = _("Sign-up must close after it opens.")
        if self.all_seats is not None and self.all_seats < self.seats_taken:
            problems["capacity"] = _(
                "%(taken)d seats are already taken; the number of seats cannot be lower."
            ) % {"taken": self.seats_taken}
        if self.room_id and self.room and self.room.venue_id != self.venue_id:
            problems["room"] = _("This room belongs to another venue.")
        if problems:
            raise ValidationError(problems)


def form_changed(event_id: int) -> None:
    """Move the version of an event's sign-up form on, so that no cached form is used again."""
    Event.objects.filter(pk=event_id).update(form_version=F("form_version") + 1)
