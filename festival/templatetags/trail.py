"""The way to the history of one thing."""

from typing import Any

from django import template
from django.db import models

register = template.Library()


@register.inclusion_tag("workspace/_trail_link.html")
def trail_link(event: Any, thing: models.Model) -> dict[str, Any]:
    """A link to all that was noted about a part of an event; nothing for one not yet saved."""
    part = f"{thing._meta.model_name}:{thing.pk}" if thing.pk else ""
    return {"event": event, "part": part}
