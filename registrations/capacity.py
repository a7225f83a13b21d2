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
from registrations.cancelling import TooLate, tell_promoted, tell_seated


class BelowSeatsTaken(Refused):
    """More people have a seat than the new number allows."""


@transaction.atomic
def change_capacity(
    holder: Event | Session | Table, *, capacity: int | None, now: datetime, by: User | None
) -> None:
    """Set the number of seats of an event, session or table; None for no limit.

    Raises BelowSeatsTaken, and TooLate once the event is over. Who waits is seated as far as
    the seats go, and mailed, unless the event is cancelled. The same number again changes
    nothing.
    """
    event = lock_event(event_id_of(holder) or 0)
    holder.refresh_from_db(fields=["capacity", "seats_taken"])
    if capacity == holder.capacity:
        return
    _check(event, holder, capacity, now)
    before, holder.capacity = holder.capacity, capacity
    holder.save(update_fields=["capacity"])
    changes = {"capacity": [before, capacity]}
    record("change capacity", holder, now=now, by=by, event_id=event.pk, changes=changes)
    if event.cancelled_at is None:
        _move_up(holder, now)
    holder.refresh_from_db(fields=["seats_taken"])


def _check(
    event: Event, holder: Event | Session | Table, capacity: int | None, now: datetime
) -> None:
    if event.ends_at <= now:
        raise TooLate(_("This gathering is over."), field="capacity")
    if capacity is not None and capacity < holder.seats_taken:
        sentence = _("%(taken)d seats are already taken; the number of seats cannot be lower.")
        raise BelowSeatsTaken(sentence % {"taken": holder.seats_taken}, field="capacity")


def _move_up(holder: Event | Session | Table, now: datetime) -> None:
    if not isinstance(holder, Event):
        tell_seated(seats.fill(holder), now=now)
        return
    for registration in seats.admit_first(holder, now=now):
        tell_promoted(registration, now=now)
