"""What a team makes of its lists: labels on people, chosen columns, and files to download."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.models import Event
from festival.codes import new_code
from festival.private_files import private_storage
from registrations.models.registration import Registration


class Tag(models.Model):
    """A label that a team puts on people of one event: a few words and a colour."""

    class Colour(models.TextChoices):
        """The colours of labels; each has its own dark and light tone in the stylesheet."""

        GREY = "grey", _("grey")
        RED = "red", _("red")
        ORANGE = "orange", _("orange")
        YELLOW = "yellow", _("yellow")
        GREEN = "green", _("green")
        BLUE = "blue", _("blue")
        PURPLE = "purple", _("purple")
        PINK = "pink", _("pink")

    event = models.ForeignKey(Event, models.CASCADE, related_name="tags", verbose_name=_("event"))
    name = models.CharField(_("name"), max_length=40)
    colour = models.CharField(
        _("colour"), max_length=6, choices=Colour.choices, default=Colour.GREY
    )
    people: Any = models.ManyToManyField(
        Registration, related_name="tags", blank=True, verbose_name=_("people")
    )

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("name"),
                name="one_label_per_name",
                violation_error_message=_("There is a label with this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class SavedExport(models.Model):
    """A choice of columns, in their order, kept under a name for one event.

    `wanted` is what `registrations.exporting.wanted.Wanted` writes.
    """

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="saved_exports", verbose_name=_("event")
    )
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=80)
    wanted = models.JSONField(_("what stands in it"), default=dict)

    class Meta:
        verbose_name = _("kept export")
        verbose_name_plural = _("kept exports")
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("name"),
                name="one_export_per_name",
                violation_error_message=_("There is an export with this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PreparedFile(models.Model):
    """A file that the worker prepares for one person of the team, who can fetch it for a day."""

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", _("waiting for its turn")
        WORKING = "working", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="prepared_files", verbose_name=_("event")
    )
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="prepared_files",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    language = models.CharField(max_length=2, default="nl")
    kind = models.CharField(_("kind"), max_length=20)  # a format of a list, or a kind of paper
    wanted = models.JSONField(_("what stands in it"), default=dict)
    name = models.CharField(_("name of the file"), max_length=150)
    state = models.CharField(
        _("status"), max_length=7, choices=State.choices, default=State.QUEUED, editable=False
    )
    done = models.PositiveIntegerField(_("rows done"), default=0, editable=False)
    total = models.PositiveIntegerField(_("rows"), default=0, editable=False)
    started_at = models.DateTimeField(_("started at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    file = models.FileField(storage=private_storage, blank=True, editable=False)
    # Whoever takes it up counts one further; who lost the turn meanwhile writes nothing any more.
    turn = models.PositiveSmallIntegerField(default=0, editable=False)
    beat_at = models.DateTimeField(_("last sign of life"), null=True, editable=False)
    why = models.CharField(_("why it failed"), max_length=200, blank=True, editable=False)
    never_trashed: ClassVar = True  # it is gone within a day

    class Meta:
        verbose_name = _("file to download")
        verbose_name_plural = _("files to download")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | ~Q(file=""), name="a_ready_file_is_there"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_going(self) -> bool:
        """Whether it is still to be made."""
        return self.state in {self.State.QUEUED, self.State.WORKING}
