"""People as the desk shows them: names, organisation, role, tables, and how they stand at the door.

No address, no needs and no answers: who receives people does not need them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import Event
from events.pages.when import clock_on
from registrations.companions import number_companions
from registrations.door.acts import numbered
from registrations.door.merging import NOT_IN, Presence, merged
from registrations.door.seated import Seat, seats_of
from registrations.door.walking_out import was_released
from registrations.models import Registration
from registrations.querysets import RegistrationQuerySet
from registrations.states import HELD_FOR_A_WHILE, HOLDS_SEAT, LIVE, Status


class Stands(TextChoices):
    """How somebody stands at the door; the stylesheet has a colour for each."""

    INSIDE = "in", gettext_lazy("In")
    EXPECTED = "expected", gettext_lazy("Expected")
    UNSURE = "unsure", gettext_lazy("To be confirmed")
    WAITING = "waiting", gettext_lazy("On the waiting list")
    CANCELLED = "cancelled", gettext_lazy("Cancelled")


MAY_ENTER = frozenset({Stands.EXPECTED, Stands.UNSURE})  # one tap checks them in


@dataclass(frozen=True)
class At:
    """Where somebody has a seat: the round, and the session or table."""

    round: str
    title: str


@dataclass(frozen=True)
class Guest:
    """One person at the desk."""

    code: str
    name: str
    organisation: str
    role: str
    came_with: str
    party: int  # the key that everybody of one party shares
    stands: Stands
    places: tuple[At, ...]
    others: int  # of the party, as far as they come or would
    absent: int  # of the party, themselves included: who may come in, and is not
    presence: Presence = field(default=NOT_IN, repr=False)
    elsewhere: datetime | None = None  # noted at a session, not at the door
    seated: bool = True
    released: bool = False  # a walk-in who was taken back

    @property
    def inside(self) -> bool:
        """Whether they are in."""
        return self.stands == Stands.INSIDE

    @property
    def may_enter(self) -> bool:
        """Whether one tap checks them in."""
        return self.stands in MAY_ENTER

    @property
    def needs_reason(self) -> bool:
        """Whether they have no seat, and only come in for a reason."""
        return self.stands in {Stands.WAITING, Stands.CANCELLED}

    @property
    def standing(self) -> str:
        """`Already in since 19.52, by Telephone Anja`; how they stand, in words."""
        if not self.inside:
            return str(self.stands.label)
        by = self.presence.by
        since = by.at if by else self.elsewhere
        hour = clock_on(timezone.localtime(since), timezone.localdate()) if since else ""
        if not self.seated:
            return _("In since %(time)s, without a seat") % {"time": hour}
        if by and by.device:
            return _("In since %(time)s, by %(device)s") % {"time": hour, "device": by.device}
        return _("In since %(time)s") % {"time": hour}


def people_of(event: Event) -> RegistrationQuerySet:
    """Everybody of an event, with what `guests_of` reads of them."""
    people: RegistrationQuerySet = event.registrations.select_related("role", "lead")
    return people


def guests_of(event: Event, people: Iterable[Registration]) -> list[Guest]:
    """These people of an event, in their order; five queries at most, however many they are."""
    rows = list(people)
    number_companions(rows)
    parties = {person.party_id for person in rows}
    together = [_Member(*row) for row in _members(event, parties)]
    stands = _presences(event, {person.pk for person in together})
    seats = seats_of(event, [person.pk for person in rows])
    others, absent = _parties(together, stands)
    return [
        _guest(person, stands, seats[person.pk], others[person.party_id], absent[person.party_id])
        for person in rows
    ]


def name_of(person: Registration) -> str:
    """Their name, or whose companion they are."""
    return person.known_as or _("Somebody without a name")


def with_others(name: str, others: int) -> str:
    """`Fatma and 2 others`; their name alone where there are none."""
    if not others:
        return name
    sentence = ngettext("%(name)s and %(n)s other", "%(name)s and %(n)s others", others)
    return sentence % {"name": name, "n": others}


def stands_of(status: str, presence: Presence) -> Stands:
    """How somebody with this status stands at the door; who came in is in, also without a seat."""
    if presence.inside or status == Status.ATTENDED:
        return Stands.INSIDE
    if status in HELD_FOR_A_WHILE:
        return Stands.UNSURE
    return {Status.WAITING: Stands.WAITING, Status.CANCELLED: Stands.CANCELLED}.get(
        Status(status), Stands.EXPECTED
    )


def _guest(
    person: Registration,
    presences: dict[str, Presence],
    seats: Sequence[Seat],
    live: int,
    absent: int,
) -> Guest:
    presence = presences.get(person.code, NOT_IN)
    return Guest(
        code=person.code,
        name=name_of(person),
        organisation=person.organisation,
        role=person.role.name if person.role else "",
        came_with=name_of(person.lead) if person.lead else "",
        party=person.party_id,
        stands=stands_of(person.status, presence),
        places=tuple(At(seat.round, seat.numbered) for seat in seats),
        others=max(live - person.is_live, 0),
        absent=absent,
        presence=presence,
        elsewhere=person.checked_in_at,
        seated=person.status in HOLDS_SEAT,
        released=was_released(person) and person.forgotten_at is None,
    )


def _presences(event: Event, people: set[int]) -> dict[str, Presence]:
    rows = event.door_acts.at_the_door().of_people(list(people))
    found = merged(act for _pk, act in numbered(rows))
    return {person: presence for (person, _place), presence in found.items()}


class _Member(NamedTuple):
    """What the rows of a whole party are counted by."""

    pk: int
    code: str
    lead: int | None
    status: str


def _members(event: Event, parties: set[int]) -> Iterable[tuple[Any, ...]]:
    return event.registrations.of_parties(parties).values_list(*_Member._fields)


def _parties(
    people: Sequence[_Member], presences: dict[str, Presence]
) -> tuple[Counter[int], Counter[int]]:
    """By party: how many come or would, and how many of them are not in and may."""
    live: Counter[int] = Counter()
    absent: Counter[int] = Counter()
    for person in people:
        party = person.lead or person.pk
        stands = stands_of(person.status, presences.get(person.code, NOT_IN))
        live[party] += person.status in LIVE
        absent[party] += stands in MAY_ENTER
    return live, absent
