"""The states of a registration and of a choice, and the sets of them that have a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a registration stands."""

    PENDING = "pending", _("to be confirmed")
    OFFERED = "offered", _("seat offered")
    CONFIRMED = "confirmed", _("confirmed")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")
    ATTENDED = "attended", _("was present")


HOLDS_SEAT = (Status.PENDING, Status.OFFERED, Status.CONFIRMED, Status.ATTENDED)
SEATED = (Status.CONFIRMED, Status.ATTENDED)  # for certain
HELD_FOR_A_WHILE = (Status.PENDING, Status.OFFERED)  # until `hold_until`
LIVE = (*HOLDS_SEAT, Status.WAITING)


class ChoiceStatus(models.TextChoices):
    """Where a choice of a session or table stands.

    A wish belongs to somebody who still waits for a seat at the event itself, or to a round in
    which wishes are ranked and people are placed later.
    """

    WISHED = "wished", _("wished for")
    SEATED = "seated", _("seat taken")
    WAITING = "waiting", _("on the waiting list")
    RELEASED = "released", _("given up")
