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

PAST_SHOWN = 20  # past gatherings before one asks for all of them
FEW = 10  # gatherings that one finds without searching


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
    def counts_people(self) -> bool:
        """Whether it has anything to say about who comes."""
        return self.event.takes_registrations or self.counts.total > 0

    @property
    def opens_attendees(self) -> bool:
        """Whether the list of attendees opens for them."""
        return "attendees.see" in self.may


@dataclass(frozen=True)
class Overview:
    """Coming gatherings, the first one first; past ones, the last one first, and how many more."""

    coming: list[Card]
    past: list[Card]
    older: int = 0

    @property
    def many(self) -> bool:
        """Whether there are so many that one wants to search."""
        return len(self.coming) + len(self.past) + self.older > FEW


def overview_of(user: User, *, now: datetime, words: str = "", whole: bool = False) -> Overview:
    """The gatherings of `user` with each of `words` in their title; five queries for any number.

    Without `whole`, and without words, the past ones stop after `PAST_SHOWN`.
    """
    roles = roles_of(user)
    mine = list(Event.objects.of_team_member(user).titled_like(words).select_related("venue"))
    coming = [event for event in reversed(mine) if event.ends_at > now]
    over = [event for event in mine if event.ends_at <= now]
    past = over if whole or words else over[:PAST_SHOWN]
    counts = counts_of([*coming, *past])

    def card(event: Event) -> Card:
        held = roles[event.pk]
        named = " / ".join(str(role.label) for role in Role if role in held)
        may = frozenset(MAY) if user.is_superuser else permissions_in(held)
        return Card(event, named, counts[event.pk], may)

    return Overview(
        coming=[card(event) for event in coming],
        past=[card(event) for event in past],
        older=len(over) - len(past),
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
