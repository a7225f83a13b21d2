"""Other editions, told as they were published: a draft says nothing about itself elsewhere."""

from datetime import datetime
from typing import Any

from events.models import Event, Release
from events.programme import Edition


def other_editions(event: Event) -> tuple[Edition, ...]:
    """The other published events of the series, newest first."""
    if event.series_id is None:
        return ()
    others = Release.objects.newest().filter(event__series=event.series_id).exclude(event=event.pk)
    cards = others.order_by("-event__starts_at", "event_id").values_list("card", flat=True)
    return tuple(_edition(card) for card in cards)


def published_edition(event_id: int | None) -> Edition | None:
    """One event as its newest release tells it; None as long as it is a draft."""
    cards = Release.objects.newest().filter(event=event_id).values_list("card", flat=True)
    return next((_edition(card) for card in cards), None)


def _edition(card: dict[str, Any]) -> Edition:
    return Edition(
        slug=card["slug"],
        title=card["title"],
        starts_at=datetime.fromisoformat(card["starts_at"]),
        ends_at=datetime.fromisoformat(card["ends_at"]),
        precision=card["precision"],
        edition=card["edition"],
        occasion=card["occasion"],
    )
