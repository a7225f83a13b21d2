"""Letting somebody in who holds no seat: who waits for one, or whose sign-up was cancelled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations.door.arriving import settle
from registrations.models import Device, Registration
from registrations.questions.limits import take_places_again
from registrations.seating import seats
from registrations.seating.moving_up import move_up
from registrations.seating.promoting import NoReason, take_or_add
from registrations.states import HOLDS_SEAT, Status


class CannotAdmit(Refused):
    """This person gets no seat in this way."""


@transaction.atomic
def admit(
    registration: Registration,
    *,
    reason: str,
    now: datetime,
    device: Device | None = None,
    by: User | None = None,
) -> Registration:
    """Give one person a seat now, added if there is none; they are present if they are in.

    Nobody is mailed: they stand at the door. Twice does no harm. Raises NoReason and CannotAdmit.
    """
    event = lock_event(registration.event_id)
    person: Registration = event.registrations.select_related("role", "lead").get(
        pk=registration.pk
    )
    person.event = event
    if person.status in HOLDS_SEAT:
        return person
    if not reason.strip():
        raise NoReason(_("Write down why, for who asks later."), field="reason")
    _check(event, person)
    take_or_add(event, [person], add_seats=True, now=now, by=by)
    if person.status == Status.CANCELLED:
        _let_stand_again(person, now=now)
    else:
        seats.admit([person], until=None, now=now)
    settle([person], now=now)
    changes = {"reason": reason.strip()} | ({"device": device.code} if device else {})
    record("admit", person, now=now, by=by, event_id=event.pk, changes=changes)
    move_up(event, now=now)  # who waited together with this person may now fit
    return person


def _check(event: Event, person: Registration) -> None:
    if event.cancelled_at is not None:
        raise CannotAdmit(_("This gathering has been cancelled."))
    if person.forgotten_at is not None:
        raise CannotAdmit(_("The data of this person has been erased; note them as a walk-in."))
    others = event.registrations.leading().live().exclude(pk=person.pk)
    if person.lead_id is None and person.email and others.of_address(person.email).exists():
        raise CannotAdmit(_("This person has signed up again since; look for the other sign-up."))


def _let_stand_again(person: Registration, *, now: datetime) -> None:
    """Undo a cancellation, without the sessions chosen: others may sit there now."""
    take_places_again(person)
    person.status, person.confirmed_at, person.cancelled_at = Status.CONFIRMED, now, None
    Registration.objects.filter(pk=person.pk).update(
        status=Status.CONFIRMED,
        confirmed_at=now,
        cancelled_at=None,
        cancelled_by=None,
        cancelled_why="",
    )
