"""Seats that move to another role: what people hold already goes along, the rest is a newcomer's.

Somebody in line for the same seats goes before who comes from another role to take one of them.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain, repeat
from sys import maxsize

from events.models import Event
from registrations.models import Registration, RegistrationRole
from registrations.seating import seats
from registrations.seating.line import Room, Unit, turns
from registrations.seating.moving_up import LAST, in_role, line_of, seats_for_newcomers
from registrations.seating.room import hall_for


def switch(event: Event, people: Sequence[Registration], role: RegistrationRole) -> bool:
    """Count the seats of people in another role; False when there are too few for them there.

    All or none: at False some are given back, so the caller takes all of it back. They hold
    seats, none of them in that role. The caller holds the lock, and has read event and role since.
    """
    before = _shared(event, role)
    roles = {person.role_id: person.role for person in people}
    for pk, size in Counter(person.role_id for person in people).items():
        seats.leave(event, roles[pk], size)
    event.refresh_from_db(fields=seats.COUNTERS)
    size, after = len(people), _shared(event, role)
    own = before is None or after is None or after - before >= size
    free = _left_in_role(event, role, size) if own else seats_for_newcomers(event, role, size)
    return free >= size and seats.enter(event, role, size)


def _shared(event: Event, role: RegistrationRole) -> int | None:
    """How many of the seats that the role shares with others are left; None without a limit.

    Below 0 where insiders sit in more seats than are kept back for them.
    """
    if not role.counts or event.all_seats is None:
        return None
    shared = hall_for(event, role)
    return (shared.capacity or 0) - shared.taken


def _left_in_role(event: Event, role: RegistrationRole, size: int) -> int:
    """How many of so many find a seat of the role's own, after everybody in its line.

    Seats that are shared with other roles play no part: those they have.
    """
    line = chain(line_of(event, role.pk), repeat(Unit(LAST, maxsize), size))
    room = Room(public=None, whole=None, roles={role.pk: in_role(role)})
    found = turns({role.pk: line}, room, overtaking=event.overtaking)
    return sum(unit.since == LAST for _role, unit in found)
