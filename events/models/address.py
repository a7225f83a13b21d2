"""Where an event used to be: an address that stood somewhere keeps leading to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.event import Event


class FormerAddress(models.Model):
    """A short name that an event had before."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="former_addresses", verbose_name=_("event")
    )
    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
