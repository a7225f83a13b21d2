"""What a host does with the list: note who is present, and take that back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from festival.refusals import Refused
from registrations.door.merging import IN, UNDO
from registrations.door.noting import Noted, note
from registrations.hosting.links import place_key
from registrations.hosting.lists import key_of_coming, list_of, may_be_added
from registrations.hosting.opening import check_open
from registrations.models import DoorAct, HostLink


class NotOnThisList(Refused):
    """This person has no seat here, and cannot be added."""


def let_be_present(link: HostLink, *, people: Collection[str], now: datetime) -> int:
    """Note these people as present here, by their codes; how many were not yet.

    Who is not on the list is added, if they have a seat at the gathering. Whoever is noted at a
    session is present at the gathering too. Twice does no harm. Raises NotOpen, NotOnThisList.
    """
    check_open(link, now)
    known = {line.code: line for line in list_of(link).everybody}
    strangers = set(people) - known.keys()
    if strangers and may_be_added(link).filter(code__in=strangers).count() < len(strangers):
        raise NotOnThisList(_("This person is not on the list and cannot be added."))
    noted = {code: known[code].noted if code in known else 0 for code in people}
    coming = [code for code in noted if code not in known or not known[code].present]
    place = place_key(link.session, link.table)
    notes = [
        _noted(key_of_coming(link, code, noted[code]), IN, code, place, now) for code in coming
    ]
    return len(note(link.event, notes, now=now, host_link=link).taken) if notes else 0


def take_back(link: HostLink, *, person: str, now: datetime) -> int:
    """Take back that somebody is present here, whoever noted it; how many acts were undone.

    Twice does no harm. Raises NotOpen, NotOnThisList.
    """
    check_open(link, now)
    line = list_of(link).line(person)
    if line is None:
        raise NotOnThisList(_("This person is not on the list."))
    notes = [
        _noted(uuid5(UUID(act.key), UNDO), UNDO, person, act.place, now, undoes=UUID(act.key))
        for act in line.standing
    ]
    return len(note(link.event, notes, now=now, host_link=link).taken) if notes else 0


def _noted(
    key: UUID, kind: str, person: str, place: str, now: datetime, *, undoes: UUID | None = None
) -> Noted:
    way = DoorAct.Way.LIST if kind == IN else ""
    return Noted(key=key, kind=kind, person=person, place=place, at=now, way=way, undoes=undoes)
