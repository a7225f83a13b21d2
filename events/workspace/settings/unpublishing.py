"""Hiding an event that visitors can see: it becomes a draft again, with all that is in it."""

from datetime import datetime

from django.db import transaction

from events.locking import lock_event
from events.models import Event
from festival.editing import change
from festival.models import User


@transaction.atomic
def back_to_draft(event: Event, *, now: datetime, by: User | None) -> Event:
    """Let only the team see it. Releases, registrations and mails stay; twice does no harm."""
    event = lock_event(event.pk)
    if event.visibility == Event.Visibility.DRAFT:
        return event
    return change(event, now=now, by=by, visibility=Event.Visibility.DRAFT)
