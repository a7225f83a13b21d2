"""Which rows of a draft are added, changed and removed to get back to a release; pure."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from events.programme import Programme, Session
from events.restoring.parts import KINDS, Kind, Ref, Values, numbered

STAYS = (  # what a release only repeats, or what other verbs own
    *("code", "slug", "series", "series_about", "follows", "editions", "takes_registrations"),
    *("capacity", "cancelled", "accords", "withdrawn", "sequence", "changed_at"),
)


@dataclass(frozen=True)
class Step:
    """One row to add, change or remove; `values` are those to set, None to remove it."""

    kind: str
    key: Hashable
    values: Values | None
    new: bool = False


def reachable(there: Programme, release: Programme) -> Programme:
    """A release as far as a draft can get back to it: what stays is as it is now."""
    people = {**release.person_by_code, **there.person_by_code}
    organisations = {**release.organisation_by_slug, **there.organisation_by_slug}
    return replace(
        release,
        **{name: getattr(there, name) for name in STAYS},
        sessions=tuple(_kept(session, there) for session in release.sessions),
        people=tuple(people[person.code] for person in release.people),
        organisations=tuple(organisations[one.slug] for one in release.organisations),
        rooms=tuple(there.room_by_name.get(room.name, room) for room in release.rooms),
    )


def plan_of(there: Programme, wanted: Programme) -> list[Step]:
    """The steps from one programme to another.

    Parts of parts are removed first, so that their numbers are free; the others last, so that
    what moves out of them is not taken along.
    """
    removals: list[Step] = []
    steps: list[Step] = []
    gone: set[Ref] = set()
    for kind in KINDS:
        before, after = numbered(kind.parts(there)), numbered(kind.parts(wanted))
        steps += _made(kind, before, after)
        for key in before.keys() - after.keys():
            gone.add(Ref(kind.name, key))
            if not _goes_along(kind, before[key], gone):
                removals.append(Step(kind.name, key, None))
    first = {kind.name for kind in KINDS if kind.part_of}
    removals.sort(key=lambda step: str(step.key))
    before_all = [step for step in removals if step.kind in first]
    return [*before_all, *steps, *(step for step in removals if step.kind not in first)]


def _made(
    kind: Kind, before: dict[Hashable, Values], after: dict[Hashable, Values]
) -> Iterator[Step]:
    for key, values in after.items():
        if key not in before:
            yield Step(kind.name, key, values, new=True)
            continue
        other = {
            name: value
            for name, value in values.items()
            if value != before[key][name] and name not in kind.only_new
        }
        if other:
            yield Step(kind.name, key, other)


def _goes_along(kind: Kind, values: Values, gone: set[Ref]) -> bool:
    """Whether what it is part of is removed, and takes it along."""
    return any(values[name] in gone for name in kind.part_of.split())


def _kept(session: Session, there: Programme) -> Session:
    """A session of a release, with the seats and the state that it has now."""
    now = there.session_by_code.get(session.code)
    tables = tuple(
        replace(table, capacity=there.table_by_code[table.code][1].capacity)
        if table.code in there.table_by_code
        else table
        for table in session.tables
    )
    stays: dict[str, Any] = {"cancelled": now.cancelled if now else False}
    stays["capacity"] = now.capacity if now else session.capacity
    return replace(session, tables=tables, sequence=0, changed_at=None, **stays)
