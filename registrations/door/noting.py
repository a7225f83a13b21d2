"""Noting what happened at a door: one verb for every device, page and link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery
from django.utils.translation import gettext as _

from events.locking import hold_event
from events.models import Event, Session, Table
from festival.models import User
from festival.refusals import Refused
from registrations.door.acts import key_of
from registrations.door.admitting import admit_all
from registrations.door.arriving import settle
from registrations.door.places import SESSION, TABLE
from registrations.door.walking_out import follow_walk_ins, taken_back_now, was_released
from registrations.models import Device, DoorAct, HostLink, Registration
from registrations.models.door import LONGEST_NOTE
from registrations.states import HOLDS_SEAT

HIGHEST = 2**31 - 1  # of a counter


@dataclass(frozen=True)
class Noted:
    """What a device, a page or a host noted, under a key of its own.

    `person` is the code of a registration, or the key of a walk-in; `place` is empty for the
    gathering's own door, `s-` with the code of a session, or `t-` with that of a table.
    """

    key: UUID
    kind: str
    person: str
    place: str
    at: datetime
    counter: int = 0
    way: str = ""
    undoes: UUID | None = None
    text: str = ""


class Outcome(NamedTuple):
    """What is kept now, by key, and what is not, with a sentence for each."""

    taken: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


class Source(NamedTuple):
    """Who notes something: a device, a host, somebody of the team; at least one of them."""

    device: Device | None = None
    host_link: HostLink | None = None
    by: User | None = None


class _NotKept(Refused):
    """One thing that cannot be kept; the rest of the batch is."""


@transaction.atomic
def note(
    event: Event,
    notes: Sequence[Noted],
    *,
    now: datetime,
    device: Device | None = None,
    host_link: HostLink | None = None,
    by: User | None = None,
) -> Outcome:
    """Keep what was noted, however often it is sent, and let the status of people follow.

    Whatever is about somebody of this event is kept, also about who cancelled or waits: a phone
    did not know yet. Who was let in all the same, for a reason, gets a seat. What is not about anybody or any place here is refused with a sentence; the
    rest is kept. What would come from the future is noted as of now. The number of statements
    does not depend on how many there are, but for walk-ins that are taken back.
    """
    hold_event(event.pk)
    once: dict[UUID, Noted] = {}
    for one in notes:
        once.setdefault(one.key, one)
    known, source = _Known(event, tuple(once.values())), Source(device, host_link, by)
    rows: list[DoorAct] = []
    refused: list[tuple[str, str]] = []
    for one in once.values():
        try:
            rows.append(known.row(one, source, now))
        except _NotKept as no:
            refused.append((str(one.key), str(no)))
    refused += _keep(event, rows, source, now=now)
    never = {key for key, _why in refused}
    return Outcome(tuple(str(key) for key in once if str(key) not in never), tuple(refused))


def _keep(
    event: Event, rows: list[DoorAct], source: Source, *, now: datetime
) -> Iterable[tuple[str, str]]:
    """Add rows, and let the status of people follow; the keys that another person's act has."""
    if not rows:
        return []
    people = list({row.registration.pk: row.registration for row in rows}.values())
    taken_back, reasons = taken_back_now(rows), _reasons(rows)
    add_acts(rows)
    let_in = {row.registration.code for row in rows if row.kind == DoorAct.Kind.IN}
    acts = settle(people, let_in=let_in, now=now)
    if reasons or any(person.walked_in for person in people):
        event = Event.objects.get(pk=event.pk)  # as it is under the lock: its seats may change
    follow_walk_ins(event, people, acts, taken_back=taken_back, now=now, by=source.by)
    admit_all(event, reasons, now=now, device=source.device, by=source.by)
    kept = {(act.key, act.person) for act in acts}
    taken = [row for row in rows if (str(row.key), row.registration.code) not in kept]
    return [(str(row.key), _("Something else was noted under this key.")) for row in taken]


def _reasons(rows: Iterable[DoorAct]) -> dict[int, str]:
    """Why people were let in without a seat, by their id, as far as these unsaved acts are new.

    It counts also when that they came in was taken back, in whatever order the two arrive: at the
    desk who is let in for a reason keeps the seat as well. Walk-ins follow their own rule.
    """
    came = sorted((row for row in rows if row.kind == DoorAct.Kind.IN), key=_order)
    people = (row for row in came if not was_released(row.registration))
    seatless = (row for row in people if row.registration.status not in HOLDS_SEAT)
    why = {row.key: row for row in seatless if row.text.strip()}
    if not why:
        return {}
    known = set(DoorAct.objects.filter(key__in=why).values_list("key", flat=True))
    new = [row for key, row in why.items() if key not in known]
    return {row.registration.pk: row.text for row in reversed(new)}


def _order(row: DoorAct) -> tuple[datetime, int, str]:
    return (row.at, row.counter, str(row.key))


def add_acts(rows: Sequence[DoorAct]) -> None:
    """Add acts that are not there yet, in one statement however many.

    `bulk_create` would cut them up for an SQLite of before 2020.
    """
    fields = [field for field in DoorAct._meta.local_concrete_fields if not field.primary_key]
    query = InsertQuery(DoorAct, on_conflict=OnConflict.IGNORE)
    query.insert_values(fields, list(rows))
    query.get_compiler(connection=connection).execute_sql()


class _Known:
    """The people and places that things were noted about, read in three queries at most."""

    def __init__(self, event: Event, notes: Sequence[Noted]) -> None:
        self.event = event
        self.people = _people(event, {one.person for one in notes})
        places = {one.place for one in notes}
        self.sessions = _sessions(event, places)
        self.tables = _tables(event, places)

    def row(self, one: Noted, source: Source, now: datetime) -> DoorAct:
        """The unsaved row. Raises _NotKept."""
        person = self._person(one)
        session, table = self._place(one.place)
        return DoorAct(
            event=self.event,
            registration=person,
            session_id=session,
            table_id=table,
            kind=_kind(one),
            way=one.way if one.way in DoorAct.Way else "",
            key=one.key,
            undoes=one.undoes if one.kind == DoorAct.Kind.UNDO else None,
            text="" if person.forgotten_at else one.text.replace("\0", "")[:LONGEST_NOTE],
            at=min(one.at, now),
            counter=min(max(one.counter, 0), HIGHEST),
            received_at=now,
            **source._asdict(),
        )

    def _person(self, one: Noted) -> Registration:
        if one.person not in self.people:
            raise _NotKept(_("Nobody of this gathering has this code."))
        return self.people[one.person]

    def _place(self, place: str) -> tuple[int | None, int | None]:
        if not place:
            return None, None
        if place in self.sessions:
            return self.sessions[place], None
        if place in self.tables:
            return self.tables[place]
        raise _NotKept(_("This session or table is not in the programme."))


def _kind(one: Noted) -> str:
    if one.kind not in DoorAct.Kind:
        raise _NotKept(_("It is not clear what was noted."))
    if one.kind == DoorAct.Kind.UNDO and one.undoes is None:
        raise _NotKept(_("It is not clear what is taken back."))
    return one.kind


def _people(event: Event, named: set[str]) -> dict[str, Registration]:
    """People by their code, and who walked in also by the key under which they were noted."""
    keys = [key for name in named if (key := key_of(name)) is not None]
    about = Q(code__in=named)
    if keys:
        about |= Q(form_key__in=keys, walked_in=True, lead=None)
    found: dict[str, Registration] = {}
    for person in event.registrations.filter(about).order_by("pk"):
        found[person.code] = person
        if person.walked_in and person.lead_id is None:
            found[str(person.form_key)] = person
    return found


def _sessions(event: Event, places: set[str]) -> dict[str, int]:
    codes = [place.removeprefix(SESSION) for place in places if place.startswith(SESSION)]
    if not codes:
        return {}
    rows = Session.objects.filter(event=event, code__in=codes).values_list("code", "pk")
    return {f"{SESSION}{code}": pk for code, pk in rows}


def _tables(event: Event, places: set[str]) -> dict[str, tuple[int, int]]:
    codes = [place.removeprefix(TABLE) for place in places if place.startswith(TABLE)]
    if not codes:
        return {}
    rows = Table.objects.filter(session__event=event, code__in=codes)
    return {
        f"{TABLE}{code}": (session, pk)
        for code, session, pk in rows.values_list("code", "session", "pk")
    }
