"""Seats that the door adds, beside those that the organiser set, for as long as they are needed.

What an organiser typed stays what it is. A seat that was added for somebody goes when that person
gives theirs up, or another of their party: nobody in line inherits it.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q

from events.models import Event
from festival.audit import record
from festival.models import User
from registrations.models import Registration, RegistrationRole
from registrations.querysets import RegistrationQuerySet
from registrations.seating import seats
from registrations.seating.room import seats_for

Holder = Event | RegistrationRole
UNMARKED = {"added_seat": False, "added_in": None}
MARKED = Q(added_seat=True) | Q(added_in__isnull=False)


def add(
    event: Event,
    role: RegistrationRole | None,
    people: Sequence[Registration],
    *,
    now: datetime,
    by: User | None,
) -> None:
    """Add as many seats as are missing for people in one role: to the role, the event, or both.

    As many of the people are marked, not yet saved. The caller holds the event's lock, and has
    read event and role since.
    """
    size = len(people)
    if role is not None and role.seats_left is not None and role.seats_left < size:
        short = size - role.seats_left
        _set(role, role.added_at_door + short, now=now, by=by)
        for person in people[-short:]:
            person.added_in = role
    left = seats_for(event, role).left
    if left is not None and left < size:
        _set(event, event.added_at_door + size - left, now=now, by=by)
        for person in people[left - size :]:
            person.added_seat = True


def keep_marks(people: Sequence[Registration]) -> None:
    """Save for whom of these people seats were added."""
    marked = [one for one in people if one.added_seat or one.added_in is not None]
    if marked:
        Registration.objects.bulk_update(marked, list(UNMARKED))


def take_back(event: Event, people: Sequence[Registration], *, now: datetime) -> None:
    """Let the seats go that were added for people who have just given up theirs.

    Of a party whom seats were added for, those go first. No query where none was added.
    """
    roles = {person.role for person in people if person.role and person.role.added_at_door}
    if event.added_at_door or roles:
        _unmark(event, people)
        settle(event, roles, now=now)


def settle(event: Event, roles: Collection[RegistrationRole] = (), *, now: datetime) -> None:
    """Let the seats go that were added for people who have none any more, if nobody sits there.

    The caller holds the event's lock, and has read event and roles since. No query where none
    was added.
    """
    if event.added_at_door:
        event.refresh_from_db(fields=seats.COUNTERS)
        held = event.registrations.holding_a_seat().filter(added_seat=True).count()
        _lower(event, max(held, beyond(event)), now=now)
    for role in roles:
        if role.added_at_door:
            role.refresh_from_db(fields=["quota", "seats_taken", "added_at_door"])
            held = event.registrations.holding_a_seat().in_role(role).filter(added_in=role).count()
            _lower(role, held, now=now)


def beyond(holder: Holder) -> int:
    """How many of the seats that were added are needed now for who has one."""
    if isinstance(holder, RegistrationRole):
        return 0 if holder.quota is None else max(holder.seats_taken - holder.quota, 0)
    if holder.capacity is None:
        return 0
    kept_free = max(holder.kept_back - holder.insiders_seated, 0)
    return max(holder.seats_taken + kept_free - holder.capacity, 0)


def absorb(holder: Holder) -> None:
    """Count as the organiser's own what they set now of the seats that were added; not yet saved.

    Who sits there has an ordinary seat from now on. No query where none was added.
    """
    stay = min(holder.added_at_door, beyond(holder))
    if stay == holder.added_at_door:
        return
    holder.added_at_door = stay
    event = holder if isinstance(holder, Event) else holder.event
    name = "added_seat" if isinstance(holder, Event) else "added_in"
    value = True if isinstance(holder, Event) else holder
    marked = event.registrations.holding_a_seat().filter(**{name: value}).order_by("-pk")
    ordinary = list(marked.values_list("pk", flat=True)[stay:])
    _rows(event).filter(pk__in=ordinary).update(**{name: UNMARKED[name]})


def _lower(holder: Holder, number: int, *, now: datetime) -> None:
    if number < holder.added_at_door:
        _set(holder, number, now=now, by=None)


def _set(holder: Holder, number: int, *, now: datetime, by: User | None) -> None:
    before, holder.added_at_door = holder.added_at_door, number
    holder.save(update_fields=["added_at_door"])
    event_id = holder.pk if isinstance(holder, Event) else holder.event_id
    changes = {"added_at_door": [before, number]}
    action = "add seats at the door" if number > before else "take back added seats"
    record(action, holder, now=now, by=by, event_id=event_id, changes=changes)


def _unmark(event: Event, people: Sequence[Registration]) -> None:
    """Of each party, take the mark from as many as leave: from those who leave first of all."""
    leaving = Counter(person.party_id for person in people)
    keys = {person.pk for person in people}
    marked = list(_rows(event).of_parties(leaving).filter(MARKED).order_by("-pk"))
    marked.sort(key=lambda person: person.pk not in keys)
    for name, nothing in UNMARKED.items():
        left, found = leaving.copy(), []
        for person in marked:
            if getattr(person, name) and left[person.party_id]:
                left[person.party_id] -= 1
                found.append(person.pk)
        _rows(event).filter(pk__in=found).update(**{name: nothing})


def _rows(event: Event) -> RegistrationQuerySet:
    rows: RegistrationQuerySet = event.registrations.all()
    return rows
