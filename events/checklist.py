"""What a gathering still misses before it is published: what is needed, and what is wise.

Without the database: it judges a draft that was read, so that a page pays for no more queries.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.programme import Programme, Table
from events.starting.words import is_placeholder

SETTINGS, PROGRAMME, CONTENT = "workspace:settings", "workspace:programme", "workspace:content"
SIGN_UP = "staff:sign_up_settings"


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
            *_about(event, draft),
            *_items(draft),
            *_signing_up(draft, asks_consent=asks_consent),
        )
    ]
    return tuple(sorted(found, key=lambda point: not point.needed))


Told = tuple[str, bool, str, str]  # key, needed, where it is mended, sentence


def _about(event: Event, draft: Programme) -> Iterator[Told]:
    if not (draft.venue or draft.town):
        yield "place", True, SETTINGS, _("Say where it is: a venue, or the town.")
    if event.visibility == Event.Visibility.DRAFT:
        yield "visibility", True, SETTINGS, _("Choose who may see it once it is published.")
    if not draft.summary:
        yield "summary", False, SETTINGS, _("Write a summary of one sentence, for lists.")
    if not draft.intro:
        yield "intro", False, SETTINGS, _("Write an introduction: what is it, and for whom?")
    if not (draft.contact.person or draft.contact.email):
        yield "contact", False, SETTINGS, _("Say whom people can ask.")
    if not any(partner.role == "organiser" for partner in draft.partners):
        yield "organiser", False, CONTENT, _("Say which organisation organises it.")
    if draft.colour == Event._meta.get_field("colour").default:
        yield "colour", False, SETTINGS, _("Choose a colour of your own.")


def _items(draft: Programme) -> Iterator[Told]:
    if not draft.sessions:
        yield "items", True, PROGRAMME, _("Put at least one item in the programme.")
    empty = [s for s in draft.sessions if s.kind == "tables" and not s.tables]
    for session in empty:
        sentence = _("“%(session)s” has no tables yet.") % {"session": session.title}
        yield f"tables-{session.code}", True, PROGRAMME, sentence
    tables = [table for _session, table in draft.all_tables()]
    yield from _tables(tables)


def _tables(tables: list[Table]) -> Iterator[Told]:
    unnamed = sum(is_placeholder(table.topic) for table in tables)
    if unnamed:
        sentence = ngettext(
            "Fill in the topic of %(n)d table.", "Fill in the topics of %(n)d tables.", unnamed
        )
        yield "topics", True, PROGRAMME, sentence % {"n": unnamed}
    alone = sum(not any(a.role == "host" for a in table.appearances) for table in tables)
    if alone:
        sentence = ngettext("%(n)d table has no host yet.", "%(n)d tables have no host yet.", alone)
        yield "hosts", False, PROGRAMME, sentence % {"n": alone}


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


def _address(name: str, slug: str) -> str:
    with suppress(NoReverseMatch):
        return reverse(name, kwargs={"slug": slug})
    return ""
