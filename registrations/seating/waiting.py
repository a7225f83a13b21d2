"""Waiting for a seat: how long it may take, and what happens when an offer is missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.db.models import Count, Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.locking import lock_event
from events.models import Event
from festival.audit import record
from registrations.models import Registration

ENOUGH = 5  # people who moved up, before anything can be said from it
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Moves:
    """How many people moved up from a waiting list, and since when there is one."""

    count: int
    since: datetime | None


def moves_at(event: Event) -> Moves:
    """What the waiting list of an event did so far; one query."""
    told = event.registrations.moved_up().aggregate(n=Count("pk"), since=Min("waiting_since"))
    return Moves(told["n"], told["since"])


def days_to_wait(position: int, moves: Moves, *, now: datetime) -> int | None:
    """About how many days somebody at this place waits; None when nobody can tell.

    As many people a day are taken to move up as did so far.
    """
    if moves.count < ENOUGH or moves.since is None:
        return None
    so_far = max(now - moves.since, A_DAY)
    return ceil(position * so_far / (moves.count * A_DAY))


def estimate(position: int, moves: Moves, *, now: datetime, starts_at: datetime) -> str:
    """The same as a sentence; empty when nobody can tell."""
    days = days_to_wait(position, moves, now=now)
    if days is None:
        return ""
    if now + days * A_DAY >= starts_at:
        return _("If it goes on as it did, there will probably be no seat for you in time.")
    sentence = ngettext(
        "If it goes on as it did, it is your turn in about %(days)d day. Nobody can promise that.",
        "If it goes on as it did, it is your turn in about %(days)d days. Nobody can promise that.",
        days,
    )
    return sentence % {"days": days}


def rule_in_words(event: Event) -> Sequence[str]:
    """How the line works, in sentences."""
    when = _("When a seat comes free for you, it is yours at once and we mail you.")
    if event.offer_hours is not None:
        when = _("When a seat comes free for you, we mail you and keep it for you for a while.")
    if event.overtaking:
        return (when, _("Who came first goes first; smaller parties may pass larger ones."))
    return (when, _("Who came first goes first: nobody passes anybody."))


@transaction.atomic
def keep_place(lead: Registration, *, stays: bool, now: datetime) -> None:
    """Say whether a party keeps its place in line when it misses an offer. Twice does no harm."""
    lock_event(lead.event_id)
    rows = Registration.objects.of_party(lead.party_id).exclude(stays_in_line=stays)
    if rows.update(stays_in_line=stays):
        record(
            "keep place",
            lead,
            now=now,
            by=None,
            event_id=lead.event_id,
            changes={"stays": [not stays, stays]},
        )
