"""What a saved setting did for who waits, in a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event

Numbers = tuple[int, int]  # people who wait, and who were offered a seat


def waiting_and_offered(event: Event) -> Numbers:
    """How many people wait, and how many were offered a seat, now; two queries.

    The caller holds the event's lock, so that two of these differ by what came in between.
    """
    return event.registrations.waiting().count(), event.registrations.offered().count()


def of_moving_up(before: Numbers, after: Numbers) -> str:
    """`4 people were offered a seat.`; empty when nobody moved up."""
    moved, offered = before[0] - after[0], after[1] - before[1]
    told = [_offered(offered)] if offered > 0 else []
    if moved > offered:
        told.append(_seated(moved - max(offered, 0)))
    return " ".join(told)


def more_seats(event: Event) -> str:
    """What somebody in line gets when there are more seats."""
    if event.offer_hours is None:
        return _("With more seats, who is first in line has one at once, and gets a mail.")
    return _("With more seats, who is first in line is offered one by mail at once.")


def _offered(people: int) -> str:
    sentence = ngettext(
        "%(n)d person was offered a seat by mail.",
        "%(n)d people were offered a seat by mail.",
        people,
    )
    return sentence % {"n": people}


def _seated(people: int) -> str:
    sentence = ngettext(
        "%(n)d person now has a seat, and gets a mail.",
        "%(n)d people now have a seat, and get a mail.",
        people,
    )
    return sentence % {"n": people}
