"""A published programme, frozen."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.querysets import ReleaseQuerySet


class Release(models.Model):
    """What the public sees of an event: its newest release. Only ever added, never changed."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="releases", verbose_name=_("event")
    )
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    card = models.JSONField(_("card in lists"))
    notes = models.TextField(_("notes"), blank=True)
    changes = models.JSONField(
        _("changes"),
        default=dict,
        blank=True,
        help_text=_("What differs from the release before, as sentences by language."),
    )
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects: ClassVar = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["event_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="one_release_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.event} – {self.number}"
