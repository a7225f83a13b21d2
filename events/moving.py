"""Taking the programme along when the gathering itself moves to another day or time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from events.locking import lock_event
from events.models import Event, Session
from events.models.event import form_changed
from events.starting.shifting import moved_by
from festival.audit import record
from festival.models import User


@transaction.atomic
def move_programme(
    event: Event, *, shift: timedelta, zone: ZoneInfo, now: datetime, by: User | None
) -> int:
    """Move everything that has a time, by the clock: it was in `zone`, it will be in the event's.

    The number of items, noted once in the trail; the same few queries for any number of them.
    """
    event = lock_event(event.pk)
    rows = list(Session.objects.filter(event=event, starts_at__isnull=False))
    if not rows:
        return 0
    for row in rows:
        start, end = (
            moved_by(moment, shift, zone, event.zone)
            for moment in (row.starts_at, row.ends_at)
            if moment is not None
        )
        row.starts_at, row.ends_at = start, max(start, end)  # a clock set back within it
    Session.objects.bulk_update(rows, ["starts_at", "ends_at"])
    form_changed(event.pk)
    about = {"rows": len(rows), "minutes": shift // timedelta(minutes=1)}
    record("move programme", event, now=now, by=by, event_id=event.pk, changes=about)
    return len(rows)
