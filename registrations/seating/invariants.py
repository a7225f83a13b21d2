"""The promises about seats, checked against the rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from events.models import Event, Session, Table
from events.published import event_seats
from registrations.door.acts import numbered
from registrations.door.arriving import arrivals
from registrations.models import (
    Answer,
    Choice,
    DoorAct,
    LimitedOption,
    Registration,
    RegistrationRole,
)
from registrations.seating.added import MARKED, beyond
from registrations.seating.line import EVERYBODY, Room, turns
from registrations.seating.moving_up import Row, in_role, most_of, units
from registrations.seating.seats import fits
from registrations.states import HOLDS_SEAT, LIVE, ChoiceStatus, Status


class Line(NamedTuple):
    """How many hold a seat somewhere, and how many wait for one."""

    held: int
    waiting: int


InRole = tuple[RegistrationRole | None, Line]  # None: who came without a role
NOBODY = Line(0, 0)
NEVER_OVER = datetime.min.replace(tzinfo=UTC)
SEATED, IN_LINE, WISHED = ChoiceStatus.SEATED, ChoiceStatus.WAITING, ChoiceStatus.WISHED
RANKED = Q(block__ranked=True)
FITTING = (  # which choices go with which state of the registration they belong to
    Q(registration__status__in=HOLDS_SEAT, status__in=(SEATED, IN_LINE))
    | Q(RANKED, registration__status__in=HOLDS_SEAT, status=WISHED)
    | Q(registration__status=Status.WAITING, status=WISHED)
    | Q(status=ChoiceStatus.RELEASED)
)


def broken_promises(*, now: datetime | None = None) -> list[str]:
    """One sentence for each promise that does not hold; an empty list when all is well.

    `now` leaves out what no longer holds once a gathering is over; without it, none is.

    - Seats taken are the rows that hold a seat, and never more than there are.
    - Those counted in a role are the rows that hold a seat in it, and never more than its quota.
    - A seat that was added at the door is there for somebody who has it.
    - Seats that are kept back are held by people in a role that may use them.
    - Nobody waits while a seat is free for them: by the rule of the line, until the gathering is
      over, and unless they let others go first for a while.
    - Nobody still has to confirm an address that is confirmed.
    - Who holds a seat and is in, by what was noted at the doors, is present since then; of who
      is present, not everything noted was taken back.
    - Places taken of an option are the people who hold a seat or wait for one and chose it.
    - Nobody holds a seat or waits for one at what has been called off.
    - Who holds a seat at the event has a seat, or a place in line, in each session chosen; who
      waits for the event only wishes, as everybody does where wishes are ranked; who cancelled
      holds and awaits nothing.

    The number of queries does not depend on how much there is.
    """
    since = now or NEVER_OVER
    return [
        *_of_events(since),
        *_of_people(),
        *_of_arrivals(),
        *_of_sessions(),
        *_of_tables(),
        *_of_choices(),
        *_of_options(),
    ]


def _of_events(now: datetime) -> Iterator[str]:
    roles = {role.pk: role for role in RegistrationRole.objects.order_by("pk")}
    counted = {(role.event_id, pk): NOBODY for pk, role in roles.items()} | _by_role()
    lines: dict[int, list[InRole]] = defaultdict(list)
    for (event_id, role_id), line in counted.items():
        lines[event_id].append((roles[role_id] if role_id else None, line))
    queues, marked = _queues(), _marked()
    for event in Event.objects.order_by("pk"):
        told = [*_of_event(event, lines[event.pk]), *_of_roles(event, lines[event.pk])]
        told += _of_added(event, [role for role, _line in lines[event.pk] if role], marked)
        if not told and event.ends_at > now:  # or they mislead
            yield from _of_line(event, lines[event.pk], queues[event.pk])
        yield from told
        if event.cancelled_at is not None:
            every = [line for _role, line in lines[event.pk]]
            yield from _called_off(str(event), sum(line.held + line.waiting for line in every))


def _of_people() -> Iterator[str]:
    proved = Q(lead=None, proved_at__isnull=False) | Q(lead__proved_at__isnull=False)
    for person in Registration.objects.pending().filter(proved).order_by("pk"):
        yield f"{person}: still has to confirm an address that is confirmed"


def _of_arrivals() -> Iterator[str]:
    since = arrivals(act for _pk, act in numbered(DoorAct.objects.all()))
    noted = Registration.objects.filter(pk__in=DoorAct.objects.values("registration"))
    for person in noted.order_by("pk"):
        at = since.get(person.code)
        present = person.status == Status.ATTENDED
        if at is None and present:
            yield f"{person}: present, though all that was noted was taken back"
        if at is not None and person.status in HOLDS_SEAT and person.checked_in_at != at:
            yield f"{person}: in since {at}, and {person.status} since {person.checked_in_at}"


def _by_role() -> dict[tuple[int, int], Line]:
    """How many hold a seat and wait, for each event and role; 0 for who came without a role."""
    rows = Registration.objects.order_by().values_list("event", "role")
    held, waiting = Q(status__in=HOLDS_SEAT), Q(status=Status.WAITING)
    counted = rows.annotate(held=Count("pk", filter=held), waiting=Count("pk", filter=waiting))
    return {(event, role or 0): Line(held, waiting) for event, role, held, waiting in counted}


def _of_event(event: Event, lines: list[InRole]) -> Iterator[str]:
    counting = [(role, line) for role, line in lines if role is None or role.counts]
    held = sum(line.held for _role, line in counting)
    inside = sum(line.held for role, line in counting if role is not None and role.insider)
    yield from _counted(str(event), event, Line(held, 0), open_line=False)
    if event.insiders_seated != inside:
        yield f"{event}: the counter says {event.insiders_seated} insiders, the rows say {inside}"
    whole = event.all_seats is None or held <= event.all_seats
    if whole and not fits(event.all_seats, event.kept_back, taken=held, insiders=inside):
        yield f"{event}: seats that are kept back were given out"


def _of_roles(event: Event, lines: list[InRole]) -> Iterator[str]:
    for role, line in lines:
        if role is None:
            continue
        if role.seats_taken != line.held:
            yield f"{event} – {role}: the counter says {role.seats_taken}, the rows say {line.held}"
        if role.all_seats is not None and line.held > role.all_seats:
            yield f"{event} – {role}: {line.held} seats given out, there are {role.all_seats}"


def _of_added(
    event: Event, roles: list[RegistrationRole], marked: Counter[tuple[str, int]]
) -> Iterator[str]:
    """Seats that were added at the door, for nobody who has one."""
    needed = max(marked["seat", event.pk], beyond(event))
    of_roles = [(role, marked["role", role.pk]) for role in roles]
    holders: list[tuple[Event | RegistrationRole, int]] = [(event, needed), *of_roles]
    for holder, most in holders:
        if holder.added_at_door > most:
            name = str(event) if holder is event else f"{event} – {holder}"
            yield f"{name}: {holder.added_at_door} seats were added at the door, {most} are needed"


def _marked() -> Counter[tuple[str, int]]:
    """For how many who hold a seat one was added, for each event and role; one query."""
    rows = Registration.objects.holding_a_seat().filter(MARKED).order_by()
    found: Counter[tuple[str, int]] = Counter()
    for event, added_seat, role, added_in in rows.values_list(
        "event", "added_seat", "role", "added_in"
    ):
        found["seat", event] += added_seat
        found["role", role or 0] += added_in is not None and added_in == role
    return found


def _queues() -> dict[int, dict[int, list[Row]]]:
    """Who waits, the first one first, for each event and role; one query."""
    found: dict[int, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    rows = Registration.objects.waiting().ready()
    for event, role, *row in rows.values_list("event", "role", "pk", "lead", "waiting_since"):
        found[event][role or EVERYBODY].append((row[0], row[1], row[2]))
    return found


def _of_line(event: Event, lines: list[InRole], queue: dict[int, list[Row]]) -> Iterator[str]:
    """Ask the rule of the line who would get a seat now."""
    roles = {role.pk: role for role, _line in lines if role is not None}
    room = Room(
        public=event_seats(event).left,
        whole=event.seats_left,
        roles={key: in_role(role) for key, role in roles.items()},
        **most_of(event),
    )
    line = {key: units(iter(rows)) for key, rows in queue.items()}
    for key, unit in turns(line, room, overtaking=event.overtaking):
        name = f"{event} – {roles[key]}" if key in roles else str(event)
        yield f"{name}: {unit.size} wait while a seat is free"


def _of_options() -> Iterator[str]:
    held: Counter[tuple[int, str]] = Counter()
    answers = Answer.objects.filter(registration__status__in=LIVE, question__limits__isnull=False)
    rows = answers.order_by().distinct().values_list("pk", "question", "value")
    for _pk, question, value in rows:
        held.update((question, line) for line in value.splitlines())
    for limit in LimitedOption.objects.select_related("question__event").order_by("pk"):
        said = held[limit.question_id, limit.text]
        if said != limit.seats_taken:
            name = f"{limit.question.event} – {limit}"
            yield f"{name}: the counter says {limit.seats_taken}, the answers say {said}"


def _of_sessions() -> Iterator[str]:
    lines = _choice_lines(Choice.objects.filter(table=None), "session")
    for session in Session.objects.select_related("event").order_by("pk"):
        line, name = lines.get(session.pk, NOBODY), f"{session.event} – {session}"
        yield from _counted(name, session, line, open_line=True)
        if session.cancelled_at is not None:
            yield from _called_off(name, line.held + line.waiting)


def _of_tables() -> Iterator[str]:
    lines = _choice_lines(Choice.objects.exclude(table=None), "table")
    for table in Table.objects.select_related("session__event").order_by("pk"):
        line, name = lines.get(table.pk, NOBODY), f"{table.session.event} – {table}"
        yield from _counted(name, table, line, open_line=True)
        if table.session.cancelled_at is not None:
            yield from _called_off(name, line.held + line.waiting)


def _called_off(name: str, people: int) -> Iterator[str]:
    if people:
        yield f"{name}: called off, and {people} hold a seat or wait for one"


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
    every = holder.all_seats if isinstance(holder, Event) else holder.capacity
    if every is not None and line.held > every:
        yield f"{name}: {line.held} seats given out, there are {every}"
    free = every is None or line.held < every
    if line.waiting and free and open_line:
        yield f"{name}: {line.waiting} wait while a seat is free"
