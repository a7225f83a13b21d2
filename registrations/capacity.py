"""Changing how many seats there are: never below those taken, and who waits moves up at once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event, Session, Table
from festival.audit import record
from festival.editing import event_id_of
from festival.models import User
from festival.refusals import Refused
from registrations import seats
from registrations.cancelling import promote, tell_seated


class BelowSeatsTaken(Refused):
    """More people have a seat than the new number allows."""


@transaction.atomic
def change_capacity(
    holder: Event | Session | Table, *, capacity: int | None, now: datetime, by: User | None
) -> None:
    """Set the number of seats of an event, session or table; None for no limit.

    Raises BelowSeatsTaken. Who waits is seated as far as the seats go, and mailed.
    """
    event = lock_event(event_id_of(holder) or 0)
    holder.refresh_from_db(fields=["capacity", "seats_taken"])
    if capacity is not None and capacity < holder.seats_taken:
        sentence = _("%(taken)d seats are already taken; the number of seats cannot be lower.")
        raise BelowSeatsTaken(sentence % {"taken": holder.seats_taken}, field="capacity")
    if capacity == holder.capacity:
        return
    before, holder.capacity = holder.capacity, capacity
    holder.save(update_fields=["capacity"])
    changes = {"capacity": [before, capacity]}
    record("change capacity", holder, now=now, by=by, event_id=event.pk, changes=changes)
    if isinstance(holder, Event):
        promote_all(event, now=now)
    else:
        tell_seated(seats.fill(holder), now=now)
    holder.refresh_from_db(fields=["seats_taken"])


def promote_all(event: Event, *, now: datetime) -> int:
    """Confirm as many of those in line as there are seats; how many."""
    count = 0
    for registration in event.registrations.waiting():
        if not seats.take(event):
            break
        promote(registration, now=now)
        count += 1
    return count
