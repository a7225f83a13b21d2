"""Rows of what was noted, as the values that are merged and sent to devices."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from registrations.door.merging import Act
from registrations.door.places import place_of
from registrations.door.querysets import DoorActQuerySet
from registrations.models import DoorAct, Registration

FIELDS = (
    *("pk", "key", "registration__code", "session__code", "table__code", "kind", "at", "counter"),
    *("undoes", "way", "text", "device__name", "by__name"),
    *("host_link__session__title", "host_link__table__topic"),
)
_BARE = (
    *("key", "registration", "session", "table", "kind", "at"),
    *("counter", "undoes", "way", "text"),
)


def numbered(rows: DoorActQuerySet) -> Iterable[tuple[int, Act]]:
    """Each row's id with the act, the first received first; one query."""
    for (
        pk,
        key,
        person,
        session,
        table,
        kind,
        at,
        counter,
        undoes,
        way,
        text,
        *who,
    ) in rows.order_by("pk").values_list(*FIELDS):
        yield (
            pk,
            Act(
                key=str(key),
                person=person,
                place=place_of(session, table),
                kind=kind,
                at=at,
                counter=counter,
                device=_called(*who),
                undoes=str(undoes or ""),
                way=way,
                text=text,
            ),
        )


def acts_of(people: Iterable[int]) -> list[Act]:
    """Everything noted about these registrations; one query."""
    return [act for _pk, act in numbered(DoorAct.objects.of_people(list(people)))]


def bare_acts_of(people: Iterable[Registration]) -> list[Act]:
    """Everything noted about these people, without who noted it, and with places named by their
    ids; one query without joins."""
    codes = {person.pk: person.code for person in people}
    rows = DoorAct.objects.of_people(list(codes)).order_by().values_list(*_BARE)
    return [
        Act(
            key=str(key),
            person=codes[person],
            place=place_of(session, table),
            kind=kind,
            at=at,
            counter=counter,
            undoes=str(undoes or ""),
            way=way,
            text=text,
        )
        for key, person, session, table, kind, at, counter, undoes, way, text in rows
    ]


def as_json(pk: int, act: Act) -> dict[str, Any]:
    """An act as devices get it."""
    return {
        "id": pk,
        "key": act.key,
        "person": act.person,
        "place": act.place,
        "kind": act.kind,
        "at": act.at.isoformat(),
        "counter": act.counter,
        "device": act.device,
        "undoes": act.undoes,
        "way": act.way,
        "text": act.text,
    }


def key_of(text: str) -> UUID | None:
    """A key as it was sent; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _called(device: str | None, by: str | None, session: str | None, table: str | None) -> str:
    """Who noted it: a device, the host of a session or table, or somebody of the team."""
    return device or table or session or by or ""
