"""The rows of an event by what identifies them in a programme."""

from collections.abc import Hashable, Iterator
from typing import Any

from django.db.models import Model

from events import models
from events.models import Event
from events.restoring.parts import numbered
from partners.models import Organisation, Person

MODELS: dict[str, type[Model]] = {
    "block": models.Block,
    "theme": models.Theme,
    "group": models.TargetGroup,
    "partner": models.Partnership,
    "session": models.Session,
    "table": models.Table,
    "appearance": models.Appearance,
    "case": models.Case,
    "member": models.CaseMember,
    "goal": models.Goal,
    "news": models.NewsItem,
    "quote": models.Quote,
    "link": models.Link,
    "document": models.Document,
    "photo": models.Photo,
}
OF_A_PART = {"table", "appearance", "member"}  # the others belong to the event itself
Rows = dict[Hashable, Any]


def rows_of(event: Event, kind: str) -> Rows:
    """The rows of one kind, in their order."""
    return numbered(READERS[kind](event))


def lasting_of(event: Event) -> dict[str, Rows]:
    """What a programme refers to beyond the event: people, organisations, and its rooms."""
    rooms = models.Room.objects.filter(venue=event.venue_id)
    return {
        "person": {person.code: person for person in Person.objects.order_by("pk")},
        "organisation": {one.slug: one for one in Organisation.objects.order_by("pk")},
        "room": {room.name: room for room in rooms},
    }


def _appearances(event: Event) -> Iterator[tuple[Hashable, Any]]:
    rows = models.Appearance.objects.select_related("session", "table__session", "person")
    for of in ({"session__event": event}, {"table__session__event": event}):
        for row in rows.filter(**of).order_by("position", "pk"):
            holder = row.session or row.table
            yield (holder.code if holder else "", row.person.code, row.role), row


def _tables(event: Event) -> Iterator[tuple[Hashable, Any]]:
    rows = models.Table.objects.filter(session__event=event).select_related("session")
    yield from ((row.code, row) for row in rows)


def _members(event: Event) -> Iterator[tuple[Hashable, Any]]:
    rows = models.CaseMember.objects.filter(case__event=event)
    for row in rows.select_related("case", "person"):
        yield (row.case.code, row.person.code), row


READERS: dict[str, Any] = {
    "block": lambda event: ((row.title, row) for row in event.blocks.all()),
    "theme": lambda event: ((row.slug, row) for row in event.themes.all()),
    "group": lambda event: ((row.name, row) for row in event.target_groups.all()),
    "partner": lambda event: (
        ((row.organisation.slug, row.role), row)
        for row in event.partnerships.select_related("organisation")
    ),
    "session": lambda event: (
        (row.code, row) for row in event.sessions.select_related("room", "event")
    ),
    "table": _tables,
    "appearance": _appearances,
    "case": lambda event: ((row.code, row) for row in event.cases.accepted()),
    "member": _members,
    "goal": lambda event: ((row.number, row) for row in event.goals.filter(accord=None)),
    "news": lambda event: ((row.title, row) for row in event.news.all()),
    "quote": lambda event: (
        ((row.person.code, row.text), row) for row in event.quotes.select_related("person")
    ),
    "link": lambda event: ((row.url, row) for row in event.links.all()),
    "document": lambda event: ((row.title, row) for row in event.documents.all()),
    "photo": lambda event: ((row.image.name, row) for row in event.photos.all()),
}
