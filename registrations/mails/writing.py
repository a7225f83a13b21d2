"""Writing one mail: words, facts and files, as text and as HTML, into the outbox."""

from collections.abc import Collection, Sequence
from dataclasses import replace
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
from registrations.mails.concerning import whom_of
from registrations.mails.facts import facts_of
from registrations.mails.kinds import (
    OVER,
    TO_MANY,
    UNASKED,
    WITH_ANSWERS,
    Kind,
    subject_for_others,
    subject_in_line,
    subject_of,
)
from registrations.mails.letters import NOTHING_WRITTEN, Letter, own_words, written_to
from registrations.mails.party import Party, party_of, with_answers
from registrations.mails.stopping import let_stop, stop_address
from registrations.models import Choice, Registration
from registrations.states import Status


def tell(
    kind: Kind,
    registration: Registration,
    *,
    now: datetime,
    choices: Sequence[Choice] | None = None,
    answered: bool = True,
    passed_on: Registration | None = None,
    erased: Sequence[str] = (),
) -> None:
    """Put one mail in the outbox, in the caller's transaction: to who leads the party.

    It tells of everybody of the party, in the lead's language; a number of queries that does not
    depend on how many they are. `choices` saves one where those of a person who came alone are
    at hand, with their sessions, tables and rounds; `answered` False saves another where nobody
    answered anything. `passed_on` is who of them gave their seat to somebody else, `erased` are
    the questions whose answers went with an old role. `HANDED_OVER` goes to who `registration` says it is of, whatever is kept by now. Who walked in without an
    address is told nothing.
    """
    if not registration.first.email:
        return
    numbered = kind not in OVER | TO_MANY
    before = kind == Kind.HANDED_OVER
    party = party_of(registration, now=now, choices=choices, numbered=numbered, before=before)
    party = with_answers(party) if answered and kind in WITH_ANSWERS else party
    party = replace(party, passed_on=passed_on, erased=tuple(erased))
    usual = own_words(party.lead.event, kind)
    with translation.override(party.lead.language):
        outbox.queue(mail_of(kind, party, now=now, usual=usual))


def mail_of(
    kind: Kind,
    party: Party,
    *,
    now: datetime,
    programme: Programme | None = None,
    letter: Letter = NOTHING_WRITTEN,
    usual: Letter = NOTHING_WRITTEN,
    changes: Sequence[str] = (),
    called_off: Collection[str] = (),
) -> EmailMultiAlternatives:
    """The mail as it leaves, in the active language.

    `programme` is that of a release which is being made, and may yet be undone; otherwise the
    newest release. `letter` is what an organiser writes in this mail, `usual` what the event
    says in every mail of the kind. `changes` are sentences for these people. Of the sessions
    `called_off`, by code, the own entries go along as well, for who put those in a calendar.
    """
    programme = programme or with_release(party.lead.event).programme
    withdrawn = calendars.withdrawn(programme, called_off, now=now)
    about = {"letter": letter, "usual": usual, "changes": changes}
    values = values_of(kind, party, programme, withdrawn=bool(withdrawn), **about)  # type: ignore[arg-type]
    mail = composed("emails/person", values["subject"], party.lead.email, programme, values)
    if values["stop_url"]:
        let_stop(mail, party.lead)
    if values["calendar"]:
        calendars.attach(mail, kind, party, programme, now=now)
    if withdrawn:
        mail.attach("gaat-niet-door.ics", withdrawn, "text/calendar; method=PUBLISH")
    return mail


def values_of(
    kind: Kind,
    party: Party,
    programme: Programme,
    *,
    letter: Letter = NOTHING_WRITTEN,
    usual: Letter = NOTHING_WRITTEN,
    changes: Sequence[str] = (),
    withdrawn: bool = False,
) -> dict[str, Any]:
    """What the templates of a mail are given, in the active language; no query."""
    written = written_to(party.lead, programme, letter, usual)
    values = facts_of(kind, party, programme) | {
        "letter": written,
        "subject": written.subject or _usual_subject(kind, party, programme.name),
        "changes": changes,
        "withdrawn": withdrawn,
        "calendar": calendars.has_appointment(kind, party, programme),
        "stop_url": stop_address(party.lead) if kind in UNASKED else "",
    }
    values["heading"], *values["paragraphs"] = words_of(kind, values)
    return values


def _usual_subject(kind: Kind, party: Party, title: str) -> str:
    if kind == Kind.CANCELLED and any(person.is_live for person in party.people):
        return subject_of(Kind.CHANGED_OWN, title)
    if kind == Kind.ALREADY and party.lead.status == Status.WAITING:
        return subject_in_line(title)
    if whom_of(kind, party).you:
        return subject_of(kind, title)
    return subject_for_others(kind, title)


def words_of(kind: Kind, values: dict[str, Any]) -> list[str]:
    """The words of a mail: its heading, and then its paragraphs, as plain text."""
    words = get_template(f"emails/words/{kind}.txt").template  # type: ignore[attr-defined]
    lines = words.render(Context(values, autoescape=False)).splitlines()
    return [line.strip() for line in lines if line.strip()]
