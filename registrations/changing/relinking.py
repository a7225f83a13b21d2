"""The personal link anew: for who passed it on, and for who lost the mail."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from events.locking import lock_event
from festival import outbox
from festival.audit import record
from registrations.mails import Why, links_mail
from registrations.models import Registration

MOST_LISTED = 50  # in one mail


@transaction.atomic
def renew_link(registration: Registration, *, now: datetime) -> Registration:
    """Revoke the personal link and mail its owner a new one; the registration as it now is."""
    event = lock_event(registration.event_id)
    renewed = with_new_link(registration)
    renewed.event = event
    record("renew own link", renewed, now=now, by=None, event_id=event.pk)
    outbox.queue(links_mail(renewed.email, [renewed], renewed.language, Why.RENEWED))
    return renewed


def with_new_link(registration: Registration) -> Registration:
    """The registration, read anew after its link was revoked. The caller holds the lock."""
    rows = Registration.objects.filter(pk=registration.pk)
    rows.update(link_version=F("link_version") + 1)
    renewed: Registration = rows.select_related("role").get()
    return renewed


@transaction.atomic
def send_links(email: str, *, now: datetime) -> int:
    """Mail an address the links of its sign-ups for gatherings that are not over; how many.

    Nothing is sent to an address that has none.
    """
    found: Iterable[Registration] = (
        Registration.objects.of_address(email)
        .leading()
        .of_live_parties()
        .to_come(now)
        .select_related("event", "role")
        .order_by("event__starts_at", "event_id", "id")[:MOST_LISTED]
    )
    people = list(found)
    if people:
        newest = max(people, key=lambda person: (person.created_at, person.pk))
        outbox.queue(links_mail(newest.email, people, newest.language))
    return len(people)
