"""The whole demo: the gatherings, who signed up for them, and who came to one of them."""

from datetime import datetime

from django.db import transaction

from events.demo import load_gatherings
from events.models import Event
from festival.models import User
from registrations.demo.signing_up import load_sign_ups
from registrations.demo.turning_out import load_turnouts

__all__ = ["load_demo"]


@transaction.atomic
def load_demo(*, now: datetime, by: User | None) -> list[Event]:
    """Load and publish the gatherings of the demo; what is there already stays as it is.

    `by` becomes owner of each event. Raises events.demo.BadFacts, and then nothing is loaded.
    """
    events = load_gatherings(now=now, by=by)
    load_sign_ups(now=now, by=by)
    load_turnouts(by=by)
    return events
