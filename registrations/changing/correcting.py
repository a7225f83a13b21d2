"""Correcting what somebody filled in: a spelling, an address, a role."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations.bounces.noting import forget_bounce
from registrations.models import Registration, RegistrationRole
from registrations.seating import seats
from registrations.seating.moving_up import move_up
from registrations.states import HOLDS_SEAT

CORRECTABLE = frozenset(
    ["given_name", "infix", "family_name", "email", "organisation", "role", "language"]
) | frozenset(["access_needs", "diet_needs"])


class NoSeatInRole(Refused):
    """All seats of the role are taken."""


@transaction.atomic
def correct(
    registration: Registration, *, now: datetime, by: User | None, **values: Any
) -> Registration:
    """Set what somebody told about themselves. Raises ValidationError, and NoSeatInRole.

    The trail names the fields and not what was in them: it outlives the personal data.
    """
    if not CORRECTABLE.issuperset(values):
        raise ValueError("only what somebody told about themselves is corrected")
    if "role" in values:
        registration = _in_role(registration, values["role"])
    for name, value in values.items():
        setattr(registration, name, value)
    registration.full_clean()
    registration.save(update_fields=[*sorted(values), "sort_name"])
    if "email" in values:
        forget_bounce(registration)
    changes = {"fields": sorted(values)}
    event_id = registration.event_id
    record("correct", registration, now=now, by=by, event_id=event_id, changes=changes)
    if "role" in values:
        move_up(registration.event, now=now)
    return registration


def _in_role(registration: Registration, role: RegistrationRole | None) -> Registration:
    """The registration, read under the event's lock, with its seat counted in another role."""
    event = lock_event(registration.event_id)
    rows = Registration.objects.select_related("role")
    registration = rows.get(pk=registration.pk)
    registration.event = event
    if registration.status in HOLDS_SEAT and role != registration.role:
        seats.leave(event, registration.role)
        if role is not None:
            role.refresh_from_db()
        if not seats.enter(event, role):
            raise NoSeatInRole(_("There is no seat free in this role."), field="role")
    return registration
