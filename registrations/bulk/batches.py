"""The worker's part: a batch of a message into the outbox, and noting what came of each mail.

A batch is one transaction under the lock of its message. Two workers therefore never take the same
recipient, and a worker that is killed leaves the batch as it was.
"""

from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction

from festival import outbox
from festival.apart import apart
from registrations.bulk.composing import mail_to, programme_for
from registrations.bulk.sending import KIND, Fate, State, lock
from registrations.filtering.filter import Filter
from registrations.mails.stopping import wants_mail
from registrations.models import GroupMail, MailRecipient, Registration
from registrations.states import LIVE

BATCH = 100
OURS = f".{KIND}@"
Why = MailRecipient.Why


def send_due(now: datetime) -> int:
    """Put one batch of each message that is being sent in the outbox; how many mails."""
    going = GroupMail.objects.filter(state=State.SENDING).order_by("sent_at", "id")
    count = 0
    for mail in going:
        with apart(f"message {mail.pk}"):
            count += send_batch(mail, now=now)
    return count


@transaction.atomic
def send_batch(mail: GroupMail, *, now: datetime) -> int:
    """Put the next `BATCH` mails of a message in the outbox; how many. A constant number of queries.

    Who cancelled since it was sent is passed over, unless it is meant for who cancelled.
    """
    mail = lock(mail)
    if mail.state != State.SENDING:
        return 0
    due = mail.recipients.filter(state=Fate.QUEUED).select_related("registration__role")
    batch = list(due.order_by("id")[:BATCH])
    mails = _composed(mail, batch)
    outbox.queue(*mails)
    MailRecipient.objects.bulk_update(batch, ["state", "why"])
    if len(batch) < BATCH:
        mail.state, mail.ended_at = State.SENT, now
        mail.save(update_fields=["state", "ended_at"])
    return len(mails)


def note(message_id: str, left: bool) -> None:
    """Note that a mail left, or was refused. For `outbox.drain`; no query for other mails."""
    if OURS in message_id:
        state = Fate.SENT if left else Fate.REFUSED
        MailRecipient.objects.filter(message_id=message_id).update(state=state)


def _composed(mail: GroupMail, batch: list[MailRecipient]) -> list[EmailMessage]:
    """The mails to those of a batch who still get one; each recipient's state says what came."""
    people = _people_of(batch)
    only_live = Filter.from_json(mail.conditions).only_live
    programme = programme_for(mail.event)
    mails: list[EmailMessage] = []
    for recipient in batch:
        registration = recipient.registration
        registration.event = mail.event
        about = [people[pk] for pk in recipient.about if pk in people]
        if only_live:
            about = [person for person in about if person.status in LIVE]
        recipient.why = _reason_against(registration, about)
        recipient.state = Fate.SKIPPED if recipient.why else Fate.READY
        if not recipient.why:
            one = mail_to(mail, registration, about, programme)
            one.extra_headers["Message-ID"] = recipient.message_id
            mails.append(one)
    return mails


def _people_of(batch: list[MailRecipient]) -> dict[int, Registration]:
    meant = {pk for recipient in batch for pk in recipient.about}
    return Registration.objects.in_bulk(meant)


def _reason_against(registration: Registration, about: list[Registration]) -> str:
    if registration.forgotten_at is not None:
        return Why.ERASED
    if not about:
        return Why.CANCELLED
    return "" if wants_mail(registration) else Why.UNWANTED
