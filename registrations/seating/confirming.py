"""Giving people their seats by hand: who waits, and whose seat is only kept for a while."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations import mails
from registrations.models import Registration
from registrations.seating import seats
from registrations.seating.promoting import promote


class CannotConfirm(Refused):
    """This sign-up was cancelled, or the gathering is over."""


@transaction.atomic
def confirm_by_hand(
    people: Sequence[Registration], *, reason: str, now: datetime, by: User | None
) -> None:
    """Make sure that people of one party have their seats; one mail for what changed.

    Who waits gets a free seat before their turn, with all of the party who wait; no seats are
    added. Whose seat was offered, or kept until the address is confirmed, has it. Who has one
    keeps it: twice does no harm. All of them, or nobody. Raises CannotConfirm, NoSeatFree and
    NoReason.
    """
    event = lock_event(people[0].event_id)
    if event.ends_at <= now:
        raise CannotConfirm(_("This gathering is over."))
    rows = event.registrations.filter(pk__in=[person.pk for person in people])
    if not rows.live().exists():
        raise CannotConfirm(_("This sign-up was cancelled; who wants to come signs up anew."))
    lead = people[0].party_id
    held = list(event.registrations.held().of_party(lead).select_related("lead", "role"))
    if held and rows.held().exists():
        seats.confirm(held, now=now)
        first = held[0].first
        first.event = event
        changes = {"reason": reason}
        record("confirm by hand", first, now=now, by=by, event_id=event.pk, changes=changes)
        mails.tell(mails.Kind.CONFIRMED, first, now=now)
    waiting = rows.waiting().first()
    if waiting is not None:
        promote(waiting, reason=reason, now=now, by=by)
