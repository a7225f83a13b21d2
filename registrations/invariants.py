"""The promises about seats, checked against the rows."""

from collections.abc import Iterable

from events.models import Event, Session, Table
from registrations.models import Choice
from registrations.states import HOLDS_SEAT, Status


def broken_promises(events: Iterable[Event] | None = None) -> list[str]:
    """One sentence for each promise that does not hold; an empty list when all is well.

    - Seats taken are the rows that hold a seat, and never more than there are.
    - Nobody waits while a seat is free for them.
    - Who holds no seat at the event holds none in a session or at a table.
    """
    found: list[str] = []
    for event in Event.objects.all() if events is None else events:
        found += _of_event(event)
        for session in event.sessions.all():
            found += _of_holder(session)
            for table in session.tables.all():
                found += _of_holder(table)
    return found


def _of_event(event: Event) -> list[str]:
    rows = event.registrations
    held = rows.holding_a_seat().count()
    waits = rows.with_status(Status.WAITING).exists()
    found = _counted(event, held, waits and event.cancelled_at is None)
    unheld = Choice.objects.seated().filter(registration__event=event)
    if unheld.exclude(registration__status__in=HOLDS_SEAT).exists():
        found.append(f"{event}: somebody without a seat at the event has one at a table")
    return found


def _of_holder(holder: Session | Table) -> list[str]:
    rows = Choice.objects.at(holder)
    return _counted(holder, rows.seated().count(), rows.in_line().exists())


def _counted(holder: Event | Session | Table, held: int, waits: bool) -> list[str]:
    found = []
    if holder.seats_taken != held:
        found.append(f"{holder}: the counter says {holder.seats_taken}, the rows say {held}")
    if holder.capacity is not None and held > holder.capacity:
        found.append(f"{holder}: {held} seats given out, there are {holder.capacity}")
    if waits and (holder.capacity is None or held < holder.capacity):
        found.append(f"{holder}: somebody waits while a seat is free")
    return found
