"""No more reminders and messages: the link in the mail, the header, and the verbs behind both.

What is about somebody's own seat always goes: confirmations, offers, changes, cancellations.
"""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from festival.audit import record
from registrations.links import STOP_SALT, registration_of, token_of
from registrations.models import Registration


def stop_address(registration: Registration) -> str:
    """The full address at which somebody stops such mails; it opens nothing else, and ends with
    their personal link."""
    token = token_of(registration, salt=STOP_SALT)
    return f"{settings.SITE_URL}{reverse('registrations:stop_mails', kwargs={'token': token})}"


def stopped_by(token: str) -> Registration | None:
    """Whose mails a token stops; None when it was guessed, altered or revoked."""
    found = registration_of(token, salt=STOP_SALT)
    return found if found is not None and found.forgotten_at is None else None


def let_stop(mail: EmailMessage, registration: Registration) -> None:
    """Tell mail programs how such mails are stopped with one press: RFC 2369 and RFC 8058."""
    mail.extra_headers["List-Unsubscribe"] = f"<{stop_address(registration)}>"
    mail.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def wants_mail(registration: Registration) -> bool:
    """Whether reminders and messages may go to who leads a party; no query."""
    return bool(registration.email) and registration.unwanted_at is None


@transaction.atomic
def stop_mails(registration: Registration, *, now: datetime) -> None:
    """Send no more reminders and messages about this sign-up; twice does no harm."""
    fresh = Registration.objects.filter(pk=registration.pk, unwanted_at=None)
    if fresh.update(unwanted_at=now):
        record("stop mails", registration, now=now, by=None, event_id=registration.event_id)


@transaction.atomic
def resume_mails(registration: Registration, *, now: datetime) -> None:
    """Send reminders and messages again; twice does no harm."""
    stopped = Registration.objects.filter(pk=registration.pk, unwanted_at__isnull=False)
    if stopped.update(unwanted_at=None):
        record("resume mails", registration, now=now, by=None, event_id=registration.event_id)
