"""The verbs that give an item its place in time; ends that nobody typed follow along."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Appearance, Event, Session, Table
from events.open_ends import NIGHT, Slot, end_of, shifted
from festival.editing import add, change
from festival.models import User

DAY = timedelta(days=1)
LONGEST_COPIED = 180  # characters of a title, so that “(copy)” fits behind it


def open_end_of(session: Session, event: Event) -> datetime | None:
    """When an item ends that has a start and no end of its own; None without a start."""
    slot = _slot(session)
    if slot is None:
        return None
    return end_of(slot, _others(session, event), event.ends_at, event.zone)


@transaction.atomic
def schedule(session: Session, *, event: Event, now: datetime, by: User | None) -> Session:
    """Add an item last among those that start with it. Raises ValidationError."""
    lock_event(event.pk)
    session.position = last_position(event, session.starts_at) + 1
    add(session, now=now, by=by)
    let_follow(session, None, event=event, now=now, by=by)
    return session


def let_follow(
    session: Session, before: datetime | None, *, event: Event, now: datetime, by: User | None
) -> list[Session]:
    """Move the open ends that lean on this item's start, in the caller's transaction; which.

    `before` is where the item started until now, None when it is new. A gathering that was never
    public lasts on until its last item is over.
    """
    slot = _slot(session)
    if slot is None:
        return []
    closed_at = _last_until(slot, event, now=now, by=by)
    if slot.starts_at == before:
        return []
    before = before or closed_at
    moves = {moved.pk: end for moved, end in shifted(slot, before, _others(session, event))}
    rows = event.sessions.filter(pk__in=list(moves))
    return [change(row, now=now, by=by, ends_at=moves[row.pk]) for row in rows]


def last_position(event: Event, starts_at: datetime | None) -> int:
    """The highest order number among the items that start at one moment; -1 for none."""
    places = event.sessions.filter(starts_at=starts_at).values_list("position", flat=True)
    return max(places, default=-1)


@transaction.atomic
def move_among_equals(
    session: Session, step: int, *, event: Event, now: datetime, by: User | None
) -> bool:
    """Put an item one place earlier (-1) or later (1) among those that start with it.

    Whether there was such a place.
    """
    lock_event(event.pk)
    equals = list(event.sessions.filter(starts_at=session.starts_at).order_by("position", "pk"))
    here = equals.index(session)
    there = here + step
    if not 0 <= there < len(equals):
        return False
    equals[here], equals[there] = equals[there], equals[here]
    for place, row in enumerate(equals):
        if row.position != place:
            change(row, now=now, by=by, position=place)
    return True


@transaction.atomic
def duplicate(session: Session, *, event: Event, now: datetime, by: User | None) -> Session:
    """A second item like this one, right after it in the list, with its tables and people."""
    lock_event(event.pk)
    copied = _copied(session, "event", "position", "title")
    title = _("%(title)s (copy)") % {"title": session.title[:LONGEST_COPIED]}
    place = last_position(event, session.starts_at) + 1
    twin = add(Session(event=event, title=title, position=place, **copied), now=now, by=by)
    for appearance in session.appearances.all():
        add(Appearance(session=twin, **_copied(appearance, "session")), now=now, by=by)
    for table in session.tables.prefetch_related("appearances"):
        copy = add(Table(session=twin, **_copied(table, "session")), now=now, by=by)
        for appearance in table.appearances.all():
            add(Appearance(table=copy, **_copied(appearance, "table")), now=now, by=by)
    return twin


def _last_until(slot: Slot, event: Event, *, now: datetime, by: User | None) -> datetime | None:
    """Let the gathering last until an item is over; when it ended before, None if it still does."""
    late = slot.ends_at - event.ends_at
    if event.release_id is not None or not timedelta(0) < late <= NIGHT:
        return None
    closed_at = event.ends_at
    event.ends_at = change(
        Event.objects.get(pk=event.pk), now=now, by=by, ends_at=slot.ends_at
    ).ends_at
    return closed_at


def _copied(row: models.Model, *leave_out: str) -> dict[str, Any]:
    """What an organiser may fill in on a row; not its counters, states and codes."""
    return {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.editable and not field.primary_key and field.name not in leave_out
    }


def _slot(session: Session) -> Slot | None:
    """What counts of an item, when it has a place in time."""
    if session.starts_at is None:
        return None
    ends_at = session.ends_at or session.starts_at
    return Slot(
        session.pk or 0, session.starts_at, ends_at, session.kind, session.room_id, session.open_end
    )


def _others(session: Session, event: Event) -> list[Slot]:
    """The other items near an item; what starts more than a day off can never count."""
    assert session.starts_at is not None  # noqa: S101 - for the type; `_slot` has looked
    near = (session.starts_at - DAY, session.starts_at + DAY)
    rows = event.sessions.exclude(pk=session.pk).filter(starts_at__range=near)
    return [slot for row in rows if (slot := _slot(row))]
