"""Letting somebody in who holds no seat: who waits for one, or whose sign-up was cancelled."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event
from festival.audit import record_each
from festival.models import User
from festival.refusals import Refused
from registrations.door.arriving import settle
from registrations.models import Device, Registration
from registrations.questions.limits import take_places_again
from registrations.seating import added, seats
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
    for refusal in _against(event, [person]).values():
        raise refusal
    _seat(event, {person: reason}, now=now, device=device, by=by)
    return person


def admit_all(
    event: Event,
    reasons: Mapping[int, str],
    *,
    now: datetime,
    device: Device | None = None,
    by: User | None = None,
) -> None:
    """Do so for everybody whom a phone let in without a seat; `reasons` by the id of the person.

    Who has a seat meanwhile keeps it, and who can have none stays as they are. The caller holds
    the event's lock. The number of statements does not depend on how many there are, but for
    those who wait for sessions as well, or chose an option with so many places.
    """
    if not reasons:
        return
    rows = event.registrations.select_related("role", "lead").without_seat()
    people = list(rows.filter(pk__in=reasons).order_by("pk"))
    against = _against(event, people)
    able = {person: reasons[person.pk] for person in people if person.pk not in against}
    if able:
        _seat(event, able, now=now, device=device, by=by)


def _seat(
    event: Event,
    reasons: Mapping[Registration, str],
    *,
    now: datetime,
    device: Device | None,
    by: User | None,
) -> None:
    """Give people seats who may have one, each for a reason."""
    people = list(reasons)
    for person in people:
        person.event = event
    take_or_add(event, people, add=added.add, now=now, by=by)
    added.keep_marks(people)
    _let_stand_again([one for one in people if one.status == Status.CANCELLED], now=now)
    seats.admit([one for one in people if one.status == Status.WAITING], until=None, now=now)
    settle(people, now=now)
    where = {"device": device.code} if device else {}
    told = [(person, {"reason": reason.strip()} | where) for person, reason in reasons.items()]
    record_each("admit", told, now=now, by=by, event_id=event.pk)
    move_up(event, now=now)  # who waited together with these may now fit


def _against(event: Event, people: Sequence[Registration]) -> dict[int, CannotAdmit]:
    """Why people cannot have a seat in this way, by their id; one query at most."""
    if event.cancelled_at is not None:
        return {one.pk: CannotAdmit(_("This gathering has been cancelled.")) for one in people}
    addresses = {_address(person) for person in people} - {""}
    live = event.registrations.leading().live().of_addresses(addresses) if addresses else ()
    holders = {_address(person): person.pk for person in live}
    found: dict[int, CannotAdmit] = {}
    for person in people:
        address = _address(person)
        if person.forgotten_at is not None:
            sentence = _("The data of this person has been erased; note them as a walk-in.")
            found[person.pk] = CannotAdmit(sentence)
        elif address and holders.setdefault(address, person.pk) != person.pk:
            sentence = _("This person has signed up again since; look for the other sign-up.")
            found[person.pk] = CannotAdmit(sentence)
    return found


def _address(person: Registration) -> str:
    """By which nobody else may be signed up; empty for who came along, or left none."""
    return "" if person.lead_id else person.email.lower()


def _let_stand_again(people: Sequence[Registration], *, now: datetime) -> None:
    """Undo cancellations, without the sessions chosen: others may sit there now."""
    if not people:
        return
    take_places_again(people)
    for person in people:
        person.status, person.confirmed_at, person.cancelled_at = Status.CONFIRMED, now, None
    Registration.objects.filter(pk__in=[person.pk for person in people]).update(
        status=Status.CONFIRMED,
        confirmed_at=now,
        cancelled_at=None,
        cancelled_by=None,
        cancelled_why="",
    )
