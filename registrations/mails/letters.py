"""What an organiser writes in a mail: for this one, or for every mail of a kind."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.text import Truncator

from events.models import Event
from events.pages.when import day, when_is
from events.programme import Programme
from registrations.mails.kinds import LONGEST_SUBJECT, Kind
from registrations.models import MailText, Registration
from registrations.placeholders import filled
from registrations.wording import where_of

WORDED = frozenset(MailText.Kind.values)  # the kinds that an event can word itself


@dataclass(frozen=True)
class Letter:
    """What an organiser writes, in the language of the event; `subject` empty for the usual one."""

    subject: str = ""
    text: str = ""
    language: str = "nl"


NOTHING_WRITTEN = Letter()


def own_words(event: Event, kind: Kind) -> Letter:
    """What an event says in every mail of a kind, not filled in yet; at most one query."""
    if kind not in WORDED:
        return NOTHING_WRITTEN
    row = MailText.objects.filter(event=event, kind=kind).first()
    return Letter(row.subject, row.opening, event.language) if row else NOTHING_WRITTEN


def written_to(lead: Registration, programme: Programme, letter: Letter, usual: Letter) -> Letter:
    """The letter to one person: `letter` as it is, and what it leaves open from `usual`.

    The words in braces of `usual` are filled in, in the language of the event.
    """
    if not usual.subject and not usual.text:
        return letter
    values = values_for(lead, programme)
    subject = Truncator(" ".join(filled(usual.subject, values).split())).chars(LONGEST_SUBJECT)
    return Letter(
        letter.subject or subject,
        letter.text or filled(usual.text, values),
        letter.language if letter.text else usual.language,
    )


def values_for(lead: Registration, programme: Programme) -> dict[str, str]:
    """What the words in braces stand for, in the language of the event."""
    with translation.override(programme.language):
        start = programme.starts_at.astimezone(programme.zone)
        return {
            "naam": lead.given_name,
            "bijeenkomst": programme.name,
            "wanneer": when_is(programme),
            "datum": day(start) if programme.precision in {"moment", "day"} else when_is(programme),
            "waar": where_of(programme),
        }
