"""The content of one event in words: an overview of all kinds, and the rows of one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import ngettext

from events.models import Event
from events.workspace.content.parts import PARTS, Part, Words

LONGEST_DETAIL = 160  # characters of a text beneath a name


@dataclass(frozen=True)
class Card:
    """One kind in the overview."""

    title: Words
    about: Words
    count: int
    url: str
    add: Words
    add_url: str
    missing: list[Words] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One thing in a list, with its addresses."""

    pk: int
    name: str
    details: list[str]
    url: str
    remove_url: str
    picture: Any = None  # a stored picture, shown small


def cards_of(event: Event) -> list[Card]:
    """How many there are of each kind, and what is missing; a query for each kind."""
    return [_card(part, event) for part in PARTS if not part.within or part.path == "event"]


def rows_of(part: Part, event: Event, things: Iterable[Any]) -> list[Row]:
    """The things of one kind, ready to print."""
    return [
        Row(
            pk=thing.pk,
            name=str(part.named(thing)),
            details=[_shown(detail) for detail in part.told(thing) if detail],
            url=address("part", event, part, pk=thing.pk),
            remove_url=address("remove_part", event, part, pk=thing.pk),
            picture=getattr(thing, "image", None),
        )
        for thing in things
    ]


def address(name: str, event: Event, part: Part, **more: Any) -> str:
    """The address of a page about one kind."""
    return reverse(f"workspace:{name}", kwargs={"slug": event.slug, "kind": part.key} | more)


def _card(part: Part, event: Event) -> Card:
    unfinished = Q(**{part.text: ""}) if part.text else Q(pk=None)
    counted = part.rows(event).aggregate(all=Count("pk"), bare=Count("pk", filter=unfinished))
    return Card(
        title=part.title,
        about=part.about,
        count=counted["all"],
        url=address("parts", event, part),
        add=part.add,
        add_url=address("add_part", event, part),
        missing=_missing(part, counted["all"], counted["bare"]),
    )


def _missing(part: Part, count: int, bare: int) -> list[Words]:
    found: list[Words] = [part.wanted] if part.wanted and not count else []
    if bare:
        found.append(
            ngettext("%(n)d without a text", "%(n)d without a text", bare) % {"n": bare},
        )
    return found


def _shown(detail: Any) -> str:
    if isinstance(detail, date):
        return date_format(detail, "DATE_FORMAT")
    return Truncator(str(detail)).chars(LONGEST_DETAIL)
