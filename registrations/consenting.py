"""Taking a consent back: as easy as giving it (art. 7 GDPR)."""

from datetime import datetime

from django.db import transaction

from events.locking import lock_event
from festival.audit import record
from registrations.models import Consent, Registration


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
