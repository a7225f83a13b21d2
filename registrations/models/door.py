"""The door: the devices that receive people, and everything that they noted, never changed."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session, Table
from festival.codes import new_code
from registrations.door.querysets import DeviceQuerySet, DoorActQuerySet
from registrations.models.registration import Registration

LONGEST_NOTE = 200  # characters


class Device(models.Model):
    """A phone or computer at the desk of one event, let in by somebody of the team.

    The device alone has its secret, in a cookie; we keep the SHA-256 of it.
    """

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="devices", verbose_name=_("event")
    )
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=60)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    since = models.DateTimeField(_("since"))
    let_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("let in by"),
    )
    seen_at = models.DateTimeField(_("last contact"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("stopped at"), null=True, editable=False)
    never_trashed: ClassVar = True  # it gives access

    objects: ClassVar = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("device at the desk")
        verbose_name_plural = _("devices at the desk")
        ordering = ["since", "id"]

    def __str__(self) -> str:
        return self.name


class HostLink(models.Model):
    """A link by which the host of a session, or of one table, keeps its list of who is there.

    It is signed, needs no account, and stops working when its version moves on.
    """

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="host_links", verbose_name=_("event")
    )
    session = models.ForeignKey(
        Session, models.CASCADE, related_name="host_links", verbose_name=_("session")
    )
    table = models.ForeignKey(
        Table,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="host_links",
        verbose_name=_("table"),
    )
    version = models.PositiveSmallIntegerField(default=0, editable=False)
    revoked_at = models.DateTimeField(_("stopped at"), null=True, editable=False)
    never_trashed: ClassVar = True  # it gives access

    class Meta:
        verbose_name = _("link for a host")
        verbose_name_plural = _("links for hosts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(table=None), name="one_link_per_session"
            ),
            models.UniqueConstraint(
                fields=["table"], condition=Q(table__isnull=False), name="one_link_per_table"
            ),
        ]

    def __str__(self) -> str:
        return str(self.table or self.session)


class DoorAct(models.Model):
    """One thing noted about one person at a door: they came in, that was a mistake, or a remark.

    Rows are added and never changed, in whatever order they arrive; `registrations.door.merging`
    tells what follows from them. `key` is made where the act was noted, so that sending it twice
    does no harm. Without a session the door is that of the gathering itself. An undo takes back
    one act of coming in, named by its key.
    """

    class Kind(models.TextChoices):
        """What was noted."""

        IN = "in", _("came in")
        UNDO = "undo", _("taken back")
        NOTE = "note", _("remark")

    class Way(models.TextChoices):
        """How the person was found."""

        SCAN = "scan", _("scanned")
        SEARCH = "search", _("by name")
        LIST = "list", _("on the list")
        WALK_IN = "walk_in", _("came without signing up")

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="door_acts", verbose_name=_("event")
    )
    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="door_acts", verbose_name=_("registration")
    )
    session = models.ForeignKey(
        Session,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="door_acts",
        verbose_name=_("session"),
    )
    table = models.ForeignKey(
        Table,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="door_acts",
        verbose_name=_("table"),
    )
    kind = models.CharField(_("what"), max_length=4, choices=Kind.choices)
    way = models.CharField(_("how"), max_length=7, choices=Way.choices, blank=True)
    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    undoes = models.UUIDField(_("takes back"), null=True, blank=True, editable=False)
    text = models.CharField(_("remark"), max_length=LONGEST_NOTE, blank=True)
    at = models.DateTimeField(_("at"))  # by the clock of the device, put right
    counter = models.PositiveIntegerField(_("number on the device"), default=0)
    received_at = models.DateTimeField(_("received at"))
    device = models.ForeignKey(
        Device,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="acts",
        verbose_name=_("device"),
    )
    host_link = models.ForeignKey(
        HostLink,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="acts",
        verbose_name=_("link for a host"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    never_trashed: ClassVar = True  # it belongs to people, who are never trashed

    objects: ClassVar = DoorActQuerySet.as_manager()

    class Meta:
        verbose_name = _("note at the door")
        verbose_name_plural = _("notes at the door")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["event", "session", "registration"], name="door_act_by_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="undo", undoes__isnull=False) | (~Q(kind="undo") & Q(undoes=None)),
                name="an_undo_takes_something_back",
            ),
            models.CheckConstraint(
                condition=Q(table=None) | Q(session__isnull=False),
                name="a_table_is_in_its_session",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def order(self) -> tuple[datetime, int, str]:
        """What acts are told apart by: when, their number on the device, and their key."""
        return (self.at, self.counter, str(self.key))


class SeenConflict(models.Model):
    """That somebody of the team looked at what does not agree about a person, and it is right so.

    It is about what was noted up to `last_act`, the id of an act: what is noted later is to be
    looked at anew.
    """

    registration = models.ForeignKey(
        Registration,
        models.CASCADE,
        related_name="seen_conflicts",
        verbose_name=_("registration"),
    )
    problem = models.CharField(_("what does not agree"), max_length=9)
    last_act = models.PositiveBigIntegerField(_("up to which note"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    never_trashed: ClassVar = True  # it belongs to people, who are never trashed

    class Meta:
        verbose_name = _("conflict that was seen")
        verbose_name_plural = _("conflicts that were seen")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "problem", "last_act"], name="a_conflict_is_seen_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.registration_id)
