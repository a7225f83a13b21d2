"""Correcting what somebody filled in: a spelling, an address, a role."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations.changing.address import move_to, send_link
from registrations.models import Registration, RegistrationRole
from registrations.seating import added, seats
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

    Another address is mailed the link, and the old link ends, as when people move it themselves.
    The trail names the fields and not what was in them: it outlives the personal data.
    """
    if not CORRECTABLE.issuperset(values):
        raise ValueError("only what somebody told about themselves is corrected")
    registration = _as_now(registration)
    before = registration.role
    if "role" in values:
        _change_role(registration, values["role"])
    leads = registration.lead_id is None
    moved = leads and values.get("email", registration.email) != registration.email
    for name, value in values.items():
        setattr(registration, name, value)
    registration.full_clean()
    registration.save(update_fields=[*sorted(values), "sort_name"])
    if moved:
        move_to(registration, values["email"])
    changes = {"fields": sorted(values)}
    event = registration.event
    record("correct", registration, now=now, by=by, event_id=event.pk, changes=changes)
    if moved and event.registrations.live().of_party(registration.pk).exists():
        send_link(registration, now=now)
    if "role" in values:
        added.settle(event, {before} if before else (), now=now)
        move_up(event, now=now)
    return registration


def _as_now(registration: Registration) -> Registration:
    """The registration, read under the event's lock."""
    event = lock_event(registration.event_id)
    fresh: Registration = Registration.objects.select_related("role").get(pk=registration.pk)
    fresh.event = event
    return fresh


def _change_role(registration: Registration, role: RegistrationRole | None) -> None:
    """Count a seat in another role. The caller holds the lock. Raises NoSeatInRole."""
    if registration.status in HOLDS_SEAT and role != registration.role:
        seats.leave(registration.event, registration.role)
        if role is not None:
            role.refresh_from_db()
        if not seats.enter(registration.event, role):
            raise NoSeatInRole(_("There is no seat free in this role."), field="role")
