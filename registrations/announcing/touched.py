"""Whom changes touch: who signed up for what changed, and who appears there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from events.changes import Change
from events.models import Event
from events.programme import Programme
from partners.merging import codes_now
from partners.models import Person
from registrations.models import Choice
from registrations.states import HOLDS_SEAT

EVERYBODY = ""  # stands for the codes of a change that concerns all of them
Own = dict[int, tuple[int, ...]]  # by id: which of the changes are somebody's own, by number


@dataclass(frozen=True)
class Touched:
    """Who is touched by which changes. Hosts are all who appear in the programme."""

    seated: Own
    waiting: Own
    hosts: Own
    host_people: tuple[Person, ...]

    @property
    def people(self) -> Own:
        """All who signed up, by the id of their registration."""
        return self.seated | self.waiting

    @property
    def reachable(self) -> tuple[Person, ...]:
        """The hosts with an address."""
        return tuple(person for person in self.host_people if person.email)

    @property
    def unreachable(self) -> tuple[Person, ...]:
        """The hosts without one."""
        return tuple(person for person in self.host_people if not person.email)

    @property
    def anybody(self) -> bool:
        """Whether there is somebody to tell."""
        return bool(self.people or self.reachable)

    def told(self, number: int) -> int:
        """How many of who signed up have one change as their own."""
        return sum(number in own for own in self.people.values())


def touched_by(
    changes: Sequence[Change], event: Event, old: Programme | None, new: Programme
) -> Touched:
    """Who is touched; three queries, and none when no change touches anybody.

    A change of the event as a whole is everybody's own; a change of a session or table is of
    those who chose it or appear there, before or after.
    """
    if not any(change.touches for change in changes):
        return Touched({}, {}, {}, ())
    codes, index = _chosen_codes(event), _by_code(changes)
    seated: Own = {}
    waiting: Own = {}
    for pk, status in event.registrations.live().order_by("id").values_list("pk", "status"):
        if own := _own(index, codes[pk]):
            (seated if status in HOLDS_SEAT else waiting)[pk] = own
    appearing = _appearing(old, new)
    now = codes_now(appearing)  # a person may have been merged into another since
    of_code: dict[str, tuple[int, ...]] = {}
    for code, met in appearing.items():
        if own := _own(index, met):
            known = now.get(code, code)
            of_code[known] = tuple(sorted({*of_code.get(known, ()), *own}))
    people = Person.objects.filter(code__in=of_code).order_by("sort_name", "id")
    found = tuple(people)
    return Touched(seated, waiting, {person.pk: of_code[person.code] for person in found}, found)


def _by_code(changes: Sequence[Change]) -> dict[str, set[int]]:
    """The numbers of the changes that touch people, by the codes they concern."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, change in enumerate(changes):
        for code in (EVERYBODY,) if change.everybody else change.codes:
            found[code] |= {number} if change.touches else set()
    return found


def _own(index: dict[str, set[int]], codes: set[str]) -> tuple[int, ...]:
    """The changes that concern who chose these codes, or appears there."""
    return tuple(sorted(set().union(*(index.get(code, ()) for code in {EVERYBODY, *codes}))))


def _chosen_codes(event: Event) -> dict[int, set[str]]:
    """The sessions and tables that each registration chose, by their codes."""
    found: dict[int, set[str]] = defaultdict(set)
    choices = Choice.objects.standing().filter(registration__event=event).order_by()
    columns = ("registration_id", "session__code", "table__code")
    for pk, session, table in choices.values_list(*columns):
        found[pk] |= {session, table} - {None}
    return found


def _appearing(*programmes: Programme | None) -> dict[str, set[str]]:
    """The sessions and tables that each person appears in, by the person's code."""
    found: dict[str, set[str]] = defaultdict(set)
    for programme in programmes:
        for person, codes in _appearances(programme) if programme else ():
            found[person] |= codes
    return found


def _appearances(said: Programme) -> Iterator[tuple[str, set[str]]]:
    for session in said.sessions:
        for appearance in session.appearances:
            yield appearance.person, {session.code}
        for table in session.tables:
            for appearance in table.appearances:
                yield appearance.person, {session.code, table.code}
