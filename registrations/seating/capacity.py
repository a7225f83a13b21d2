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
from registrations.changing.cancelling import TooLate
from registrations.seating import seats
from registrations.seating.added import absorb
from registrations.seating.moving_up import move_up, tell_seated


class BelowSeatsTaken(Refused):
    """More people have a seat than the new number allows."""


@transaction.atomic
def change_capacity(
    holder: Event | Session | Table, *, capacity: int | None, now: datetime, by: User | None
) -> None:
    """Set the number of seats of an event, session or table; None for no limit.

    Raises BelowSeatsTaken, and TooLate once the event is over. Who waits is seated as far as
    the seats go, and mailed. The same number again changes nothing.
    """
    if isinstance(holder, Event):
        return divide_seats(holder, capacity=capacity, now=now, by=by)
    event = lock_event(event_id_of(holder) or 0)
    holder.refresh_from_db(fields=["capacity", "seats_taken"])
    if capacity == holder.capacity:
        return None
    _check_not_over(event, now)
    if capacity is not None and capacity < holder.seats_taken:
        raise _below(holder.seats_taken)
    before, holder.capacity = holder.capacity, capacity
    holder.save(update_fields=["capacity"])
    changes = {"capacity": [before, capacity]}
    record("change capacity", holder, now=now, by=by, event_id=event.pk, changes=changes)
    tell_seated(seats.fill(holder), now=now)
    holder.refresh_from_db(fields=["seats_taken"])
    return None


@transaction.atomic
def divide_seats(
    event: Event,
    *,
    capacity: int | None,
    kept_back: int | None = None,
    now: datetime,
    by: User | None,
) -> None:
    """Set the number of seats of an event, and how many of them only insiders may take.

    `kept_back` None leaves that as it is. Raises BelowSeatsTaken, beside `kept_back` where that
    is what does not fit, and TooLate; who waits moves up, as with `change_capacity`.
    """
    row = lock_event(event.pk)
    before = {"capacity": row.capacity, "kept_back": row.kept_back}
    after = {"capacity": capacity, "kept_back": row.kept_back if kept_back is None else kept_back}
    for name, value in after.items():
        setattr(event, name, value)
        setattr(row, name, value)
    if before == after:
        return
    _check_not_over(row, now)
    _check_division(row)
    absorb(row)
    row.save(update_fields=[*after, "added_at_door"])
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    record("change capacity", row, now=now, by=by, event_id=row.pk, changes=changes)
    move_up(row, now=now)
    event.refresh_from_db(fields=seats.COUNTERS)


@transaction.atomic
def set_line_rule(event: Event, *, overtaking: bool, now: datetime, by: User | None) -> None:
    """Say whether who fits may go before a larger party in line; who can then move up does.

    Raises TooLate. The same rule again changes nothing.
    """
    row = lock_event(event.pk)
    event.overtaking = overtaking
    if row.overtaking == overtaking:
        return
    if row.ends_at <= now:
        raise TooLate(_("This gathering is over."), field="overtaking")
    row.overtaking = overtaking
    row.save(update_fields=["overtaking"])
    changes = {"overtaking": [not overtaking, overtaking]}
    record("change", row, now=now, by=by, event_id=row.pk, changes=changes)
    move_up(row, now=now)
    event.refresh_from_db(fields=seats.COUNTERS)


def _check_not_over(event: Event, now: datetime) -> None:
    if event.ends_at <= now:
        raise TooLate(_("This gathering is over."), field="capacity")


def _below(taken: int, added: int = 0) -> BelowSeatsTaken:
    sentence = _("%(taken)d seats are already taken; the number of seats cannot be lower.")
    if added:
        sentence = _(
            "%(taken)d seats are taken, %(added)d of them added at the door; the number of seats "
            "cannot be lower than %(least)d."
        )
    about = {"taken": taken, "added": added, "least": taken - added}
    return BelowSeatsTaken(sentence % about, field="capacity")


def _check_division(event: Event) -> None:
    """Refuse what does not leave everybody their seat; `event` is as it is to become."""
    taken, insiders = event.seats_taken, event.insiders_seated
    if event.capacity is None or event.all_seats is None:
        return
    if event.all_seats < taken:
        raise _below(taken, event.added_at_door)
    if event.kept_back > event.capacity:
        sentence = _("There are %(seats)d seats; no more than that can be kept back.")
        raise BelowSeatsTaken(sentence % {"seats": event.capacity}, field="kept_back")
    if not seats.fits(event.all_seats, event.kept_back, taken=taken, insiders=insiders):
        sentence = _("So many seats are no longer free; at most %(seats)d can be kept back.")
        most = event.all_seats - (taken - insiders)
        raise BelowSeatsTaken(sentence % {"seats": most}, field="kept_back")
