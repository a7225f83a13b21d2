"""Cancelling a registration: the seat goes to the first in line, in the same transaction."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations import mails, seats
from registrations.models import Choice, Registration, RegistrationRole
from registrations.states import HOLDS_SEAT, LIVE, Status


class TooLate(Refused):
    """The event is over; its list of who came no longer changes."""


@transaction.atomic
def cancel(registration: Registration, *, now: datetime, by: User | None) -> Registration:
    """Cancel one registration and hand its seats on. `by` is None for the person themselves.

    Cancelling twice does no harm. Raises TooLate once the event is over.
    """
    event = lock_event(registration.event_id)
    registration = Registration.objects.select_related("role").get(pk=registration.pk)
    registration.event = event
    if registration.status not in LIVE:
        return registration
    if event.ends_at <= now:
        raise TooLate(_("This gathering is over; there is nothing left to cancel."))
    held = registration.status in HOLDS_SEAT
    registration.status = Status.CANCELLED
    registration.cancelled_at = now
    registration.cancelled_by = by
    registration.save(update_fields=["status", "cancelled_at", "cancelled_by"])
    standing = registration.choices.standing().select_related("session", "table")
    heirs = [heir for choice in standing if (heir := seats.give_up(choice))]
    record("cancel", registration, now=now, by=by, event_id=event.pk)
    mails.tell(mails.Kind.CANCELLED, registration, now=now)
    tell_seated(heirs, now=now)
    if held:
        hand_on(event, registration.role, now=now)
    return registration


def hand_on(event: Event, role: RegistrationRole | None, *, now: datetime) -> None:
    """Give one seat back, and let who is first in line for it have it."""
    seats.leave(event, role)
    move_up(event, now=now)


def move_up(event: Event, *, now: datetime) -> None:
    """Seat and mail everybody in line for whom there is a seat. The caller holds the lock."""
    for person in seats.admit_first(event, now=now):
        tell_promoted(person, now=now)


def tell_promoted(registration: Registration, *, now: datetime) -> None:
    """Note and mail that somebody moved up from the waiting list of the event."""
    record("promote", registration, now=now, by=None, event_id=registration.event_id)
    mails.tell(mails.Kind.PROMOTED, registration, now=now)


def tell_seated(choices: list[Choice], *, now: datetime) -> None:
    """Mail each person whose choice moved up from its waiting list, once."""
    people = {choice.registration_id: choice.registration for choice in choices}
    for person in people.values():
        mails.tell(mails.Kind.CHOICE_SEATED, person, now=now)
