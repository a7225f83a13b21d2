"""Calling an event off: it is cancelled, and everybody who counted on it gets a mail."""

from datetime import datetime

from django.db import transaction

from events.cancelling import cancel_event
from events.locking import lock_event
from events.models import Event
from festival.models import User
from registrations import mails


@transaction.atomic
def call_off(event: Event, *, now: datetime, by: User | None) -> int:
    """Cancel an event and mail everybody with a seat or a place in line; how many mails.

    Their registrations stay as they are, as the record of who would have come. Twice mails
    nobody again. Raises events.cancelling.EventOver.
    """
    if lock_event(event.pk).cancelled_at is not None:
        return 0
    event = cancel_event(event, now=now, by=by)
    told = 0
    for registration in event.registrations.live().select_related("role").order_by("id"):
        registration.event = event
        mails.tell(mails.Kind.EVENT_CANCELLED, registration, now=now, choices=())
        told += 1
    return told
