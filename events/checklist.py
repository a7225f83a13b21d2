"""What a gathering still misses before it is published: what is needed, and what is wise.

Without the database: it judges a draft that was read, so that a page pays for no more queries.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.programme import Programme, Session, Table
from events.starting.words import is_placeholder


@dataclass(frozen=True)
class Place:
    """A page where something is mended: the name of its address, and what else that takes."""

    name: str
    part: str = ""  # of the settings, or of the content
    code: str = ""  # of a session


TEXTS, WHERE = Place("workspace:setting", "teksten"), Place("workspace:setting", "tijd-en-plaats")
CONTACT, COLOUR = Place("workspace:setting", "contact"), Place("workspace:setting", "kleur")
PARTNERS, PROGRAMME = Place("workspace:parts", "partners"), Place("workspace:programme")
SIGN_UP = Place("staff:sign_up_settings")
KNOWN_BY_DAY = (Event.Precision.MOMENT, Event.Precision.DAY)


@dataclass(frozen=True)
class Point:
    """One thing that is missing: a sentence, where it is mended, and whether it can be missed.

    `url` is empty as long as the site has no such page.
    """

    key: str
    words: str
    url: str
    needed: bool


def missing(event: Event, draft: Programme, *, asks_consent: bool) -> tuple[Point, ...]:
    """What `event` misses, what is needed first; `draft` is what `read_draft` made of it.

    `asks_consent` tells whether its sign-up form asks any consent, such as for photographs.
    """
    found = [
        Point(key, words, _address(where, event.slug), needed)
        for key, needed, where, words in (
            *_about(draft),
            *_items(draft),
            *_signing_up(draft, asks_consent=asks_consent),
        )
    ]
    return tuple(sorted(found, key=lambda point: not point.needed))


Told = tuple[str, bool, Place, str]  # key, needed, where it is mended, sentence


def _about(draft: Programme) -> Iterator[Told]:
    if not (draft.venue or draft.town):
        yield "place", True, WHERE, _("Say where it is: a venue, or the town.")
    if not draft.summary:
        yield "summary", False, TEXTS, _("Write a summary of one sentence, for lists.")
    if not draft.intro:
        yield "intro", False, TEXTS, _("Write an introduction: what is it, and for whom?")
    if not (draft.contact.person or draft.contact.email):
        yield "contact", False, CONTACT, _("Say whom people can ask.")
    if not any(partner.role == "organiser" for partner in draft.partners):
        yield "organiser", False, PARTNERS, _("Say which organisation organises it.")
    if draft.colour == Event._meta.get_field("colour").default:
        yield "colour", False, COLOUR, _("Choose a colour of your own.")


def _items(draft: Programme) -> Iterator[Told]:
    if not draft.sessions:
        yield "items", True, PROGRAMME, _("Put at least one item in the programme.")
    empty = [s for s in draft.sessions if s.kind == "tables" and not s.tables]
    for session in empty:
        sentence = _("“%(session)s” has no tables yet.") % {"session": session.title}
        yield f"tables-{session.code}", True, _tables_of(session), sentence
    yield from _elsewhere(draft)
    tables = list(draft.all_tables())
    unnamed = [session for session, table in tables if is_placeholder(table.topic)]
    if unnamed:
        sentence = ngettext(
            "Fill in the topic of %(n)d table.", "Fill in the topics of %(n)d tables.", len(unnamed)
        )
        yield "topics", True, _tables_of(unnamed[0]), sentence % {"n": len(unnamed)}
    alone = [session for session, table in tables if not _has_host(table)]
    if alone:
        sentence = ngettext(
            "%(n)d table has no host yet.", "%(n)d tables have no host yet.", len(alone)
        )
        yield "hosts", False, _tables_of(alone[0]), sentence % {"n": len(alone)}


def _elsewhere(draft: Programme) -> Iterator[Told]:
    """Items that stayed behind on another day than the gathering."""
    if draft.precision not in KNOWN_BY_DAY:
        return
    zone = ZoneInfo(draft.time_zone)
    first, last = (at.astimezone(zone).date() for at in (draft.starts_at, draft.ends_at))
    starts = [s.starts_at.astimezone(zone).date() for s in draft.sessions if s.starts_at]
    outside = sum(not first <= day <= last for day in starts)
    if outside:
        sentence = ngettext(
            "%(n)d item is on another day than the gathering.",
            "%(n)d items are on another day than the gathering.",
            outside,
        )
        yield "days", True, PROGRAMME, sentence % {"n": outside}


def _has_host(table: Table) -> bool:
    return any(appearance.role == "host" for appearance in table.appearances)


def _tables_of(session: Session) -> Place:
    return Place("workspace:tables", code=session.code)


def _signing_up(draft: Programme, *, asks_consent: bool) -> Iterator[Told]:
    if not draft.takes_registrations:
        return
    if draft.capacity is None:
        yield "seats", False, SIGN_UP, _("Say how many seats there are; now there is no limit.")
    for title in draft.blocks:
        if _choices(draft, title) <= 1:
            sentence = _("“%(round)s” has fewer than two things to choose from.")
            yield f"round-{title}", False, PROGRAMME, sentence % {"round": title}
    if not asks_consent:
        sentence = _("Will there be photographs? Then ask for consent when people sign up.")
        yield "consent", False, SIGN_UP, sentence


def _choices(draft: Programme, block: str) -> int:
    """How many sessions or tables can be chosen in a round."""
    sessions = [session for session in draft.sessions if session.block == block]
    return sum(len(session.tables) or 1 for session in sessions)


def _address(place: Place, slug: str) -> str:
    named = {"section": place.part} if place.name == "workspace:setting" else {"kind": place.part}
    more = (named if place.part else {}) | ({"code": place.code} if place.code else {})
    with suppress(NoReverseMatch):
        return reverse(place.name, kwargs={"slug": slug} | more)
    return ""
