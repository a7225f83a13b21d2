"""Writing one mail: words, facts and files, as text and as HTML, into the outbox."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from events.programme import Programme
from events.published import with_release
from festival import outbox
from registrations.mails import calendars
from registrations.mails.composing import composed
from registrations.mails.facts import facts_of
from registrations.mails.kinds import OVER, TO_MANY, Kind, subject_of
from registrations.mails.party import Party, party_of
from registrations.models import Choice, Registration


@dataclass(frozen=True)
class Letter:
    """What an organiser writes, in the language of the event; `subject` empty for the usual one."""

    subject: str = ""
    text: str = ""
    language: str = "nl"


NOTHING_WRITTEN = Letter()


def tell(
    kind: Kind,
    registration: Registration,
    *,
    now: datetime,
    choices: Sequence[Choice] | None = None,
) -> None:
    """Put one mail in the outbox, in the caller's transaction: to who leads the party.

    It tells of everybody of the party, in the lead's language; a number of queries that does not
    depend on how many they are. `choices` saves one where those of a person who came alone are
    at hand, with their sessions, tables and rounds. `HANDED_OVER` goes to who the registration
    says it is of: ask for it before that changes.
    """
    numbered = kind not in OVER | TO_MANY
    party = party_of(registration, now=now, choices=choices, numbered=numbered)
    with translation.override(party.lead.language):
        outbox.queue(mail_of(kind, party, now=now))


def mail_of(
    kind: Kind,
    party: Party,
    *,
    now: datetime,
    programme: Programme | None = None,
    letter: Letter = NOTHING_WRITTEN,
    changes: Sequence[str] = (),
    called_off: Collection[str] = (),
) -> EmailMultiAlternatives:
    """The mail as it leaves, in the active language.

    `programme` is that of a release which is being made, and may yet be undone; otherwise the
    newest release. `changes` are sentences for these people. Of the sessions `called_off`, by
    code, the own entries go along as well, for who put those in a calendar.
    """
    programme = programme or with_release(party.lead.event).programme
    calendar = calendars.has_appointment(kind, party, programme)
    withdrawn = calendars.withdrawn(programme, called_off, now=now)
    values = facts_of(kind, party, programme)
    values |= {"letter": letter, "changes": changes}
    values |= {"calendar": calendar, "withdrawn": bool(withdrawn)}
    values["heading"], *values["paragraphs"] = words_of(kind, values)
    subject = letter.subject or subject_of(kind, programme.name)
    mail = composed("emails/person", subject, party.lead.email, programme, values)
    if calendar:
        calendars.attach(mail, kind, party, programme, now=now)
    if withdrawn:
        mail.attach("gaat-niet-door.ics", withdrawn, "text/calendar; method=PUBLISH")
    return mail


def words_of(kind: Kind, values: dict[str, Any]) -> list[str]:
    """The words of a mail: its heading, and then its paragraphs, as plain text."""
    words = get_template(f"emails/words/{kind}.txt").template  # type: ignore[attr-defined]
    lines = words.render(Context(values, autoescape=False)).splitlines()
    return [line.strip() for line in lines if line.strip()]
