"""Mails that go by themselves: a reminder before a gathering, and thanks afterwards.

Each goes to a party once. The note of it is kept in the transaction that puts the mail in the
outbox, so that neither two workers nor one that is killed send it twice, or not at all.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta

from django.db import transaction

from events.locking import lock_event
from events.models import Event
from events.published import with_release
from festival.apart import apart
from registrations.mails import Kind
from registrations.mails.telling import tell_people, with_choices
from registrations.models import Reminded
from registrations.seating.humane import SLEEPS, WAKES, next_morning

BATCH = 100  # parties in one transaction, which keeps others from signing up for so long
AT_ONCE = 2000  # parties of one event, before the worker looks at its other duties
LONGEST_AFTER = timedelta(days=7)  # later than that nobody expects thanks
FURTHEST_BEFORE = timedelta(days=31)


def remind_due(now: datetime) -> int:
    """Remind everybody of the gatherings that are near; how many mails.

    So many days before as the event says, from eight in the morning. Not who waits or cancelled,
    nor who got their seat after that moment: they have just had a mail.
    """
    coming = Event.objects.to_remind_of(now, now + FURTHEST_BEFORE)
    return _each(coming, Kind.REMINDER, reminded_from, now)


def thank_due(now: datetime) -> int:
    """Thank everybody who had a seat, where the event does so, from the next morning; how many."""
    past = Event.objects.to_thank_for(now - LONGEST_AFTER, now)
    return _each(past, Kind.AFTERWARDS, thanked_from, now)


def reminded_from(event: Event) -> datetime:
    """From when people are reminded of an event that reminds."""
    day = event.starts_at.astimezone(event.zone).date() - timedelta(days=event.reminder_days or 0)
    return datetime.combine(day, WAKES, event.zone)


def thanked_from(event: Event) -> datetime:
    """From when people are thanked for having come."""
    return next_morning(event.ends_at, event.zone)


def _each(
    events: Iterable[Event], kind: Kind, moment_of: Callable[[Event], datetime], now: datetime
) -> int:
    count = 0
    for event in events:
        with apart(f"{kind} of event {event.pk}"):
            if moment_of(event) <= now and _awake(event, now):
                count += _all(event, kind, moment_of, now)
    return count


def _awake(event: Event, now: datetime) -> bool:
    """A worker that stood still does not make up for it at night."""
    local: time = now.astimezone(event.zone).time()
    return WAKES <= local < SLEEPS


def _all(event: Event, kind: Kind, moment_of: Callable[[Event], datetime], now: datetime) -> int:
    count = 0
    while count < AT_ONCE:
        told = _batch(event, kind, moment_of, now)
        count += told
        if told < BATCH:
            break
    return count


@transaction.atomic
def _batch(event: Event, kind: Kind, moment_of: Callable[[Event], datetime], now: datetime) -> int:
    """Mail the next parties of an event; how many. A fixed number of queries."""
    event = lock_event(event.pk)
    if not _still(event, kind, now) or moment_of(event) > now:
        return 0
    registrations = event.registrations.all()
    due = registrations.leading().to_be_reminded(kind).with_seats_since(moment_of(event))
    leads = list(due.order_by("id").values_list("pk", flat=True)[:BATCH])
    if not leads:
        return 0
    Reminded.objects.bulk_create(Reminded(registration_id=pk, kind=kind, at=now) for pk in leads)
    people = with_choices(event, registrations.of_parties(leads).seated())
    return tell_people(kind, people, programme=with_release(event).programme, now=now)


def _still(event: Event, kind: Kind, now: datetime) -> bool:
    """Whether the event has not been moved, called off or set otherwise in the meantime."""
    if event.release_id is None or event.cancelled_at is not None:
        return False
    if kind == Kind.REMINDER:
        return event.reminder_days is not None and event.starts_at > now
    return event.mails_after and event.ends_at <= now
