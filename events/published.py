"""What the public sees: an event together with its newest release.

A release never changes, so its Programme is read from the database once per process and kept.
The event's own row is read anew each time: it holds what is live (seats, the sign-up window).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from events.models import Event, Release, Session, Table
from events.programme import Programme, from_json

SLUG = "?"  # stands for the address in the query below; no slug can be this


@dataclass(frozen=True)
class Published:
    """An event that the public may see, with what its newest release says."""

    event: Event
    programme: Programme
    number: int
    published_at: datetime


class Seats(NamedTuple):
    """Seats of an event, session or table; `capacity` None means no limit."""

    capacity: int | None
    taken: int

    @property
    def left(self) -> int | None:
        """Free seats, or None when there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def full(self) -> bool:
        """Whether nobody more fits."""
        return self.left == 0


def published(slug: str) -> Published:
    """The published event at this address; one query. Raises Http404."""
    sql, values = _at_address()
    found = list(Event.objects.raw(sql, [slug if value == SLUG else value for value in values]))
    if not found:
        raise Http404(_("There is no gathering at this address."))
    return with_release(found[0])


@cache
def _at_address() -> tuple[str, tuple[object, ...]]:
    """The query, written once: with forty columns that takes longer than asking it."""
    asked = Event.objects.visible().filter(slug=SLUG, release__isnull=False).order_by()
    sql, values = asked.query.sql_with_params()
    return sql, tuple(values)


def with_release(event: Event) -> Published:
    """An event that has a release, together with it; no query once the release is known."""
    if event.release_id is None:
        raise ValueError(f"{event} has not been published")
    return _together(event, *_released(event.release_id))


def published_list() -> Iterator[Published]:
    """Every listed event with its newest release; one query."""
    releases = Release.objects.newest().select_related("event").order_by("event_id")
    for release in releases.iterator(chunk_size=50):
        yield _together(release.event, *_read(release))


def _together(event: Event, programme: Programme, number: int, at: datetime) -> Published:
    """The address is live: in the programme, too, so that every link keeps working."""
    if programme.slug != event.slug:
        programme = replace(programme, slug=event.slug)
    return Published(event, programme, number, at)


@lru_cache(maxsize=64)
def _released(release_id: int) -> tuple[Programme, int, datetime]:
    return _read(Release.objects.get(pk=release_id))


def _read(release: Release) -> tuple[Programme, int, datetime]:
    return from_json(release.content), release.number, release.published_at


def live_seats(event: Event) -> dict[str, Seats]:
    """The seats of each session and table of an event, by public code; one query."""
    columns = ("code", "capacity", "seats_taken")
    sessions = Session.objects.filter(event=event).order_by().values_list(*columns)
    tables = Table.objects.filter(session__event=event).order_by().values_list(*columns)
    rows = sessions.union(tables, all=True).order_by()
    return {code: Seats(capacity, taken) for code, capacity, taken in rows}


def event_seats(event: Event) -> Seats:
    """The seats of the event for everybody: without those kept back for hosts and partners."""
    if event.all_seats is None:
        return Seats(None, event.seats_taken)
    of_theirs = min(event.insiders_seated, event.kept_back)
    return Seats(event.all_seats - event.kept_back, event.seats_taken - of_theirs)
