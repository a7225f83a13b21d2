"""What the team does to many people at once, and what came of it for each."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event
from festival.codes import new_code


class GroupAct(models.Model):
    """Something done to people one after the other, in portions that each are whole.

    `left` are the ids of those still to do; `failed` pairs an id with the sentence that says why
    not. Nobody's name is in it. `key` is of the page that it was asked from: asked twice, it is
    done once.
    """

    class Kind(models.TextChoices):
        """What is done."""

        CONFIRM = "confirm", _("Confirm")
        CANCEL = "cancel", _("Cancel")
        MOVE = "move", _("Move to a table or session")

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="group_acts", verbose_name=_("event")
    )
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(_("what"), max_length=7, choices=Kind.choices)
    options: Any = models.JSONField(_("how"), default=dict)
    told = models.TextField(_("to whom"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    total = models.PositiveIntegerField(_("people"))
    done = models.PositiveIntegerField(_("done"), default=0, editable=False)
    same = models.PositiveIntegerField(_("so already"), default=0, editable=False)
    left: Any = models.JSONField(_("still to do"), default=list)
    failed: Any = models.JSONField(_("not done"), default=list)
    never_trashed: ClassVar = True  # what was done was done

    class Meta:
        verbose_name = _("act on several people")
        verbose_name_plural = _("acts on several people")
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def tried(self) -> int:
        """For how many it was tried."""
        return self.total - len(self.left)
