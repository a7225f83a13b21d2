"""Noting that a mail came back, and forgetting it when the address is another."""

from datetime import datetime

from django.db import transaction
from mailer.models import RESULT_SUCCESS, MessageLog

from festival.audit import record
from festival.outbox import went_to
from registrations.bounces.reading import Report
from registrations.models import Bounce, MailRecipient, Registration


@transaction.atomic
def note_bounce(report: Report, *, now: datetime) -> int:
    """Mark the sign-ups whose mail came back; how many. Told twice it does no harm.

    Only a mail that this site sent can come back: its Message-ID must be known, which nobody
    can guess but who got the mail, and that mail must have gone to the address that the report
    is about. A report about any other mail marks nobody.
    """
    people = _whose(report)
    for person in people:
        found = {"at": now, "status": report.status}
        _bounce, new = Bounce.objects.update_or_create(registration=person, defaults=found)
        if new:
            told = {"status": report.status}
            record(
                "mail came back",
                person,
                now=now,
                by=None,
                event_id=person.event_id,
                changes=told,
            )
    return len(people)


def forget_bounce(registration: Registration) -> None:
    """Forget that mail came back: the address is another one now. In the caller's transaction."""
    Bounce.objects.filter(registration=registration).delete()


def _whose(report: Report) -> list[Registration]:
    if not report.message_id:
        return []
    recipients = MailRecipient.objects.filter(message_id=report.message_id)
    recipient = recipients.select_related("registration").first()
    if recipient is not None:
        recipients.update(state=MailRecipient.State.BOUNCED)
        return [recipient.registration]
    sent = MessageLog.objects.filter(message_id=report.message_id, result=RESULT_SUCCESS)
    if not went_to(report.message_id, report.address) or not sent.exists():
        return []
    people = Registration.objects.of_address(report.address).remembered()
    return list(people.filter(lead=None).order_by("id"))
