"""The gatherings that somebody works on, with how many people come to each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from events.models import Event, Role
from events.pages.when import when_is
from events.permissions import MAY, permissions_in, roles_of
from festival.models import User
from registrations.models import Choice, Registration
from registrations.states import HOLDS_SEAT, Status


@dataclass(frozen=True)
class Counts:
    """How many registrations stand in which state."""

    by_status: dict[str, int]
    for_a_choice: int = 0  # those with a seat at the event who wait for a session or table

    @property
    def seated(self) -> int:
        """Those that hold a seat."""
        return sum(self.by_status.get(status, 0) for status in HOLDS_SEAT)

    @property
    def waiting(self) -> int:
        """Those in line."""
        return self.by_status.get(Status.WAITING, 0)

    @property
    def cancelled(self) -> int:
        """Those that withdrew."""
        return self.by_status.get(Status.CANCELLED, 0)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_status.values())


@dataclass(frozen=True)
class Card:
    """One gathering in the overview of somebody who works on it."""

    event: Event
    role: str
    counts: Counts
    may: frozenset[str]

    @property
    def when(self) -> str:
        """When it is, as exactly as that is known."""
        return when_is(self.event)

    @property
    def opens_attendees(self) -> bool:
        """Whether the list of attendees opens for them."""
        return "attendees.see" in self.may


@dataclass(frozen=True)
class Overview:
    """Coming gatherings, the first one first; past ones, the last one first."""

    coming: list[Card]
    past: list[Card]


def overview_of(user: User, *, now: datetime) -> Overview:
    """The gatherings of `user`; five queries, however many there are."""
    roles = roles_of(user)
    events = list(Event.objects.of_team_member(user).select_related("venue"))
    counts = counts_of(events)
    cards = [
        Card(
            event,
            " / ".join(str(role.label) for role in Role if role in roles[event.pk]),
            counts[event.pk],
            frozenset(MAY) if user.is_superuser else permissions_in(roles[event.pk]),
        )
        for event in events
    ]
    return Overview(
        coming=[card for card in reversed(cards) if card.event.ends_at > now],
        past=[card for card in cards if card.event.ends_at <= now],
    )


def counts_of(events: Iterable[Event]) -> dict[int, Counts]:
    """The counts of several events at once; two queries."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    ids = [event.pk for event in events]
    rows = Registration.objects.filter(event__in=ids).order_by()
    for event_id, status, number in rows.values_list("event", "status").annotate(Count("id")):
        found[event_id][status] = number
    in_line = Choice.objects.in_line().filter(registration__event__in=ids).order_by()
    lines = in_line.values_list("registration__event").annotate(
        Count("registration", distinct=True)
    )
    waits = dict(lines)
    return {pk: Counts(found[pk], waits.get(pk, 0)) for pk in ids}
