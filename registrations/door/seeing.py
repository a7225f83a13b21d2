"""Saying of what does not agree at the door that it is right as it is."""

from datetime import datetime

from django.db import transaction

from festival.audit import record
from festival.models import User
from registrations.models import Registration, SeenConflict


@transaction.atomic
def see(
    registration: Registration, *, problem: str, last_act: int, now: datetime, by: User
) -> None:
    """Note that somebody of the team looked at this. Twice does no harm."""
    _seen, new = SeenConflict.objects.get_or_create(
        registration=registration,
        problem=problem,
        last_act=last_act,
        defaults={"at": now, "by": by},
    )
    if new:
        event, changes = registration.event_id, {"problem": problem}
        record("see conflict", registration, now=now, by=by, event_id=event, changes=changes)
