"""The checklist of an event, with what its sign-up form asks."""

from events.checklist import Point, missing
from events.models import Event
from events.programme import Programme


def checklist_of(event: Event, draft: Programme) -> tuple[Point, ...]:
    """What an event still misses before it is published; `draft` is what `read_draft` made of it."""
    asks_consent = event.consent_texts.filter(retired=False).exists()
    return missing(event, draft, asks_consent=asks_consent)
