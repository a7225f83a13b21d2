"""The frame around a programme: partners by role, themes, target groups, places, blocks."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.event import Event, form_changed
from partners.models import Organisation

MOST_CHOICES = 9


class Partnership(models.Model):
    """What an organisation is to one event."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("organiser")
        CO_PRODUCER = "co-producer", _("co-producer")
        HOST = "host", _("host organisation")
        PARTNER = "partner", _("partner")
        SPONSOR = "sponsor", _("sponsor")
        FINANCIER = "financier", _("financier")

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="partnerships", verbose_name=_("event")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="partnerships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation", "role"], name="one_partnership_per_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"


class Theme(models.Model):
    """A subject that sessions, tables and cases can belong to."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="themes", verbose_name=_("event"))
    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(_("short name in the address"), max_length=80)
    about = models.TextField(_("about"), blank=True, help_text=_("Markdown."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["event", "slug"], name="one_theme_per_slug")]

    def __str__(self) -> str:
        return self.title


class TargetGroup(models.Model):
    """For whom the event is meant."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="target_groups", verbose_name=_("event")
    )
    name = models.CharField(_("name"), max_length=150)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Venue(models.Model):
    """A place where events are held, reused over events."""

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    street = models.CharField(_("street and number"), max_length=150, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=100)
    country = models.CharField(_("country code"), max_length=2, default="NL")
    website = models.URLField(_("website"), blank=True)
    access_note = models.TextField(
        _("access"), blank=True, help_text=_("How to get in, for wheels, ears and eyes.")
    )

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.town}"


class Room(models.Model):
    """A room of a venue."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="rooms", verbose_name=_("venue"))
    name = models.CharField(_("name"), max_length=100)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    access_note = models.CharField(_("access"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["position", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["venue", "name"], name="one_room_per_name")]

    def __str__(self) -> str:
        return self.name


class Block(models.Model):
    """A round in which a visitor chooses of several sessions or tables.

    First come, first served; or ranked, where people tell what they would like best and are
    placed later.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="blocks", verbose_name=_("event"))
    title = models.CharField(_("title"), max_length=150)
    required = models.BooleanField(_("a choice is required"), default=False)
    maximum = models.PositiveSmallIntegerField(
        _("choices at most"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_CHOICES)],
    )
    ranked = models.BooleanField(_("people tell their wishes in order"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("round to choose in")
        verbose_name_plural = _("rounds to choose in")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    def touch(self) -> None:
        """Note that the event's sign-up form is no longer what it was."""
        form_changed(self.event_id)
