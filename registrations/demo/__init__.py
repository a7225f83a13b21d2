"""The whole demo: the gatherings, and the people who signed up for the coming ones."""

from datetime import datetime

from events.demo import load_gatherings
from events.models import Event
from festival.models import User

__all__ = ["load_demo"]


def load_demo(*, now: datetime, by: User | None) -> list[Event]:
    """Load and publish the gatherings of the demo; what is there already stays as it is.

    `by` becomes owner of each event. Raises events.demo.BadFacts, and then nothing is loaded.
    """
    return load_gatherings(now=now, by=by)
