"""Seats: the only writer of `seats_taken` and of the states that hold a seat.

The rule (measured on SQLite and PostgreSQL, see docs/decisions): the first statement of every
verb that moves seats is an UPDATE of the event's row, which locks it on both databases
(`events.locking.lock_event`); then the counter moves with a condition; a CHECK stands behind it.
Because every mover of an event's seats holds the event's lock, the counters of its sessions and
tables are safe too, in any order.
"""

from datetime import datetime

from django.db.models import F, Q

from events.models import Event, Session, Table
from registrations.models import Choice, Registration
from registrations.states import ChoiceStatus, Status

Holder = Event | Session | Table
HAS_A_FREE_SEAT = Q(capacity=None) | Q(seats_taken__lt=F("capacity"))


def take(holder: Holder) -> bool:
    """Take one seat if there is one; False when it is full. The caller holds the event's lock."""
    rows = type(holder)._default_manager.filter(HAS_A_FREE_SEAT, pk=holder.pk)
    return rows.update(seats_taken=F("seats_taken") + 1) == 1


def is_free(holder: Holder) -> bool:
    """Whether `take` would find a seat; certain only for who holds the event's lock."""
    return type(holder)._default_manager.filter(HAS_A_FREE_SEAT, pk=holder.pk).exists()


def release(holder: Holder) -> None:
    """Give one seat back. The caller holds the event's lock and has nobody to hand it to."""
    type(holder)._default_manager.filter(pk=holder.pk).update(seats_taken=F("seats_taken") - 1)


def seat_or_queue(choice: Choice) -> None:
    """Give a choice its seat, or a place in line; its own `since` decides where. Not yet saved."""
    choice.status = ChoiceStatus.SEATED if take(choice.holder) else ChoiceStatus.WAITING


def give_up(choice: Choice) -> Choice | None:
    """Release a choice; a seat it held goes to the first in line, who is returned."""
    held = choice.status == ChoiceStatus.SEATED
    choice.status = ChoiceStatus.RELEASED
    choice.save(update_fields=["status"])
    if not held:
        return None
    heir: Choice | None = Choice.objects.at(choice.holder).in_line().with_person().first()
    if heir is None:
        release(choice.holder)
        return None
    _seat(heir)
    return heir


def fill(holder: Session | Table) -> list[Choice]:
    """Seat as many as fit of those in line at one session or table, the first one first."""
    seated: list[Choice] = []
    for choice in Choice.objects.at(holder).in_line().with_person()[: _room_in(holder)]:
        if not take(holder):
            break
        _seat(choice)
        seated.append(choice)
    return seated


def admit_first(event: Event, *, now: datetime) -> list[Registration]:
    """Confirm as many of those in line for the event as there are seats, and return them."""
    admitted: list[Registration] = []
    for registration in event.registrations.waiting().select_related("role")[: _room_in(event)]:
        if not take(event):
            break
        admit(registration, now=now)
        admitted.append(registration)
    return admitted


def admit(registration: Registration, *, now: datetime) -> None:
    """Turn a waiting registration, whose seat is already taken, into a confirmed one."""
    registration.status = Status.CONFIRMED
    registration.confirmed_at = now
    registration.save(update_fields=["status", "confirmed_at"])
    wishes = registration.choices.filter(status=ChoiceStatus.WISHED)
    for choice in wishes.select_related("session", "table"):
        seat_or_queue(choice)
        choice.save(update_fields=["status"])


def _seat(choice: Choice) -> None:
    choice.status = ChoiceStatus.SEATED
    choice.save(update_fields=["status"])


def _room_in(holder: Holder) -> int | None:
    """Free seats, so that no longer piece of a line is read than can move; None for no limit."""
    return None if holder.capacity is None else max(holder.capacity - holder.seats_taken, 0)
