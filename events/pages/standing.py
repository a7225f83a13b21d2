"""The one question that each visit to a page asks the database: has anything moved?

Building an ORM query and a model of forty columns costs four times what all else of a kept page
does. So the few columns that move are read as they are, and the model only when they moved.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from events.models import Event
from events.published import Published, published
from events.querysets import LISTED

SEATS = ("seats_version", "seats_taken", "capacity", "added_at_door")
MOVING = (
    *SEATS,
    "release_id",
    "visibility",
    "takes_registrations",
    "opens_at",
    "closes_at",
    "starts_at",
    "ends_at",
    "cancelled_at",
    "follows_id",
    "series_id",
)
Row = tuple[object, ...]  # values as the database driver gives them, only to be compared


class Standing(NamedTuple):
    """An event as the public sees it, and what must stay equal for it to be still so."""

    published: Published
    row: Row


def standing(slug: str) -> Standing:
    """The event at this address; one light query when nothing moved. Raises Http404."""
    rows = _rows(MOVING, "slug = %s", [slug])
    row = rows[0] if rows else ()
    return Standing(_as_it_stood(slug, row), row)


class Listed(NamedTuple):
    """What is live about a listed event: enough to know whether a kept page is still true."""

    release_id: int
    ends_at: datetime
    cancelled: bool


def listed_now() -> tuple[Listed, ...]:
    """The listed events, latest first; one light query when nothing moved."""
    places = ", ".join(["%s"] * len(LISTED))
    moving = ("id", "release_id", "starts_at", "ends_at", "cancelled_at")
    return _listed_as_it_stood(_rows(moving, f"visibility IN ({places})", LISTED))


def forget() -> None:
    """Ask anew for everything."""
    _as_it_stood.cache_clear()
    _listed_as_it_stood.cache_clear()


def _rows(columns: Sequence[str], which: str, values: Sequence[str]) -> tuple[Row, ...]:
    """Columns of events; the names are of our own, what comes from outside is in `values`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(columns)} FROM {Event._meta.db_table} WHERE {which} ORDER BY id",  # noqa: S608
            values,
        )
        return tuple(cursor.fetchall())


@lru_cache(maxsize=256)
def _as_it_stood(slug: str, row: Row) -> Published:
    return published(slug)


@lru_cache(maxsize=4)
def _listed_as_it_stood(rows: tuple[Row, ...]) -> tuple[Listed, ...]:
    events = Event.objects.listed().filter(release__isnull=False).order_by("-starts_at", "pk")
    columns = events.values_list("release_id", "ends_at", "cancelled_at")
    return tuple(Listed(release, ends, bool(cancelled)) for release, ends, cancelled in columns)
