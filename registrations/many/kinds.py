"""What can be done to many people, each by its own verb."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from festival.models import User
from festival.refusals import Refused
from registrations.changing.cancelling import cancel_people
from registrations.changing.moving import move
from registrations.filtering.finding import places_of
from registrations.models import GroupAct, Registration
from registrations.seating.confirming import confirm_by_hand
from registrations.states import LIVE, SEATED

People = Sequence[Registration]


class Gone(Refused):
    """What the people were to be moved to is no more."""


@dataclass(frozen=True)
class Doing:
    """How one kind is done: to whom of many together, by which verb, and to whom it is already."""

    groups: Callable[[People], list[People]]
    do: Callable[..., None]
    is_so: Callable[[Registration, Mapping[str, Any]], bool]


def _by_party(people: People) -> list[People]:
    parties: dict[int, list[Registration]] = {}
    for person in people:
        parties.setdefault(person.party_id, []).append(person)
    return list(parties.values())


def _one_by_one(people: People) -> list[People]:
    return [[person] for person in people]


def _confirm(people: People, options: Mapping[str, Any], *, now: datetime, by: User | None) -> None:
    confirm_by_hand(people, reason=options["reason"], now=now, by=by)


def _cancel(people: People, options: Mapping[str, Any], *, now: datetime, by: User | None) -> None:
    cancel_people(people, now=now, by=by, why=options["reason"])


def _move(people: People, options: Mapping[str, Any], *, now: datetime, by: User | None) -> None:
    for person in people:
        place = places_of(person.event).get(options["place"])
        if place is None:
            raise Gone(_("The table or session is no longer there."))
        move(person, place, now=now, by=by)


def _is_confirmed(person: Registration, options: Mapping[str, Any]) -> bool:
    return person.status in SEATED


def _is_cancelled(person: Registration, options: Mapping[str, Any]) -> bool:
    return person.status not in LIVE


def _is_there(person: Registration, options: Mapping[str, Any]) -> bool:
    place = places_of(person.event).get(options["place"])
    return place is not None and person.choices.seated().at(place).exists()


DO: dict[str, Doing] = {
    GroupAct.Kind.CONFIRM: Doing(_by_party, _confirm, _is_confirmed),
    GroupAct.Kind.CANCEL: Doing(_by_party, _cancel, _is_cancelled),
    GroupAct.Kind.MOVE: Doing(_one_by_one, _move, _is_there),
}
