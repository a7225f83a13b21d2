"""Choices of columns that a team keeps under a name: what the pages ask of them."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from events.models import Event
from festival.editing import add, change
from festival.models import User
from registrations.exporting.columns import columns_of
from registrations.exporting.wanted import Wanted
from registrations.models import SavedExport


def keep(event: Event, *, name: str, wanted: Wanted, now: datetime, by: User) -> SavedExport:
    """Keep a choice under a new name. Raises ValidationError, also when the name is in use."""
    kept = SavedExport(event=event, name=name, wanted=wanted.lasting().as_json())
    return add(kept, now=now, by=by)


@transaction.atomic
def keep_anew(
    kept: SavedExport, *, wanted: Wanted, may: frozenset[str], now: datetime, by: User
) -> SavedExport:
    """Put another choice under a name that is there.

    Columns of the old choice that `by` may not see stay in it, at the end: who may see more
    does not lose them.
    """
    old = wanted_of(kept)
    seen = {column.key for column in columns_of(kept.event, may)}
    unseen = tuple(key for key in old.columns if key not in seen)
    anew = replace(wanted.lasting(), columns=(*wanted.columns, *unseen))
    return change(kept, now=now, by=by, wanted=anew.as_json())


def wanted_of(kept: SavedExport) -> Wanted:
    """The choice; the usual columns where it cannot be read."""
    try:
        return Wanted.from_json(kept.wanted)
    except ValidationError:
        return Wanted()


def of_event(event: Event, code: str) -> SavedExport | None:
    """The choice that an event keeps under this code."""
    return event.saved_exports.filter(code=code).first()
