"""What happened to one registration, told in the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from festival.models import AuditEntry
from registrations.models import Registration


@dataclass(frozen=True)
class Moment:
    """One thing that happened; `by` is empty for the person themselves and for the system."""

    at: datetime
    what: str
    by: str


def history_of(registration: Registration) -> list[Moment]:
    """The trail of a registration, the first thing first; one query."""
    entries = AuditEntry.objects.filter(target_type="registration", target_id=registration.pk)
    words = _words()
    return [
        Moment(entry.at, words.get(entry.action, entry.action), entry.actor_name)
        for entry in entries.order_by("at", "id")
    ]


def _words() -> dict[str, str]:
    return {
        "sign up": _("Signed up"),
        "promote": _("Moved up from the waiting list"),
        "cancel": _("Cancelled"),
        "correct": _("Corrected"),
        "withdraw consent": _("Withdrew a consent"),
    }
