"""The page with what changed in a programme since it was first published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Event
from events.pages.visit import Subject, Visit


@dataclass(frozen=True)
class Entry:
    """One release: when, what the organisers say of it, and what it changed."""

    number: int
    moment: str
    iso: str
    notes: str
    sentences: tuple[str, ...]
    first: bool


@dataclass(frozen=True)
class Changelog(Subject):
    """What changed, the newest release first."""

    entries: tuple[Entry, ...]


def changelog(visit: Visit) -> Changelog:
    """The page of changes; one query, whatever the number of releases."""
    columns = ("number", "published_at", "notes", "changes")
    rows = visit.event.releases.order_by("-number").values(*columns)
    entries = [_entry(row, visit.event) for row in rows]
    return Changelog(
        title=_("What changed"),
        description=_("Changes in the programme of %(title)s") % {"title": visit.programme.title},
        entries=tuple(e for e in entries if e.first or e.notes or e.sentences),
    )


def sentences_of(changes: dict[str, list[str]]) -> tuple[str, ...]:
    """What a release keeps about its changes, in the active language as far as it has that."""
    known = changes.get(get_language() or "") or next(iter(changes.values()), [])
    return tuple(known)


def _entry(row: dict[str, Any], event: Event) -> Entry:
    moment: datetime = row["published_at"].astimezone(event.zone)
    return Entry(
        number=row["number"],
        moment=date_format(moment, "DATETIME_FORMAT"),
        iso=moment.isoformat(timespec="minutes"),
        notes=row["notes"],
        sentences=sentences_of(row["changes"]),
        first=row["number"] == 1,
    )
