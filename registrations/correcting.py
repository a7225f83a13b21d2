"""Correcting what somebody filled in: a spelling, an address, a role."""

from datetime import datetime
from typing import Any

from django.db import transaction

from festival.audit import record
from festival.models import User
from registrations.models import Registration

CORRECTABLE = frozenset(
    ["given_name", "infix", "family_name", "email", "organisation", "role", "language"]
) | frozenset(["access_needs", "diet_needs"])


@transaction.atomic
def correct(
    registration: Registration, *, now: datetime, by: User | None, **values: Any
) -> Registration:
    """Set what somebody told about themselves. Raises ValidationError.

    The trail names the fields and not what was in them: it outlives the personal data.
    """
    if not CORRECTABLE.issuperset(values):
        raise ValueError("only what somebody told about themselves is corrected")
    for name, value in values.items():
        setattr(registration, name, value)
    registration.full_clean()
    registration.save(update_fields=[*sorted(values), "sort_name"])
    changes = {"fields": sorted(values)}
    event_id = registration.event_id
    record("correct", registration, now=now, by=by, event_id=event_id, changes=changes)
    return registration
