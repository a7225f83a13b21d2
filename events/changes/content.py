"""What changed about all that an event tells beside its timetable and who takes part."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.changes.change import (
    Change,
    Words,
    called,
    field_changes,
    matched,
    quoted,
    sentence,
    text,
)
from events.programme import Programme

TITLE = called(gettext_lazy("the title"))
ABOUT = text(gettext_lazy("the description"))
THEME = text(gettext_lazy("the theme"))


@dataclass(frozen=True)
class Told:
    """How one list of a programme is told: what identifies a part, and what it is called."""

    field: str
    noun: Promise
    key: Callable[[Any], Hashable]
    name: Callable[[Any], str]
    words: Words
    ordered: bool = True  # otherwise its order follows from something else
    named: Callable[[Programme], set[Any]] | None = None  # keys that something else tells of


def _title(part: Any) -> str:
    return quoted(part.title)


LISTS = (
    Told(
        "themes", gettext_lazy("theme"), lambda t: t.slug, _title, {"title": TITLE, "about": ABOUT}
    ),
    Told("target_groups", gettext_lazy("target group"), lambda name: name, quoted, {}),
    Told("blocks", gettext_lazy("round"), lambda title: title, quoted, {}),
    Told(
        "rooms",
        gettext_lazy("room"),
        lambda room: room.name,
        lambda room: quoted(room.name),
        {
            "capacity": called(gettext_lazy("the number of seats")),
            "access_note": text(gettext_lazy("the information on access")),
        },
        ordered=False,
        named=lambda said: {said.room, *(session.room for session in said.sessions)},
    ),
    Told(
        "accords",
        gettext_lazy("accord"),
        lambda accord: accord.title,
        _title,
        {
            "year": called(gettext_lazy("the year")),
            "years": called(gettext_lazy("the number of years")),
            "about": ABOUT,
            "parties": text(gettext_lazy("the list of who signed")),
            "goals": text(gettext_lazy("the list of goals")),
        },
    ),
    Told(
        "goals",
        gettext_lazy("goal"),
        lambda goal: goal.number,
        lambda goal: str(goal.number),
        {"text": called(gettext_lazy("the text"))},
    ),
    Told(
        "cases",
        gettext_lazy("case"),
        lambda case: case.code,
        _title,
        {
            "title": TITLE,
            "status": text(gettext_lazy("the status")),
            "question": text(gettext_lazy("the question")),
            "about": ABOUT,
            "result": text(gettext_lazy("what was found")),
            "organisation": text(gettext_lazy("the organisation")),
            "theme": THEME,
            "town": called(gettext_lazy("the town")),
            "period": called(gettext_lazy("the period")),
            "website": called(gettext_lazy("the website")),
            "members": text(gettext_lazy("the team")),
            "table": text(gettext_lazy("the table")),
        },
    ),
    Told(
        "news",
        gettext_lazy("news item"),
        lambda item: item.title,
        _title,
        {
            "text": text(gettext_lazy("the text")),
            "published_on": called(gettext_lazy("the date")),
            "period": called(gettext_lazy("the date in words")),
        },
    ),
    Told(
        "quotes",
        gettext_lazy("quote"),
        lambda quote: (quote.person, quote.text),
        lambda quote: quoted(quote.text),
        {
            "occasion": called(gettext_lazy("the occasion")),
            "said_on": called(gettext_lazy("the date")),
        },
    ),
    Told("links", gettext_lazy("link"), lambda link: link.url, _title, {"title": TITLE}),
    Told(
        "documents",
        gettext_lazy("document"),
        lambda document: document.title,
        _title,
        {
            "path": text(gettext_lazy("the file")),
            "session": text(gettext_lazy("the session that it belongs to")),
            "case": text(gettext_lazy("the case that it belongs to")),
        },
    ),
    Told(
        "photos",
        gettext_lazy("photo"),
        lambda photo: photo.path,
        lambda photo: quoted(photo.caption or photo.alt or photo.path),
        {
            "alt": text(gettext_lazy("the alternative text")),
            "caption": text(gettext_lazy("the caption")),
            "credit": called(gettext_lazy("who made it")),
        },
    ),
)


def content_changes(old: Programme, new: Programme) -> Iterator[Change]:
    """What changed in the lists of an event, one after the other."""
    for told in LISTS:
        if getattr(old, told.field) != getattr(new, told.field):
            yield from (Change(words) for words in _of_list(told, old, new))


def _of_list(told: Told, old: Programme, new: Programme) -> Iterator[str]:
    parts = matched(getattr(old, told.field), getattr(new, told.field), told.key)
    named = [told.named(said) if told.named else set() for said in (old, new)]
    newly, no_longer = named[1] - named[0], named[0] - named[1]
    for part in parts.added:
        if told.key(part) not in newly:
            yield _("New: %(what)s.") % {"what": _called(told, part)}
    for before, after in parts.both:
        if before != after and not isinstance(after, str):
            yield from _of_part(told, before, after)
    for part in parts.gone:
        if told.key(part) not in no_longer:
            yield _("Dropped: %(what)s.") % {"what": _called(told, part)}
    if parts.reordered and told.ordered:
        yield capfirst(_("%(list)s: the order has changed.") % {"list": told.noun})


def _of_part(told: Told, before: Any, after: Any) -> Iterator[str]:
    for what in field_changes(before, after, told.words):
        yield sentence(capfirst(_called(told, before)), what)


def _called(told: Told, part: Any) -> str:
    """`theme “Care”`."""
    return f"{told.noun} {told.name(part)}"
