"""Checking people in and taking it back, as a page of the desk does it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from festival.models import User
from registrations.desk.guests import Guest, with_others
from registrations.desk.results import Kind
from registrations.door.merging import IN, NOTE, UNDO
from registrations.door.noting import Noted, note
from registrations.models import Device, DoorAct

WALK_IN = str(DoorAct.Way.WALK_IN)


def check_in(
    event: Event,
    people: Sequence[Guest],
    *,
    key: UUID,
    way: str,
    device: Device,
    now: datetime,
    why: str = "",
) -> None:
    """Let these people be in. The same form sent twice counts once for each of them."""
    about: dict[str, Any] = {"kind": IN, "place": "", "at": now, "way": way, "text": why}
    notes = [Noted(key=uuid5(key, one.code), person=one.code, **about) for one in people]
    note(event, notes, now=now, device=device)


def take_back(
    event: Event,
    people: Sequence[Guest],
    *,
    key: UUID,
    now: datetime,
    device: Device | None = None,
    by: User | None = None,
) -> None:
    """Take back every time that these people were noted as in at this door."""
    notes = [
        Noted(
            key=uuid5(key, act.key),
            kind=UNDO,
            person=person.code,
            place="",
            at=now,
            undoes=UUID(act.key),
        )
        for person in people
        for act in person.presence.standing
    ]
    note(event, notes, now=now, device=device, by=by)


def walked_in_with(person: Guest, party: Iterable[Guest]) -> list[Guest]:
    """Whom one tap let in as walk-ins with who leads them, themselves included."""
    taps = {(act.at, act.device) for act in person.presence.standing if act.way == WALK_IN}
    if person.came_with or not taps:
        return [person]
    return [
        one
        for one in party
        if any(act.way == WALK_IN and (act.at, act.device) in taps for act in one.presence.standing)
    ]


def coming_back(person: Guest, party: Iterable[Guest]) -> list[Guest]:
    """Whom to let in again together: of walk-ins everybody who was taken back, them first."""
    if not person.released:
        return [person]
    others = [one for one in party if one.released and one.needs_reason]
    return [person, *(one for one in others if one.code != person.code)]


def told_of_admitting(people: Sequence[Guest]) -> str:
    """What to say after these got seats and were let in."""
    sentence = ngettext(
        "%(name)s has a seat now, and is in.",
        "%(name)s have seats now, and are in.",
        len(people),
    )
    return sentence % {"name": with_others(people[0].name, len(people) - 1)}


def told_before_undoing(person: Guest, device: Device) -> str:
    """Who else let them in, which undoing takes back as well; empty when nobody did."""
    others = {act.device for act in person.presence.standing} - {device.name, ""}
    if not others:
        return ""
    sentence = _("Also let in by %(devices)s. Undo takes that back too.")
    if not any(act.device == device.name for act in person.presence.standing):
        sentence = _("Let in by %(devices)s. Undo takes that back.")
    return sentence % {"devices": ", ".join(sorted(others))}


def told_of_undoing(person: Guest, people: Sequence[Guest]) -> str:
    """What to say after these were taken back; of walk-ins also what comes free."""
    if any(act.way == WALK_IN for act in person.presence.standing):
        sentence = ngettext(
            "%(name)s is not in; the seat is given back.",
            "%(name)s are not in; their seats are given back.",
            len(people),
        )
        return sentence % {"name": with_others(person.name, len(people) - 1)}
    return _("%(name)s is not in.") % {"name": person.name}


def remark(
    event: Event, person: Guest, text: str, *, key: UUID, device: Device, now: datetime
) -> None:
    """Keep a remark about somebody."""
    noted = Noted(
        key=uuid5(key, person.code), kind=NOTE, person=person.code, place="", at=now, text=text
    )
    note(event, [noted], now=now, device=device)


def told_of(before: Guest) -> tuple[Kind, str]:
    """What to say after a tap that checks in, by how they stood before it."""
    about = {"name": before.name, "standing": before.standing}
    if before.inside:
        return Kind.ALREADY, _("%(name)s: %(standing)s.") % about
    if before.needs_reason:
        return Kind.LOOK, _("%(name)s: %(standing)s. Let in anyway?") % about
    return Kind.IN, _("%(name)s is in.") % about


def told_of_party(people: Iterable[Guest]) -> str:
    """What to say after those of a party were checked in together."""
    names = [person.name for person in people]
    sentence = ngettext(
        "%(n)d person is in: %(names)s.", "%(n)d people are in: %(names)s.", len(names)
    )
    return sentence % {"n": len(names), "names": ", ".join(names)}
