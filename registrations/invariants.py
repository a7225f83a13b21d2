"""The promises about seats, checked against the rows."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from events.models import Event, Session, Table
from registrations.models import Choice, Registration
from registrations.states import HOLDS_SEAT, ChoiceStatus, Status


class Line(NamedTuple):
    """How many hold a seat somewhere, and how many wait for one."""

    held: int
    waiting: int


NOBODY = Line(0, 0)
SEATED, IN_LINE, WISHED = ChoiceStatus.SEATED, ChoiceStatus.WAITING, ChoiceStatus.WISHED
FITTING = (  # which choices go with which state of the registration they belong to
    Q(registration__status__in=HOLDS_SEAT, status__in=(SEATED, IN_LINE))
    | Q(registration__status=Status.WAITING, status=WISHED)
    | Q(status=ChoiceStatus.RELEASED)
)


def broken_promises() -> list[str]:
    """One sentence for each promise that does not hold; an empty list when all is well.

    - Seats taken are the rows that hold a seat, and never more than there are.
    - Nobody waits while a seat is free for them.
    - Who holds a seat at the event has a seat, or a place in line, in each session chosen; who
      waits for the event only wishes; who cancelled holds and awaits nothing.

    The number of queries does not depend on how much there is.
    """
    return [*_of_events(), *_of_sessions(), *_of_tables(), *_of_choices()]


def _of_events() -> Iterator[str]:
    lines = _lines(
        Registration.objects.order_by(),
        "event",
        held=Q(status__in=HOLDS_SEAT),
        waiting=Q(status=Status.WAITING),
    )
    for event in Event.objects.order_by("pk"):
        line = lines.get(event.pk, NOBODY)
        yield from _counted(str(event), event, line, open_line=event.cancelled_at is None)


def _of_sessions() -> Iterator[str]:
    lines = _choice_lines(Choice.objects.filter(table=None), "session")
    for session in Session.objects.select_related("event").order_by("pk"):
        line = lines.get(session.pk, NOBODY)
        open_line = session.event.cancelled_at is None
        yield from _counted(f"{session.event} – {session}", session, line, open_line=open_line)


def _of_tables() -> Iterator[str]:
    lines = _choice_lines(Choice.objects.exclude(table=None), "table")
    for table in Table.objects.select_related("session__event").order_by("pk"):
        event, line = table.session.event, lines.get(table.pk, NOBODY)
        open_line = event.cancelled_at is None
        yield from _counted(f"{event} – {table}", table, line, open_line=open_line)


def _of_choices() -> Iterator[str]:
    for choice in Choice.objects.exclude(FITTING).select_related("registration").order_by("pk"):
        person = choice.registration
        yield f"{person}: {person.status}, with a choice that is {choice.status}"


def _choice_lines(choices: QuerySet[Choice], key: str) -> dict[int, Line]:
    return _lines(choices.order_by(), key, held=Q(status=SEATED), waiting=Q(status=IN_LINE))


def _lines(rows: QuerySet[Any], key: str, *, held: Q, waiting: Q) -> dict[int, Line]:
    counted = rows.values_list(key).annotate(
        held=Count("pk", filter=held), waiting=Count("pk", filter=waiting)
    )
    return {pk: Line(held, waiting) for pk, held, waiting in counted}


def _counted(
    name: str, holder: Event | Session | Table, line: Line, *, open_line: bool
) -> Iterator[str]:
    if holder.seats_taken != line.held:
        yield f"{name}: the counter says {holder.seats_taken}, the rows say {line.held}"
    if holder.capacity is not None and line.held > holder.capacity:
        yield f"{name}: {line.held} seats given out, there are {holder.capacity}"
    free = holder.capacity is None or line.held < holder.capacity
    if line.waiting and free and open_line:
        yield f"{name}: {line.waiting} wait while a seat is free"
