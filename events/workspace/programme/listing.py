"""The programme as a list: days, the items of each, and those without a place in time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from events.models import Appearance, Event, Room, Session, Table
from events.pages.when import span
from events.warnings import Concern
from events.workspace.programme.days import day_name
from festival.names import folded

MANY = 25  # items from which on the list can be narrowed


@dataclass(frozen=True)
class Item:
    """One row of the list, ready to print."""

    code: str
    title: str
    time: str
    iso: str
    kind: str
    kind_name: str
    room: str
    seats: str
    people: str
    tables: str
    cancelled: bool
    first: bool
    last: bool
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Day:
    """The items of one day, in order."""

    anchor: str
    name: str
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True)
class Programme:
    """Everything in the list."""

    days: list[Day]
    unscheduled: list[Item]
    total: int
    shown: int


class ProgrammeFilter(forms.Form):
    """Which items to show."""

    q = forms.CharField(label=gettext_lazy("Words in the title or a name"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("all kinds")), *Session.Kind.choices],
    )
    room = forms.ModelChoiceField(
        Room.objects.none(),
        label=gettext_lazy("Room"),
        required=False,
        empty_label=gettext_lazy("all rooms"),
    )

    def __init__(self, data: Any, *, event: Event) -> None:
        super().__init__(data, auto_id="filter_%s")
        rooms: Any = self.fields["room"]
        rooms.queryset = Room.objects.filter(venue=event.venue_id)

    def asked(self) -> dict[str, Any]:
        """What was asked for; nothing where it makes no sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def sessions_of(event: Event) -> list[Session]:
    """All items of a draft with what the list tells of them; four queries, whatever the size."""
    cast = Appearance.objects.select_related("person")
    tables = Table.objects.prefetch_related(Prefetch("appearances", cast))
    rows = event.sessions.select_related("room").prefetch_related(
        Prefetch("appearances", cast), Prefetch("tables", tables)
    )
    return list(rows)


def listed(
    sessions: list[Session],
    event: Event,
    asked: dict[str, Any],
    concerns: Mapping[str, list[Concern]],
) -> Programme:
    """The list of these items with what to look at, narrowed by what was asked for."""
    places = _places(sessions)
    found = [session for session in sessions if _fits(session, asked)]
    scheduled = [session for session in found if session.starts_at]

    def items(rows: Iterable[Session]) -> list[Item]:
        return [_item(row, places[row.pk], concerns.get(row.code, [])) for row in rows]

    days = [
        Day(f"dag-{day.isoformat()}", day_name(day), items(rows))
        for day, rows in groupby(scheduled, lambda s: _day(s.starts_at, event))
    ]
    unscheduled = items(session for session in found if not session.starts_at)
    return Programme(days, unscheduled, len(sessions), len(found))


def _day(moment: datetime | None, event: Event) -> date:
    return timezone.localdate(moment, event.zone)


def _places(sessions: Iterable[Session]) -> dict[int, tuple[bool, bool]]:
    """Of each item, whether it is the first and the last of those that start with it."""
    places: dict[int, tuple[bool, bool]] = {}
    for _start, rows in groupby(sessions, lambda session: session.starts_at):
        equals = [session.pk for session in rows]
        places |= {pk: (pk == equals[0], pk == equals[-1]) for pk in equals}
    return places


def _fits(session: Session, asked: dict[str, Any]) -> bool:
    room, kind, words = asked.get("room"), asked.get("kind"), folded(asked.get("q", ""))
    if (room and session.room_id != room.pk) or (kind and session.kind != kind):
        return False
    return not words or words in folded(" ".join([session.title, *_names(session)]))


def _names(session: Session) -> list[str]:
    """Everybody on the item and at its tables, once, in order."""
    cast = [*session.appearances.all()]
    cast += [a for table in session.tables.all() for a in table.appearances.all()]
    return list(dict.fromkeys(a.person.full_name for a in cast))


def _item(session: Session, place: tuple[bool, bool], concerns: list[Concern]) -> Item:
    start, end = session.starts_at, session.ends_at
    tables = len(session.tables.all())
    return Item(
        code=session.code,
        title=session.title,
        time=span(timezone.localtime(start), timezone.localtime(end)) if start and end else "",
        iso=timezone.localtime(start).isoformat(timespec="minutes") if start else "",
        kind=session.kind,
        kind_name=session.get_kind_display(),
        room=session.room.name if session.room else "",
        seats=_seats(session),
        people=", ".join(_names(session)),
        tables=ngettext("%(n)d table", "%(n)d tables", tables) % {"n": tables} if tables else "",
        cancelled=session.cancelled_at is not None,
        first=place[0],
        last=place[1],
        warnings=tuple(concern.sentence for concern in concerns),
    )


def _seats(session: Session) -> str:
    """The item's own seats, or those of its tables together."""
    tables = [table.capacity for table in session.tables.all()]
    seats = session.capacity
    if seats is None and tables and None not in tables:
        seats = sum(capacity or 0 for capacity in tables)
    return ngettext("%(n)d seat", "%(n)d seats", seats) % {"n": seats} if seats is not None else ""
