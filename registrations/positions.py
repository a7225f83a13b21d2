"""The place in line: 1 is the first."""

from django.db.models import Q

from registrations.models import Choice, Registration
from registrations.states import ChoiceStatus, Status


def position_of(registration: Registration) -> int | None:
    """The place in line for the event; None for who does not wait."""
    if registration.status != Status.WAITING:
        return None
    line = registration.event.registrations.waiting()
    ahead = Q(waiting_since__lt=registration.waiting_since) | Q(
        waiting_since=registration.waiting_since, id__lt=registration.pk
    )
    count: int = line.filter(ahead).count()
    return count + 1


def place_of(choice: Choice) -> int | None:
    """The place in line for a session or table; None for who does not wait for it."""
    if choice.status != ChoiceStatus.WAITING:
        return None
    line = Choice.objects.at(choice.holder).in_line()
    ahead = Q(since__lt=choice.since) | Q(since=choice.since, id__lt=choice.pk)
    count: int = line.filter(ahead).count()
    return count + 1
