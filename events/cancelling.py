"""Cancelling an event: it stays to be seen, as cancelled, and calendars are told."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event
from events.programme import from_json
from events.publishing import keep
from festival.audit import record
from festival.models import User
from festival.refusals import Refused


class EventOver(Refused):
    """What has been held cannot be cancelled."""


@transaction.atomic
def cancel_event(event: Event, *, now: datetime, by: User | None) -> Event:
    """Cancel an event. Twice does no harm. Raises EventOver.

    What the public already sees is published again, marked as cancelled: nothing of the draft
    that was not public becomes so. To tell who signed up, use `registrations.calling_off`.
    """
    event = lock_event(event.pk)
    if event.cancelled_at is not None:
        return event
    if event.ends_at <= now:
        raise EventOver(_("This gathering is over; it can no longer be cancelled."))
    event.cancelled_at, event.cancelled_by = now, by
    event.save(update_fields=["cancelled_at", "cancelled_by"])
    record("cancel event", event, now=now, by=by, event_id=event.pk)
    if event.release is not None:
        public = from_json(event.release.content)
        keep(event, replace(public, cancelled=True), now=now, by=by)
    return event
