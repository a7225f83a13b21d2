"""Cancelling: the seats go to the first in line, in the same transaction."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations import mails
from registrations.hours import is_open
from registrations.models import Choice, Registration
from registrations.questions.limits import release_places
from registrations.seating import added, seats
from registrations.seating.moving_up import move_up, tell_seated
from registrations.states import HOLDS_SEAT, LIVE, Status


class TooLate(Refused):
    """The event is over; its list of who came no longer changes."""


class AlreadyInside(Refused):
    """Somebody who has been checked in; only the team at the desk can put that right."""


def cancel(
    registration: Registration, *, now: datetime, by: User | None, why: str = ""
) -> Registration:
    """Cancel for one person, as `cancel_people` does for several; gives the row as it is now."""
    cancel_people([registration], now=now, by=by, why=why)
    fresh: Registration = Registration.objects.select_related("event", "role").get(
        pk=registration.pk
    )
    return fresh


@transaction.atomic
def cancel_people(
    people: Sequence[Registration], *, now: datetime, by: User | None, why: str = ""
) -> None:
    """Cancel for people of one event, and hand their seats on; one mail for each party.

    `by` is None for the people themselves; `why` is what an organiser says about it. Cancelling
    twice does no harm. Raises TooLate once the event is over, and AlreadyInside for people
    themselves who were checked in and may be inside: the team may cancel for them.
    """
    event = lock_event(people[0].event_id)
    rows = event.registrations.live().filter(pk__in=[person.pk for person in people])
    found = list(rows.select_related("role", "lead__role").order_by("id"))
    if not found:
        return
    if event.ends_at <= now:
        raise TooLate(_("This gathering is over; there is nothing left to cancel."))
    inside = is_open(event, now) and any(one.status == Status.ATTENDED for one in found)
    if by is None and inside:
        sentence = _("Who is inside already cannot cancel. Ask at the desk if this is not right.")
        raise AlreadyInside(sentence)
    heirs = let_go(event, found, now=now, by=by, why=why)
    for party in {person.party_id: person for person in found}.values():
        party.first.event = event
        stays = event.registrations.live().of_party(party.party_id).exists()
        mails.tell(mails.Kind.CHANGED_OWN if stays else mails.Kind.CANCELLED, party.first, now=now)
    tell_seated(heirs, now=now)
    move_up(event, now=now)


def let_go(
    event: Event,
    people: Sequence[Registration],
    *,
    now: datetime,
    by: User | None,
    why: str = "",
    not_in: bool = False,
) -> list[Choice]:
    """Cancel for people and give back all they held; the choices of others that moved up.

    `not_in` is for walk-ins that were taken back at the desk. The caller holds the event's lock, mails, and moves the line up.
    """
    seated = [person for person in people if person.status in HOLDS_SEAT]
    leave(event, seated)
    keys = [person.pk for person in people]
    standing = Choice.objects.standing().filter(registration__in=keys)
    release_places(people)
    Registration.objects.filter(pk__in=keys, status__in=LIVE).update(
        status=Status.CANCELLED,
        cancelled_at=now,
        cancelled_by=by,
        cancelled_why=why,
        hold_until=None,
        passes_until=None,
        checked_in_at=None,
    )
    added.take_back(event, seated, now=now)
    heirs = seats.give_up_all(standing.select_related("session", "table").order_by("id"))
    for person in people:
        person.refresh_from_db(fields=["status", "cancelled_at", "hold_until", "checked_in_at"])
        action = "release walk-in" if not_in else "cancel"
        record(action, person, now=now, by=by, event_id=event.pk)
    return heirs


def leave(event: Event, people: Sequence[Registration]) -> None:
    """Give back the seats at the event of people who hold one. The caller holds the lock."""
    roles = {person.role_id: person.role for person in people}
    for role, size in Counter(person.role_id for person in people).items():
        seats.leave(event, roles[role], size)
