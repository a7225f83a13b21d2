"""Giving somebody in line a seat by hand, before their turn."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.locking import lock_event
from events.models import Event
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations import mails
from registrations.door.arriving import settle
from registrations.models import Registration, RegistrationRole
from registrations.seating import seats
from registrations.seating.moving_up import move_up
from registrations.seating.room import seats_for

Adding = Callable[..., None]  # as `raise_limits`


class NotWaiting(Refused):
    """This person is not in line."""


class NoReason(Refused):
    """An organiser gives no reason for what others in line may ask about."""


class NoSeatFree(Refused):
    """There is no seat to give."""


@transaction.atomic
def promote(
    registration: Registration,
    *,
    reason: str,
    add_seats: bool = False,
    now: datetime,
    by: User | None,
) -> None:
    """Give all of somebody's party who wait a seat at once, before their turn.

    `add_seats` adds as many as are missing. Nobody is asked to confirm an address: the organiser
    vouches for them. Raises NoReason, NotWaiting and NoSeatFree.
    """
    event = lock_event(registration.event_id)
    if event.ends_at <= now:
        raise NotWaiting(_("This gathering is over."))
    if not reason.strip():
        raise NoReason(_("Write down why, for who asks later."), field="reason")
    waiting = event.registrations.waiting().of_party(registration.party_id)
    people = list(waiting.select_related("role", "lead__role"))
    if not people:
        raise NotWaiting(_("This person is no longer on the waiting list."))
    take_or_add(event, people, add=raise_limits if add_seats else None, now=now, by=by)
    seats.admit(people, until=None, now=now)
    settle(people, now=now)
    lead = people[0].first
    lead.event = event
    changes = {"reason": reason, "people": len(people)}
    record("promote by hand", lead, now=now, by=by, event_id=event.pk, changes=changes)
    mails.tell(mails.Kind.GIVEN, lead, now=now)
    move_up(event, now=now)


def take_or_add(
    event: Event,
    people: Sequence[Registration],
    *,
    add: Adding | None,
    now: datetime,
    by: User | None,
) -> None:
    """Take seats for these people; where there are too few, `add` adds them. Raises NoSeatFree.

    The caller holds the event's lock, and has read event and roles since.
    """
    groups: dict[int | None, list[Registration]] = defaultdict(list)
    for person in people:
        groups[person.role_id].append(person)
    for group in groups.values():
        role, size = group[0].role, len(group)
        left = seats_for(event, role).left
        if left is not None and left < size:
            if add is None:
                raise _too_few(size - max(left, 0))
            add(event, role, group, now=now, by=by)
        if not seats.enter(event, role, size):
            raise RuntimeError("the seats that were counted are not there")
        event.refresh_from_db(fields=seats.COUNTERS)


def _too_few(short: int) -> NoSeatFree:
    sentence = ngettext(
        "There are too few seats free: %(short)d more is needed.",
        "There are too few seats free: %(short)d more are needed.",
        short,
    )
    return NoSeatFree(sentence % {"short": short}, field="add_seats")


def raise_limits(
    event: Event,
    role: RegistrationRole | None,
    people: Sequence[Registration],
    *,
    now: datetime,
    by: User | None,
) -> None:
    """Raise whatever is too low for people in one role, for good: the quota, the seats, or both."""
    size = len(people)
    if role is not None and role.quota is not None and (role.seats_left or 0) < size:
        before, role.quota = role.quota, role.quota + size - (role.seats_left or 0)
        role.save(update_fields=["quota"])
        changes = {"quota": [before, role.quota]}
        record("change", role, now=now, by=by, event_id=event.pk, changes=changes)
    left = seats_for(event, role).left
    if left is not None and left < size and event.capacity is not None:
        before = event.capacity
        event.capacity += size - left
        event.save(update_fields=["capacity"])
        changes = {"capacity": [before, event.capacity]}
        record("change capacity", event, now=now, by=by, event_id=event.pk, changes=changes)
