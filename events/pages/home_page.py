"""The home page: what comes, then what has been, narrowed by what the visitor chose."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Release
from events.pages import accent
from events.pages.pictures import PictureView, picture_view
from events.pages.standing import Listed
from events.pages.visit import lang_of
from events.pages.when import When, when
from festival.names import folded

Card = Mapping[str, Any]
FILTERS = ("thema", "organisatie", "plaats", "jaar")
UNKNOWN = "\0"
MOST_COLOURS = 40  # in one stylesheet; gatherings beyond these carry the site's own colour


@dataclass(frozen=True)
class Gathering:
    """One gathering in the list."""

    title: str
    motto: str
    summary: str
    url: str
    kicker: str
    when: When
    place: str
    state: str
    accent: str
    picture: PictureView | None
    lang: SafeString


@dataclass(frozen=True)
class Option:
    """A value to narrow the list to."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """A field of the filter form."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class HomePage:
    """The home page."""

    coming: tuple[Gathering, ...]
    past: tuple[Gathering, ...]
    choices: tuple[Choice, ...]
    narrowed: bool
    colours: str


@lru_cache(maxsize=4)
def cards_of(release_ids: tuple[int, ...]) -> tuple[Card, ...]:
    """The cards of releases, in the order given; one query, and none once they are known."""
    found = dict(Release.objects.filter(pk__in=release_ids).values_list("pk", "card"))
    return tuple(found[pk] for pk in release_ids)


def facets_of(card: Card) -> dict[str, list[tuple[str, str]]]:
    """What a card can be found by: per filter, values with their texts."""
    start = datetime.fromisoformat(card["starts_at"]).astimezone(ZoneInfo(card["time_zone"]))
    return {
        "thema": [(slug, title) for slug, title in card["themes"]],
        "organisatie": [(slug, name) for slug, name in card["organisations"]],
        "plaats": [(card["town"], card["town"])] if card["town"] else [],
        "jaar": [(str(start.year), str(start.year))],
    }


def chosen_values(asked: QueryDict, cards: Iterable[Card]) -> dict[str, str]:
    """What the visitor narrows on. A value that no gathering has becomes UNKNOWN, so that
    made-up values do not each become a page to keep.
    """
    known = {
        (name, value)
        for card in cards
        for name, pairs in facets_of(card).items()
        for value, _text in pairs
    }
    given = {name: asked.get(name, "") for name in FILTERS}
    return {
        name: value if (name, value) in known else UNKNOWN for name, value in given.items() if value
    }


def home_page(
    cards: Iterable[Card], listed: Iterable[Listed], chosen: Mapping[str, str], now: datetime
) -> HomePage:
    """The home page; `listed` tells of each card what is live."""
    both = list(zip(cards, listed, strict=True))
    found = [(card, live) for card, live in both if _fits(card, chosen)]
    coming = [pair for pair in found if pair[1].ends_at > now]
    past = [pair for pair in found if pair[1].ends_at <= now]
    colours = dict.fromkeys(card["colour"][1:].lower() for card, _live in found)
    return HomePage(
        coming=tuple(_gathering(card, live) for card, live in reversed(coming)),
        past=tuple(_gathering(card, live) for card, live in past),
        choices=tuple(_choices([card for card, _live in both], chosen)),
        narrowed=bool(chosen),
        colours="-".join(list(colours)[:MOST_COLOURS]),
    )


def _fits(card: Card, chosen: Mapping[str, str]) -> bool:
    facets = facets_of(card)
    return all(value in dict(facets[name]) for name, value in chosen.items())


def _gathering(card: Card, live: Listed) -> Gathering:
    starts_at, ends_at = (datetime.fromisoformat(card[name]) for name in ("starts_at", "ends_at"))
    picture = card["picture"]
    return Gathering(
        title=card["title"],
        motto=card["motto"],
        summary=card["summary"],
        url=reverse("events:event", args=[card["slug"]]),
        kicker=" · ".join(
            part for part in dict.fromkeys((card["series"], card["edition"])) if part
        ),
        when=when(starts_at, ends_at, card["precision"], card["time_zone"]),
        place=", ".join(part for part in (card["venue"], card["town"]) if part),
        state=_("Called off") if live.cancelled or card["cancelled"] else "",
        accent=accent.class_of(card["colour"]),
        picture=picture_view(*picture) if picture else None,
        lang=lang_of(card["language"]),
    )


def _choices(cards: Iterable[Card], chosen: Mapping[str, str]) -> Iterator[Choice]:
    texts: dict[str, dict[str, str]] = {name: {} for name in FILTERS}
    for card in cards:
        for name, pairs in facets_of(card).items():
            texts[name] = dict(pairs) | texts[name]
    labels = {
        "thema": _("Theme"),
        "organisatie": _("Organisation"),
        "plaats": _("Place"),
        "jaar": _("Year"),
    }
    for name, values in texts.items():
        pairs = sorted(values.items(), key=lambda pair: folded(pair[1]), reverse=name == "jaar")
        options = tuple(Option(value, text, chosen.get(name) == value) for value, text in pairs)
        if options:
            yield Choice(name, labels[name], options)
