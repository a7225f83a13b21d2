"""Moving up: who is first in line gets the seat that came free, or is asked whether they want it.

The rule is `registrations.seating.line`; here the line is read, and what it decides is done and mailed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, groupby, repeat
from sys import maxsize

from django.db.models import Q

from events.models import Event
from events.published import event_seats, with_release
from festival.audit import record
from registrations import mails
from registrations.door.arriving import settle
from registrations.mails.telling import tell_people, with_choices
from registrations.models import Choice, Registration, RegistrationRole
from registrations.seating import added, humane, seats
from registrations.seating.line import EVERYBODY, InRole, Lines, Room, Unit, turns
from registrations.seating.room import seats_for
from registrations.states import Status

CHUNK = 100  # people read at once; more than the largest party, so that none is cut in two
KINDS = {
    Status.OFFERED: mails.Kind.OFFERED,
    Status.PENDING: mails.Kind.PROVE,
    Status.CONFIRMED: mails.Kind.PROMOTED,
    Status.ATTENDED: mails.Kind.PROMOTED,
}
LAST = datetime.max.replace(tzinfo=UTC)
Row = tuple[int, int | None, datetime]


def move_up(event: Event, *, now: datetime) -> None:
    """Seat everybody in line for whom there is a seat, or offer it; and mail them.

    The caller holds the event's lock. Called after whatever may have made room, or shortened
    the line. Once the gathering is over or called off, nobody moves up any more.
    """
    added.settle(event, now=now)
    if event.ends_at <= now or event.cancelled_at is not None:
        return
    if not event.registrations.waiting().ready().exists():
        return
    event.refresh_from_db(fields=seats.COUNTERS)
    found = turns(_lines(event), room_of(event), overtaking=event.overtaking)
    if plan := [unit for _role, unit in found]:
        keys = [pk for unit in plan for pk in unit.people]
        rows = Registration.objects.filter(pk__in=keys).select_related("role", "lead__role")
        people = list(rows.order_by("waiting_since", "id"))
        give_seats(event, people)
        until = humane.deadline(
            now, hours=event.offer_hours, starts_at=event.starts_at, zone=event.zone
        )
        seats.admit(people, until=until, now=now)
        settle(people, now=now)  # who is inside already was let in while they still waited
        tell_admitted(event, people, now=now)


def give_seats(event: Event, people: Sequence[Registration]) -> None:
    """Take the seats at the event for people for whom there is room. The caller holds the lock."""
    roles = {person.role_id: person.role for person in people}
    for role, size in Counter(person.role_id for person in people).items():
        if not seats.enter(event, roles[role], size):
            raise RuntimeError("the line was told of seats that are not there")


def tell_admitted(event: Event, people: Sequence[Registration], *, now: datetime) -> None:
    """Note and mail that people were offered a seat or have one, once for each party.

    Who has a seat and did not confirm the address, where the event asks for that, does so now.
    """
    for person in people:
        person.event = event
        person.first.event = event
    seated = [person for person in people if person.status == Status.CONFIRMED]
    unproved = [person for person in seated if must_prove(event, person.first, now)]
    if unproved:
        seats.hold(unproved, until=proof_until(event, now))
    told: dict[mails.Kind, list[int]] = defaultdict(list)
    inside_first = sorted(people, key=lambda person: person.status != Status.ATTENDED)
    for party in {person.party_id: person for person in inside_first}.values():
        kind = KINDS[Status(party.status)]
        record(
            "offer" if kind is mails.Kind.OFFERED else "promote",
            party,
            now=now,
            by=None,
            event_id=event.pk,
        )
        told[kind].append(party.party_id)
    programme = with_release(event).programme
    for kind, keys in told.items():
        parties = with_choices(event, event.registrations.live().of_parties(keys))
        tell_people(kind, parties, programme=programme, now=now)


def must_prove(event: Event, lead: Registration, now: datetime) -> bool:
    """Whether somebody still has to confirm their address; nobody once it has begun.

    There is no time left for it then: each in turn would lose the seat as soon as it came.
    """
    return asks_proof(event, now) and lead.proved_at is None


def asks_proof(event: Event, now: datetime) -> bool:
    """Whether who signs up now is asked to confirm the address."""
    return event.proof_hours is not None and now < event.starts_at


def proof_until(event: Event, now: datetime) -> datetime:
    """Until when a seat is kept for who has not confirmed their address."""
    return min(now + timedelta(hours=event.proof_hours or 0), event.starts_at)


def seats_for_newcomers(event: Event, role: RegistrationRole | None, size: int) -> int:
    """How many of so many who come now get a seat; the others come after everybody in line.

    The caller holds the event's lock, and has read event and role since.
    """
    left = seats_for(event, role).left
    free = size if left is None else max(min(left, size), 0)
    if not free or event.overtaking or not event.registrations.waiting().ready().exists():
        return free  # where smaller units may pass, nobody who fits is in line
    key = role.pk if role else EVERYBODY
    lines = dict(_lines(event))
    lines[key] = chain(lines.get(key, iter(())), repeat(Unit(LAST, maxsize), size))
    return sum(unit.since == LAST for _role, unit in turns(lines, room_of(event), overtaking=False))


def room_of(event: Event) -> Room:
    """The seats that are left, by role as well; one query. The event is read since the lock."""
    return Room(
        public=event_seats(event).left,
        whole=event.seats_left,
        roles={role.pk: in_role(role) for role in event.registration_roles.all()},
        **most_of(event),
    )


def most_of(event: Event) -> dict[str, int | None]:
    """How many seats there are in all, as `Room` takes them."""
    every = event.all_seats
    if every is None:
        return {"most_public": None, "most_whole": None}
    return {"most_public": every - event.kept_back, "most_whole": every}


def in_role(role: RegistrationRole) -> InRole:
    """What a role means for seats, as values."""
    return InRole(
        counts=role.counts, insider=role.insider, left=role.seats_left, most=role.all_seats
    )


def units(rows: Iterator[Row]) -> Iterator[Unit]:
    """People in line in one role, in order, as the units in which they wait."""
    for since, found in groupby(rows, key=lambda row: row[2]):
        parties: dict[int, list[int]] = {}
        for pk, lead, _since in found:  # of one party, also with others in between
            parties.setdefault(lead or pk, []).append(pk)
        for keys in parties.values():
            yield Unit(since, keys[0], len(keys), tuple(keys))


def line_of(event: Event, role: int) -> Iterator[Unit]:
    """Who waits in one role, in order; reads on only while somebody wants to know."""
    return units(_rows(event, role))


def _lines(event: Event) -> Lines:
    roles = event.registration_roles.values_list("pk", flat=True)
    return {key: line_of(event, key) for key in (EVERYBODY, *roles)}


def _rows(event: Event, role: int) -> Iterator[Row]:
    line = event.registrations.waiting().ready().in_role(role or None)
    after = Q()
    while True:
        chunk = list(line.filter(after).values_list("pk", "lead", "waiting_since")[:CHUNK])
        yield from chunk
        if len(chunk) < CHUNK:
            return
        pk, _lead, since = chunk[-1]
        after = Q(waiting_since__gt=since) | Q(waiting_since=since, pk__gt=pk)


def tell_seated(choices: Sequence[Choice], *, now: datetime) -> None:
    """Mail the party of each person whose choice moved up from its waiting list, once.

    The choices are of one event. A number of queries that does not depend on how many they are.
    """
    if not choices:
        return
    event = choices[0].registration.event
    parties = {choice.registration.party_id for choice in choices}
    people = with_choices(event, event.registrations.live().of_parties(parties))
    programme = with_release(event).programme
    tell_people(mails.Kind.CHOICE_SEATED, people, programme=programme, now=now)
