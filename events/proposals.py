"""Cases that somebody proposed at sign-up: taken into the programme."""

from datetime import datetime

from django.db import transaction

from events.locking import lock_event
from events.models import Case, Table
from festival.editing import change
from festival.models import User


@transaction.atomic
def accept(case: Case, *, table: Table | None = None, now: datetime, by: User | None) -> Case:
    """Take a proposed case into the draft, last of all, and give it a table if there is one.

    A case that was accepted already stays as it is. Raises ValidationError for a table of
    another event.
    """
    lock_event(case.event_id)
    case.refresh_from_db()
    if case.status != Case.Status.PROPOSED:
        return case
    last = case.event.cases.accepted().order_by("-position").first()
    values = {"status": Case.Status.OPEN, "table": table}
    place = last.position + 1 if last else case.position
    return change(case, now=now, by=by, position=place, **values)
