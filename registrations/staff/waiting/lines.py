"""Who waits, in order: parties as one for the gathering, and one by one for a session or table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from events.models import Event, Session, Table
from registrations.companions import number_companions
from registrations.models import Choice, Registration
from registrations.seating.moving_up import Row
from registrations.seating.moving_up import units as waiting_units


@dataclass(frozen=True)
class Unit:
    """People who wait as one: their place in line, and the keys of them all."""

    place: int
    people: tuple[int, ...]
    since: datetime


@dataclass(frozen=True)
class InLine:
    """A line of the page: the first of those who wait as one, and how many they are."""

    place: int
    person: Registration
    size: int
    since: datetime

    @property
    def others(self) -> int:
        """How many come along."""
        return self.size - 1


@dataclass(frozen=True)
class Offered:
    """People of one party to whom seats were offered."""

    person: Registration
    size: int
    until: datetime

    @property
    def others(self) -> int:
        """How many come along."""
        return self.size - 1


@dataclass(frozen=True)
class Queue:
    """One waiting list to look at: its key in the address, its name, and how many wait."""

    key: str
    name: str
    waiting: int
    chosen: bool


def units_of(event: Event) -> list[Unit]:
    """Everybody who waits for the gathering, the first one first; one query of bare keys."""
    rows = event.registrations.waiting().values_list("pk", "lead", "waiting_since")
    return units(rows)


def units(rows: Iterable[Row]) -> list[Unit]:
    """People in line, in order, as the units in which they wait, each with its place."""
    found: list[Unit] = []
    ahead = 0
    for unit in waiting_units(iter(rows)):
        found.append(Unit(ahead + 1, unit.people, unit.since))
        ahead += unit.size
    return found


def shown(units: Sequence[Unit]) -> list[InLine]:
    """Units with the first person of each; one query."""
    firsts = Registration.objects.filter(pk__in=[unit.people[0] for unit in units])
    by_key = firsts.select_related("role", "lead").in_bulk()
    number_companions(by_key.values())
    return [
        InLine(unit.place, by_key[unit.people[0]], len(unit.people), unit.since)
        for unit in units
        if unit.people[0] in by_key
    ]


def choices_in_line(choices: Iterable[Choice], *, after: int) -> list[InLine]:
    """People who wait for one session or table; `after` is how many stand before these."""
    rows = list(choices)
    number_companions(choice.registration for choice in rows)
    return [
        InLine(place, choice.registration, 1, choice.since)
        for place, choice in enumerate(rows, start=after + 1)
    ]


def offers_of(event: Event) -> list[Offered]:
    """The seats that were offered, the one that ends first on top; one query."""
    people = event.registrations.with_status("offered").select_related("role", "lead")
    rows = list(people.order_by("hold_until", "id"))
    number_companions(rows)
    parties: dict[int, list[Registration]] = {}
    for person in rows:
        parties.setdefault(person.party_id, []).append(person)
    return [
        Offered(found[0], len(found), until)
        for found in parties.values()
        if (until := found[0].hold_until)
    ]


def queues_of(
    event: Event, holders: dict[str, Session | Table], *, names: dict[str, str], chosen: str
) -> list[Queue]:
    """The lists for sessions and tables in which somebody waits, and the chosen one; one query."""
    in_line = Choice.objects.in_line().filter(registration__event=event).order_by()
    counted = in_line.values_list("session", "table").annotate(Count("id"))
    waiting = {(session, table): number for session, table, number in counted}
    found = []
    for key, holder in holders.items():
        of = (holder.session_id, holder.pk) if isinstance(holder, Table) else (holder.pk, None)
        number = waiting.get(of, 0)
        if number or key == chosen:
            found.append(Queue(key, names[key], number, key == chosen))
    return found
