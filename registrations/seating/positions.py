"""The place in line: 1 is the first."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

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


def positions_of(people: Iterable[Registration]) -> dict[int, int]:
    """The places in line of those of one party who wait, by their keys; at most one query.

    Who waits since the same moment waits as one, in the place of the first of them.
    """
    waiting = [person for person in people if person.status == Status.WAITING]
    if not waiting:
        return {}
    line = Registration.objects.waiting().order_by().filter(event=OuterRef("event"))
    ahead = Q(waiting_since__lt=OuterRef("waiting_since")) | Q(
        waiting_since=OuterRef("waiting_since"), id__lt=OuterRef("pk")
    )
    counted = line.filter(ahead).values("event").annotate(n=Count("pk")).values("n")
    rows = Registration.objects.filter(pk__in=[person.pk for person in waiting])
    own = dict(rows.values_list("pk", Coalesce(Subquery(counted), 0) + 1))
    firsts: dict[datetime | None, int] = {}
    for person in waiting:
        place = own[person.pk]
        firsts[person.waiting_since] = min(place, firsts.get(person.waiting_since, place))
    return {person.pk: firsts[person.waiting_since] for person in waiting}


def place_of(choice: Choice) -> int | None:
    """The place in line for a session or table; None for who does not wait for it."""
    if choice.status != ChoiceStatus.WAITING:
        return None
    line = Choice.objects.at(choice.holder).in_line()
    ahead = Q(since__lt=choice.since) | Q(since=choice.since, id__lt=choice.pk)
    count: int = line.filter(ahead).count()
    return count + 1


def places_of(choices: Iterable[Choice]) -> dict[int, int]:
    """The places in line of those choices that wait, by their keys; at most one query."""
    waiting = [choice.pk for choice in choices if choice.status == ChoiceStatus.WAITING]
    if not waiting:
        return {}
    ahead = Q(since__lt=OuterRef("since")) | Q(since=OuterRef("since"), id__lt=OuterRef("pk"))
    line = Choice.objects.in_line().order_by().alias(of_table=Coalesce("table_id", 0))
    line = line.filter(session=OuterRef("session"), of_table=Coalesce(OuterRef("table_id"), 0))
    counted = line.filter(ahead).values("session").annotate(n=Count("pk")).values("n")
    rows = Choice.objects.filter(pk__in=waiting)
    return dict(rows.values_list("pk", Coalesce(Subquery(counted), 0) + 1))
