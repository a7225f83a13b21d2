"""Moving a sign-up to another e-mail address: the link moves along, and the old one ends."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from festival import outbox
from festival.audit import record
from festival.ratelimit import allowed
from registrations import mails
from registrations.bounces.noting import forget_bounce
from registrations.changing.rules import locked
from registrations.models import Registration
from registrations.states import Status

AN_HOUR = timedelta(hours=1)
MAILS_AGAIN = 3


@transaction.atomic
def change_address(registration: Registration, email: str, *, now: datetime) -> None:
    """Move a party to another address, which is mailed the new link; the old link ends.

    The old address is told that it changed, so that a stolen link is noticed. An address that
    is already signed up for this event keeps its own sign-up and is mailed that link; nothing
    else happens then, and who asked is told the same. Raises ChangesClosed, and ValidationError.
    """
    lead = locked(registration.first, party=True, now=now)
    if email == lead.email:
        return
    others = lead.event.registrations.leading().live().of_address(email).exclude(pk=lead.pk)
    known = others.select_related("role").first()
    if known is not None:
        known.event = lead.event
        if allowed("mail again", known.code, limit=MAILS_AGAIN, per=AN_HOUR, now=now):
            mails.tell(mails.Kind.ALREADY, known, now=now)
        return
    old = lead.email
    move_to(lead, email)
    record("change address", lead, now=now, by=None, event_id=lead.event_id)
    send_link(lead, now=now)
    outbox.queue(mails.address_left_mail(lead, old, lead.language))


def move_to(lead: Registration, email: str) -> None:
    """Let a party have another address, which nobody has proved; the old link ends.

    The caller holds the event's lock. Raises ValidationError.
    """
    lead.email, lead.proved_at = email, None
    lead.clean_fields(exclude=[f.name for f in lead._meta.fields if f.name != "email"])
    Registration.objects.filter(pk=lead.pk).update(
        email=email, proved_at=None, link_version=F("link_version") + 1
    )
    lead.refresh_from_db(fields=["link_version"])
    forget_bounce(lead)


def send_link(lead: Registration, *, now: datetime) -> None:
    """Mail a party its link: to confirm the address with, where it still has to."""
    if lead.status == Status.PENDING:
        mails.tell(mails.Kind.PROVE, lead, now=now)
    else:
        outbox.queue(mails.links_mail(lead.email, [lead], lead.language, mails.Why.MOVED))
