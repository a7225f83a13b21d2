"""The hours in which people may be in the building."""

from datetime import datetime, timedelta

from events.models import Event

OPENS_BEFORE = timedelta(hours=6)  # who is checked in sooner is not in the building for it


def is_open(event: Event, now: datetime) -> bool:
    """Whether who was checked in may be inside: from some hours before the start until the end."""
    return event.starts_at - OPENS_BEFORE <= now < event.ends_at
