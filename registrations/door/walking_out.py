"""Walk-ins that were not in after all: their seats come free, and are theirs again once they are in.

It follows from the acts alone, in whatever order they arrive: who walked in holds a seat as long
as one act of coming in stands.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from operator import attrgetter

from django.utils.translation import gettext as _

from events.models import Event
from festival.models import User
from registrations.changing.cancelling import let_go
from registrations.door.admitting import admit_all
from registrations.door.arriving import arrivals
from registrations.door.merging import IN, Act
from registrations.models import DoorAct, Registration
from registrations.seating.moving_up import move_up, tell_seated
from registrations.states import HOLDS_SEAT, Status


def taken_back_now(rows: Iterable[DoorAct]) -> set[int]:
    """The ids of walk-ins about whom these unsaved acts take something back for the first time."""
    undone = {
        row.key: row.registration.pk
        for row in rows
        if row.kind == DoorAct.Kind.UNDO and row.registration.walked_in
    }
    if not undone:
        return set()
    known = set(DoorAct.objects.filter(key__in=undone).values_list("key", flat=True))
    return {pk for key, pk in undone.items() if key not in known}


def follow_walk_ins(
    event: Event,
    people: Iterable[Registration],
    acts: Iterable[Act],
    *,
    taken_back: Collection[int],
    now: datetime,
    by: User | None,
) -> None:
    """Free the seats of walk-ins who are in nowhere any more, and seat those who are in again.

    `acts` is all that was noted about these people. Nobody is mailed: they were not in, or stand
    at the door. Whom the team cancelled stays so. The caller holds the event's lock.
    """
    walked = [person for person in people if person.walked_in]
    if not walked:
        return
    acts = list(acts)
    inside = arrivals(acts)
    out = [p for p in walked if p.status in HOLDS_SEAT and p.code not in inside]
    _release(event, [p for p in out if p.pk in taken_back], now=now, by=by)
    back = [person for person in walked if person.code in inside and was_released(person)]
    # who can have none is shown at the desk as inside without a seat
    admit_all(event, {person.pk: _reason(person, acts) for person in back}, now=now, by=by)


def _release(
    event: Event, people: Sequence[Registration], *, now: datetime, by: User | None
) -> None:
    if not people:
        return
    rows = event.registrations.select_related("role", "lead__role")
    found = list(rows.filter(pk__in=[person.pk for person in people]).order_by("id"))
    why = _("Taken back at the desk: not in after all")
    heirs = let_go(event, found, now=now, by=by, why=why, not_in=True)
    tell_seated(heirs, now=now)
    move_up(event, now=now)


def was_released(person: Registration) -> bool:
    """Whether it is a walk-in whom nobody of the team cancelled: the desk's taking back did."""
    by_the_desk = person.status == Status.CANCELLED and person.cancelled_by_id is None
    return person.walked_in and by_the_desk


def _reason(person: Registration, acts: Iterable[Act]) -> str:
    """What somebody at the door wrote first when they let this person in again."""
    came = (act for act in acts if act.person == person.code and act.kind == IN)
    own = sorted(came, key=attrgetter("order"))
    return next((act.text for act in own if act.text.strip()), _("In after all"))
