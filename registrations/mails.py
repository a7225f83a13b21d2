"""The mails to residents: which there are, and how one is put in the outbox."""

from datetime import datetime
from enum import StrEnum

from registrations.models import Registration


class Kind(StrEnum):
    """The reason for a mail; `templates/emails/<kind>.txt` and `.html` hold its words."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    ALREADY = "already"
    PROMOTED = "promoted"
    CHOICE_SEATED = "choice_seated"
    CANCELLED = "cancelled"


def tell(kind: Kind, registration: Registration, *, now: datetime) -> None:
    """Put one mail in the outbox, in the registration's language, in the caller's transaction."""
