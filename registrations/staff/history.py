"""What happened to one registration, told in the reader's language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from events.programme import Programme
from festival.models import AuditEntry
from registrations.models import Choice, Registration
from registrations.wording import holder_title


@dataclass(frozen=True)
class Moment:
    """One thing that happened; `by` is empty for the person themselves and for the system."""

    at: datetime
    what: str
    by: str


def history_of(
    registration: Registration, choices: Sequence[Choice], programme: Programme
) -> list[Moment]:
    """The trail of a registration and of the sessions it chose, the first thing first; one query.

    Sessions are called what the public knows them by.
    """
    own = Q(target_type="registration", target_id=registration.pk)
    sessions = [choice.session_id for choice in choices]
    about = Q(target_type="session", target_id__in=sessions, action__in=_words_of_sessions())
    entries = AuditEntry.objects.filter(own | about).order_by("at", "id")
    return list(_told(entries, registration, choices, programme))


def _told(
    entries: Iterable[AuditEntry],
    registration: Registration,
    choices: Sequence[Choice],
    programme: Programme,
) -> Iterator[Moment]:
    words, of_sessions = _words(), _words_of_sessions()
    chosen = {choice.session_id: choice for choice in choices}
    left = registration.cancelled_at
    for entry in entries:
        what = words.get(entry.action, entry.action)
        if entry.target_type == "session":
            choice = chosen[entry.target_id or 0]
            if entry.at < choice.since or (left is not None and entry.at > left):
                continue
            title = holder_title(programme, choice.session, None)
            what = of_sessions[entry.action] % {"title": title}
        yield Moment(entry.at, what, entry.actor_name)


def _words() -> dict[str, str]:
    return {
        "sign up": _("Signed up"),
        "promote": _("Moved up from the waiting list"),
        "cancel": _("Cancelled"),
        "correct": _("Corrected"),
        "mail came back": _("A mail came back"),
        "withdraw consent": _("Withdrew a consent"),
    }


def _words_of_sessions() -> dict[str, str]:
    return {
        "call off session": _("“%(title)s” was called off"),
        "hold session after all": _("“%(title)s” takes place after all, without the earlier seats"),
    }
