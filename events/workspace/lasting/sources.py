"""The tables in which organisations, people and venues are used, and how each is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.models import Accord, Appearance, Case, CaseMember, Event, Partnership, Quote

Words = str | Promise


@dataclass(frozen=True)
class Source:
    """One table: the rows about a record, their event, and as what the record stands there."""

    rows: Callable[[Any], Any]
    event: Callable[[Any], Event | None]
    words: Callable[[Any], Words]


def _appearances(person: Any) -> Any:
    rows = Appearance.objects.filter(person=person)
    return rows.select_related("session__event", "table__session__event")


def _appears_at(row: Appearance) -> Event | None:
    session = row.session or (row.table.session if row.table else None)
    return session.event if session else None


def _appears_as(row: Appearance) -> Words:
    return f"{capfirst(row.get_role_display())}: {row.session or row.table}"


def _contacts(person: Any) -> Any:
    return Event.objects.filter(Q(contact=person) | Q(sponsor_contact=person))


SOURCES: dict[str, tuple[Source, ...]] = {
    "organisation": (
        Source(
            lambda one: Partnership.objects.filter(organisation=one).select_related("event"),
            lambda row: row.event,
            lambda row: capfirst(row.get_role_display()),
        ),
        Source(
            lambda one: Case.objects.filter(organisation=one).select_related("event"),
            lambda row: row.event,
            lambda row: f"{capfirst(Case._meta.verbose_name)}: {row.title}",
        ),
        Source(
            lambda one: Accord.objects.filter(parties=one).select_related("event"),
            lambda row: row.event,
            lambda row: f"{capfirst(Accord._meta.verbose_name)}: {row.title}",
        ),
    ),
    "person": (
        Source(_appearances, _appears_at, _appears_as),
        Source(
            lambda one: CaseMember.objects.filter(person=one).select_related("case__event"),
            lambda row: row.case.event,
            lambda row: f"{capfirst(Case._meta.verbose_name)}: {row.case.title}",
        ),
        Source(
            lambda one: Quote.objects.filter(person=one).select_related("event"),
            lambda row: row.event,
            lambda _row: capfirst(str(Quote._meta.verbose_name)),
        ),
        Source(_contacts, lambda row: row, lambda _row: _("Contact")),
    ),
    "venue": (
        Source(
            lambda one: Event.objects.filter(venue=one).select_related("room"),
            lambda row: row,
            lambda row: row.room.name if row.room_id else "",
        ),
    ),
}
