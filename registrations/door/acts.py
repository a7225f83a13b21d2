"""Rows of what was noted, as the values that are merged and sent to devices."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf

from events.models import Session, Table
from festival.models import User
from registrations.door.merging import Act
from registrations.door.places import place_of
from registrations.door.querysets import DoorActQuerySet
from registrations.models import DoorAct, HostLink, Registration

_BARE = (
    *("key", "registration", "session", "table", "kind", "at"),
    *("counter", "undoes", "way", "text"),
)
_WHOLE = (
    *("pk", "key", "registration__code", "session", "table", "kind", "at"),
    *("counter", "undoes", "way", "text", "device__name", "by", "host_link"),
)


def numbered(rows: DoorActQuerySet) -> Iterable[tuple[int, Act]]:
    """Each row's id with the act, the first received first.

    One query, and one more each for sessions, tables, the team and hosts where those occur: most
    acts know a device alone, and to join all of them takes longer than to read.
    """
    found = [_Row(*row) for row in rows.order_by("pk").values_list(*_WHOLE)]
    sessions = _told(Session.objects, "code", (row.session for row in found))
    tables = _told(Table.objects, "code", (row.table for row in found))
    called = _callers(found)
    for row in found:
        act = Act(
            key=str(row.key),
            person=row.person,
            place=place_of(sessions.get(row.session), tables.get(row.table)),
            kind=row.kind,
            at=row.at,
            counter=row.counter,
            device=called(row),
            undoes=str(row.undoes or ""),
            way=row.way,
            text=row.text,
        )
        yield row.pk, act


class _Row(NamedTuple):
    """An act as its row holds it; what else there is by its id."""

    pk: int
    key: UUID
    person: str
    session: int | None
    table: int | None
    kind: str
    at: datetime
    counter: int
    undoes: UUID | None
    way: str
    text: str
    device: str | None
    by: int | None
    host_link: int | None


def _told(rows: Any, field: Any, ids: Iterable[int | None]) -> dict[int | None, str]:
    """A field of what has these ids; no query for none."""
    wanted = set(ids) - {None}
    return dict(rows.filter(pk__in=wanted).values_list("pk", field)) if wanted else {}


def _callers(found: list[_Row]) -> Callable[[_Row], str]:
    """Who noted it: a device, the host of a session or table, or somebody of the team."""
    place = Coalesce(NullIf("table__topic", Value("")), "session__title")
    hosts = _told(HostLink.objects, place, (row.host_link for row in found))
    team = _told(User.objects, "name", (row.by for row in found))
    return lambda row: row.device or hosts.get(row.host_link) or team.get(row.by) or ""


def acts_of(people: Iterable[int]) -> list[Act]:
    """Everything noted about these registrations."""
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
