"""Other gatherings of the series, the one this follows up on, and those that followed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from events.models import Event
from events.pages.when import When, when
from events.programme import Edition, Programme, titled

Cards = Mapping[str, Mapping[str, Any]]  # by slug


@dataclass(frozen=True)
class EditionView:
    """Another gathering; `url` is empty when its page is not public."""

    title: str
    url: str
    when: When
    occasion: str
    starts_at: datetime


@dataclass(frozen=True)
class Editions:
    """What came before and after."""

    follows: EditionView | None
    others: tuple[EditionView, ...]


def related_cards(event: Event) -> Cards:
    """The cards of published events that belong with this one, by slug; one query."""
    near = Q(follows=event)
    if event.follows_id:
        near |= Q(pk=event.follows_id)
    if event.series_id:
        near |= Q(series=event.series_id)
    rows = Event.objects.listed().filter(near, release__isnull=False).exclude(pk=event.pk)
    cards = rows.order_by("-starts_at", "pk").values_list("release__card", flat=True)
    return {card["slug"]: card for card in cards}


def editions(said: Programme, cards: Cards) -> Editions:
    """The release's own words where it has them; newer gatherings by their cards."""
    told = {edition.slug: edition for edition in said.editions}
    before = said.follows.slug if said.follows else ""
    known = [_told(edition, said, cards) for edition in said.editions if edition.slug != before]
    newer = [_of_card(card) for slug, card in cards.items() if slug not in told and slug != before]
    others = sorted(known + newer, key=lambda view: view.starts_at, reverse=True)
    follows = _told(said.follows, said, cards) if said.follows else None
    return Editions(follows, tuple(others))


def _told(edition: Edition, said: Programme, cards: Cards) -> EditionView:
    return EditionView(
        title=titled(edition.title, edition.edition),
        url=reverse("events:event", args=[edition.slug]) if edition.slug in cards else "",
        when=when(edition.starts_at, edition.ends_at, edition.precision, said.time_zone),
        occasion=edition.occasion,
        starts_at=edition.starts_at,
    )


def _of_card(card: Mapping[str, Any]) -> EditionView:
    starts_at = datetime.fromisoformat(card["starts_at"])
    ends_at = datetime.fromisoformat(card["ends_at"])
    return EditionView(
        title=titled(card["title"], card["edition"]),
        url=reverse("events:event", args=[card["slug"]]),
        when=when(starts_at, ends_at, card["precision"], card["time_zone"]),
        occasion="",
        starts_at=starts_at,
    )
