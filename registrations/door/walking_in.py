"""Walk-ins: who comes without having signed up."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.locking import lock_event
from events.models import Event
from festival.audit import record
from festival.models import User
from festival.names import NAME_PARTS
from festival.refusals import Refused
from registrations.door.noting import Source, add_acts
from registrations.models import Device, DoorAct, Registration, RegistrationRole, TooFew
from registrations.seating import added
from registrations.seating.moving_up import seats_for_newcomers
from registrations.seating.promoting import take_or_add
from registrations.seating.room import hall_for
from registrations.states import Status

MOST = 30  # people who walk in together
_LONGEST = {
    field.name: field.max_length
    for field in Registration._meta.concrete_fields
    if field.name in NAME_PARTS
}


class Full(Refused):
    """There are too few seats; with a reason, seats are added. `left` is how many there are."""

    def __init__(self, message: str, *, left: int) -> None:
        super().__init__(message, field="reason")
        self.left = left


class CannotWalkIn(Refused):
    """Nobody can be noted as a walk-in here, or not like this."""


@transaction.atomic
def walk_in(
    event: Event,
    *,
    key: UUID,
    given_name: str,
    infix: str = "",
    family_name: str = "",
    people: int = 1,
    role: RegistrationRole | None = None,
    reason: str = "",
    late: bool = False,
    now: datetime,
    at: datetime,
    counter: int = 0,
    device: Device | None = None,
    by: User | None = None,
) -> Registration:
    """Note somebody who came without signing up, give them a seat and check them in.

    Of several `people` the others come along without a name. Where there are too few seats, they
    are added for a `reason`. `late` is for what a phone noted without network: they are inside,
    so it is never refused, unless the gathering was called off; the team is told when it was full
    and nobody said why. The same `key` again changes nothing. Raises Full and CannotWalkIn.
    """
    event = lock_event(event.pk)
    known: Registration | None = event.registrations.leading().filter(form_key=key).first()
    if known is not None:
        return known
    lead = _lead(event, _Name(given_name, infix, family_name), role, key=key, at=at, now=now)
    _check(lead, people, late=late)
    rows, reason = [lead, *_companions(lead, min(people, MOST) - 1)], reason.strip()
    left = seats_for_newcomers(event, lead.role, len(rows))
    if left < len(rows) and not reason:
        lead.too_few = _too_few(lead, len(rows), left, late=late)
    take_or_add(event, rows, add=added.add if late or reason else None, now=now, by=by)
    _save(rows)
    add_acts(_acts(rows, counter, Source(device, by=by)))
    changes = {"people": len(rows), "reason": reason, "late": late}
    record("walk in", lead, now=now, by=by, event_id=event.pk, changes=changes)
    return lead


class _Name(NamedTuple):
    given_name: str
    infix: str
    family_name: str

    def fitting(self) -> "_Name":
        """As much of each part as is kept; nothing that a phone noted is refused for its length."""
        longest = [_LONGEST[name] for name in self._fields]
        return _Name(
            *(
                part.replace("\0", "").strip()[:most]
                for part, most in zip(self, longest, strict=True)
            )
        )


def _lead(
    event: Event,
    name: _Name,
    role: RegistrationRole | None,
    *,
    key: UUID,
    at: datetime,
    now: datetime,
) -> Registration:
    """The unsaved row of who walks in; a role of another event is none."""
    known = event.registration_roles.filter(pk=role.pk).first() if role else None
    return Registration(
        event=event,
        form_key=key,
        role=known,
        language=event.language,
        status=Status.ATTENDED,
        created_at=now,
        confirmed_at=now,
        checked_in_at=min(at, now),
        walked_in=True,
        **name.fitting()._asdict(),
    )


def _companions(lead: Registration, number: int) -> list[Registration]:
    """The unsaved rows of who came along, without a name."""
    same = ("event", "form_key", "role", "language", "status", "created_at", "confirmed_at")
    about = {name: getattr(lead, name) for name in (*same, "checked_in_at", "walked_in")}
    return [Registration(**about, lead=lead) for _n in range(number)]


def _check(lead: Registration, people: int, *, late: bool) -> None:
    """Refuse what was called off, and unless `late` what can still be put right at the desk."""
    if lead.event.cancelled_at is not None:
        raise CannotWalkIn(_("This gathering has been cancelled."))
    if late:
        return
    if lead.event.ends_at <= lead.created_at:
        raise CannotWalkIn(_("This gathering is over."))
    if lead.nameless:
        raise CannotWalkIn(_("Fill in a name."), field="given_name")
    if not 1 <= people <= MOST:
        sentence = _("At most %(most)d people can walk in together.")
        raise CannotWalkIn(sentence % {"most": MOST}, field="people")


def _too_few(lead: Registration, people: int, left: int, *, late: bool) -> TooFew:
    """Of which seats there are fewer than so many people need; unless `late`, raises Full."""
    if not late:
        raise _full(left)
    event, role = lead.event, lead.role
    of_role = role is not None and role.seats_left is not None and role.seats_left < people
    free = None if role is not None and not role.counts else hall_for(event, role).left
    of_hall = free is not None and free < people
    if of_role:
        return TooFew.BOTH if of_hall else TooFew.ROLE
    return TooFew.HALL if of_hall else TooFew.LINE


def _full(left: int) -> Full:
    if not left:
        return Full(_("All seats are taken. With a reason, seats are added."), left=0)
    sentence = ngettext(
        "There is %(left)d seat free. With a reason, seats are added.",
        "There are %(left)d seats free. With a reason, seats are added.",
        left,
    )
    return Full(sentence % {"left": left}, left=left)


def _save(rows: Sequence[Registration]) -> None:
    """Save who leads first: the others point at that row."""
    head, *rest = rows
    head.save(force_insert=True)
    for person in rest:
        person.lead = head
    Registration.objects.bulk_create(rest)


def _acts(rows: Sequence[Registration], counter: int, source: Source) -> list[DoorAct]:
    """That each of them came in; the act of who leads has the key of the walk-in itself."""
    lead = rows[0]
    return [
        DoorAct(
            event=lead.event,
            registration=person,
            kind=DoorAct.Kind.IN,
            way=DoorAct.Way.WALK_IN,
            key=uuid5(lead.form_key, str(number)) if number else lead.form_key,
            at=lead.checked_in_at or lead.created_at,
            counter=counter,
            received_at=lead.created_at,
            **source._asdict(),
        )
        for number, person in enumerate(rows)
    ]
