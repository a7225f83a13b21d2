"""The hours in which people may be in the building."""

from datetime import datetime, timedelta

from events.models import Event

HOURS_BEFORE = 6  # the start; who is checked in sooner is not in the building for it


def opens_at(event: Event) -> datetime:
    """From when who was checked in may be inside: some hours before the start."""
    opens: datetime = event.starts_at - timedelta(hours=HOURS_BEFORE)
    return opens


def is_early(event: Event, now: datetime) -> bool:
    """Whether who is checked in now can only be a rehearsal."""
    return now < opens_at(event)


def is_open(event: Event, now: datetime) -> bool:
    """Whether who was checked in may be inside: until the end."""
    return opens_at(event) <= now < event.ends_at
