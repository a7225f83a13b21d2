"""Carries a plan out on the rows of a draft, through the verbs that organisers use."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from events.changes import changes
from events.draft import read_draft
from events.locking import lock_event
from events.models import Event, Release, Room, Venue
from events.organising import NotYours, organisers_kept
from events.programme import Programme, from_json
from events.restoring.parts import KINDS, Ref, Values, numbered
from events.restoring.plan import Step, plan_of, reachable
from events.restoring.rows import MODELS, OF_A_PART, Rows, lasting_of, rows_of
from events.stamps import Outdated, stamp_of
from events.teams import LastOwner
from festival.audit import record
from festival.editing import add, change, remove
from festival.models import User

OWN = (
    *("title", "motto", "summary", "intro", "language", "colour", "edition", "occasion"),
    *("starts_at", "ends_at", "precision", "time_zone", "announced_on", "attendance"),
    "sponsor_call",
)
NEEDED = {  # what a row cannot do without
    *(("partner", "organisation"), ("quote", "person")),
    *(("appearance", "person"), ("member", "person")),
}


@dataclass
class Restored:
    """What came of it: sentences about what could not be brought back."""

    kept: list[str] = field(default_factory=list)


@transaction.atomic
def restore_release(
    event: Event, release: Release, *, seen: str | None = None, now: datetime, by: User | None
) -> Restored:
    """Bring the draft back to what a release says; the public sees nothing of it yet.

    What exists only now goes to the trash, unless somebody has chosen it: that stays, and is
    told. People and organisations that no longer exist are left out, and told; so is who
    organises it, which only an owner decides. Twice does no harm. Raises Outdated when the draft
    is no longer what `seen` stamps, and ValidationError when rows would clash.
    """
    event = lock_event(event.pk)
    there = read_draft(event)
    wanted = reachable(there, from_json(release.content))
    if seen is not None and seen != stamp_of(there, newest_of(event)):
        if not changes(there, wanted):
            return Restored()  # sent twice
        raise Outdated(
            _("The draft has been changed since you opened this page. Look again at what changes.")
        )
    work = _Work(event, _names(wanted), now, by)
    work.event_itself(wanted)
    for step in plan_of(there, wanted):
        work.do(step)
    work.put_in_order(wanted)
    record(
        "restore release",
        event,
        now=now,
        by=by,
        event_id=event.pk,
        changes={"release": [None, release.number]},
    )
    return work.done


def newest_of(event: Event) -> int:
    """The number of the newest release, 0 without one."""
    return event.release.number if event.release else 0


class _Work:
    """One restoration under way."""

    def __init__(self, event: Event, names: dict[Ref, str], now: datetime, by: User | None) -> None:
        self.event, self.names = event, names
        self.how: dict[str, Any] = {"now": now, "by": by}
        self.done = Restored()
        self.rows: dict[str, Rows] = {}

    def event_itself(self, wanted: Programme) -> None:
        """The event's own fields, its place, and whom to ask."""
        values: dict[str, Any] = {name: getattr(wanted, name) for name in OWN}
        values |= {"contact_email": wanted.contact.email, "contact_offer": wanted.contact.offer}
        values |= self._place(wanted)
        self.rows = lasting_of(self.event)
        for name, code in (
            ("contact", wanted.contact.person),
            ("sponsor_contact", wanted.sponsor_contact),
        ):
            values[name] = self._found(Ref("person", code))
        change(self.event, **self.how, **values)
        self.rows = lasting_of(self.event) | {kind: rows_of(self.event, kind) for kind in MODELS}
        for session in self.rows["session"].values():
            if session.room and session.room.venue_id != self.event.venue_id:
                change(session, **self.how, room=self.rows["room"].get(session.room.name))

    def _place(self, wanted: Programme) -> dict[str, Any]:
        if wanted.venue is None:
            return {"venue": None, "room": None, "town": wanted.town}
        about = {"name": wanted.venue.name, "town": wanted.venue.town}
        venue = Venue.objects.filter(**about).order_by("pk").first()
        if venue is None:
            self._keep(wanted.venue.name)
            return {}
        room = Room.objects.filter(venue=venue, name=wanted.room).first()
        return {"venue": venue, "room": room}

    def do(self, step: Step) -> None:
        """One step; what it stumbles over is told, and stays as it is."""
        if step.kind != "partner":
            self._do(step)
            return
        row = self.rows["partner"].get(step.key)
        try:
            with organisers_kept(self.event, by=self.how["by"]):
                self._do(step)
        except (NotYours, LastOwner):
            self._keep(str(row) if row else self._named(step.values or {}))

    def _named(self, values: Values) -> str:
        return self.names[values["organisation"]]

    def _do(self, step: Step) -> None:
        if step.values is None:
            self._remove(step.kind, step.key)
            return
        values: dict[str, Any] = {}
        for name, value in step.values.items():
            values[name] = self._found(value) if isinstance(value, Ref) else value
            if values[name] is None and (step.kind, name) in NEEDED:
                return  # told where it was looked for
        if step.kind == "table" and {"number", "session"} & values.keys():
            self._make_way(step.key, values)
        if step.kind == "session" and "ends_at" in values:
            values["open_end"] = False  # a release tells when it ended, not why
        if step.new:
            whose = {} if step.kind in OF_A_PART else {"event": self.event}
            made = MODELS[step.kind](**whose, **values)
            self.rows[step.kind][step.key] = add(made, **self.how)
        else:
            change(self.rows[step.kind][step.key], **self.how, **values)

    def _make_way(self, key: Hashable, values: dict[str, Any]) -> None:
        """Give the table that has this number now another one; its own step may come later."""
        tables = self.rows["table"]
        row = tables.get(key)
        was = {"session": row.session, "number": row.number} if row else {}
        session, number = ({**was, **values}[name] for name in ("session", "number"))
        there = [other for other in tables.values() if other.session_id == session.pk]
        for other in there:
            if other is not row and other.number == number:
                change(other, **self.how, number=max(one.number for one in there) + 1)

    def _remove(self, kind: str, key: Hashable) -> None:
        row = self.rows[kind].pop(key)
        try:
            remove(row, **self.how)
        except ProtectedError:
            self._keep(str(row))

    def _found(self, ref: Ref) -> Any:
        row = self.rows[ref.kind].get(ref.key)
        if row is None and ref.key:
            self._keep(self.names.get(ref, str(ref.key)))
        return row

    def _keep(self, name: str) -> None:
        told = _("“%(name)s” stays as it is, or is left out.") % {"name": name}
        if told not in self.done.kept:
            self.done.kept.append(told)

    def put_in_order(self, wanted: Programme) -> None:
        """Number the rows of each list as the release has them, where they stand otherwise."""
        for kind in KINDS:
            if not any(f.name == "position" for f in MODELS[kind.name]._meta.fields):
                continue
            there = rows_of(self.event, kind.name)
            order = [key for key in numbered(kind.parts(wanted)) if key in there]
            if [key for key in there if key in set(order)] != order:
                for position, key in enumerate(order):
                    if there[key].position != position:
                        change(there[key], **self.how, position=position)


def _names(said: Programme) -> dict[Ref, str]:
    """What people and organisations are called, to tell of those who are gone."""
    people = {Ref("person", person.code): person.name for person in said.people}
    return people | {Ref("organisation", one.slug): one.name for one in said.organisations}
