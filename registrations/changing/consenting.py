"""Taking a consent back: as easy as giving it (art. 7 GDPR)."""

from datetime import datetime

from django.db import transaction

from events.locking import lock_event
from festival.audit import record
from registrations.models import Consent, Registration
from registrations.sign_up.offer import offer_of


@transaction.atomic
def withdraw(registration: Registration, consent_id: int, *, now: datetime) -> Consent | None:
    """Note that a person takes one of their consents back; twice does no harm.

    The proof that it was given stays. None when they never gave it.
    """
    lock_event(registration.event_id)
    consent: Consent | None = (
        registration.consents.select_related("text").filter(pk=consent_id).first()
    )
    if consent is not None and consent.withdrawn_at is None:
        consent.withdrawn_at = now
        consent.save(update_fields=["withdrawn_at"])
        changes = {consent.text.key: [True, False]}
        record(
            "withdraw consent",
            registration,
            now=now,
            by=None,
            event_id=registration.event_id,
            changes=changes,
        )
    return consent


@transaction.atomic
def give(registration: Registration, text_id: int, *, now: datetime) -> Consent | None:
    """Note that a person agrees to a text that is asked now, also after taking it back.

    Twice does no harm. None when this text is not asked.
    """
    event = lock_event(registration.event_id)
    text = next((text for text in offer_of(event).consents if text.pk == text_id), None)
    if text is None:
        return None
    consent: Consent
    consent, new = registration.consents.get_or_create(text=text, defaults={"given_at": now})
    if new or consent.withdrawn_at is not None:
        consent.given_at, consent.withdrawn_at = now, None
        consent.save(update_fields=["given_at", "withdrawn_at"])
        changes = {text.key: [False, True]}
        record("consent", registration, now=now, by=None, event_id=event.pk, changes=changes)
    return consent
