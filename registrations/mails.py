"""The mails to residents: which there are, and how one is put in the outbox."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from events.interop.ical import has_calendar, personal_calendar, sessions_calendar, uid_of
from events.pages.when import when_is
from events.programme import Programme
from events.published import with_release
from festival import outbox
from registrations.chosen import state_of
from registrations.links import address_of
from registrations.models import Choice, Registration
from registrations.positions import position_of
from registrations.states import HOLDS_SEAT, ChoiceStatus, Status
from registrations.wording import holder_title, round_title, where_of


class Kind(StrEnum):
    """The reason for a mail; `templates/emails/<kind>.txt` and `.html` hold its words."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    ALREADY = "already"
    PROMOTED = "promoted"
    CHOICE_SEATED = "choice_seated"
    CANCELLED = "cancelled"
    EVENT_CANCELLED = "event_cancelled"
    SESSION_CANCELLED = "session_cancelled"
    CHANGED = "changed"


OVER = {Kind.CANCELLED, Kind.EVENT_CANCELLED}
TO_MANY = {Kind.EVENT_CANCELLED, Kind.SESSION_CANCELLED, Kind.CHANGED}  # without places in line


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
    """Put one mail in the outbox, in the registration's language, in the caller's transaction.

    `choices` saves a query where they are at hand, with their sessions and tables.
    """
    if choices is None:
        choices = list(registration.choices.standing().select_related("session", "table", "block"))
    with translation.override(registration.language):
        outbox.queue(mail_of(kind, registration, choices, now=now))


def mail_of(
    kind: Kind,
    registration: Registration,
    choices: Sequence[Choice],
    *,
    now: datetime,
    programme: Programme | None = None,
    letter: Letter = NOTHING_WRITTEN,
    changes: Sequence[str] = (),
    called_off: Collection[str] = (),
) -> EmailMultiAlternatives:
    """The mail as it leaves, in the active language.

    `programme` is that of a release which is being made, and may yet be undone; otherwise the
    newest release. `changes` are sentences for this person. Of the sessions `called_off`, by
    code, the own entries go along as well, for who put those in a calendar.
    """
    programme = programme or with_release(registration.event).programme
    values = _values(kind, registration, programme, choices)
    calendar = _has_calendar(kind, registration) and has_calendar(programme)
    values |= {"url": address_of(registration), "calendar": calendar}
    withdrawn = _withdrawn(programme, called_off, now=now)
    values |= {"letter": letter, "changes": changes, "withdrawn": bool(withdrawn)}
    subject = letter.subject or subject_of(kind, programme.name)
    mail = composed(f"emails/{kind}", subject, registration.email, programme, values)
    if calendar:
        content, method = calendar_of(registration, programme, choices, now=now)
        mail.attach("agenda.ics", content.decode(), f"text/calendar; method={method}")
    if withdrawn:
        mail.attach("gaat-niet-door.ics", withdrawn, "text/calendar; method=PUBLISH")
    return mail


def composed(
    template: str, subject: str, to: str, programme: Programme, values: dict[str, Any]
) -> EmailMultiAlternatives:
    """A mail about a gathering, as text and as HTML; answers go to its contact."""
    mail = EmailMultiAlternatives(
        subject=_on_one_line(subject),
        body=_paragraphs(render_to_string(f"{template}.txt", values)),
        to=[to],
        reply_to=[programme.contact.email] if programme.contact.email else None,
        headers={"Auto-Submitted": "auto-generated", outbox.ABOUT: programme.code},
    )
    mail.attach_alternative(render_to_string(f"{template}.html", values), "text/html")
    return mail


def _has_calendar(kind: Kind, registration: Registration) -> bool:
    """Whether there is an appointment to tell of: not for who waits or waited, or knew already."""
    if kind in OVER:
        return registration.confirmed_at is not None
    if kind in {Kind.CHANGED, Kind.SESSION_CANCELLED}:
        return registration.status in HOLDS_SEAT
    return kind not in {Kind.WAITING, Kind.ALREADY}


def _withdrawn(programme: Programme, codes: Collection[str], *, now: datetime) -> str:
    """The entries of sessions as their public calendar files have them; empty without a time."""
    if not codes or not has_calendar(programme):
        return ""
    return sessions_calendar(programme, codes, stamped_at=now).decode()


def calendar_of(
    registration: Registration, programme: Programme, choices: Sequence[Choice], *, now: datetime
) -> tuple[bytes, str]:
    """The person's own appointment as a calendar file, with its method."""
    live = registration.cancelled_at is None and not programme.cancelled
    method: Literal["REQUEST", "CANCEL"] = "REQUEST" if live else "CANCEL"
    content = personal_calendar(
        programme,
        uid=uid_of(registration.code),
        attendee_name=registration.full_name,
        attendee_email=registration.email,
        url=address_of(registration),
        sequence=programme.revision + (0 if live else 1),  # RFC 5546: a CANCEL comes later
        method=method,
        chosen_sessions=[c.holder.code for c in choices if c.status == ChoiceStatus.SEATED],
        stamped_at=now,
    )
    return content, method


def _values(
    kind: Kind, registration: Registration, programme: Programme, choices: Sequence[Choice]
) -> dict[str, Any]:
    return {
        "registration": registration,
        "name": registration.given_name,
        "title": programme.name,
        "programme": programme,
        "when": when_is(programme),
        "where": where_of(programme),
        "position": None if kind in OVER | TO_MANY else position_of(registration),
        "choices": [
            (
                round_title(programme, c.session, c.block.title),
                holder_title(programme, c.session, c.table),
                state_of(c, numbered=kind not in TO_MANY),
            )
            for c in choices
        ],
        "queued": any(c.status == ChoiceStatus.WAITING for c in choices),
        "language": registration.language,
        "dated": has_calendar(programme),
        "waits": registration.status == Status.WAITING,
        "link_text": _link_text(kind, registration),
    }


def subject_of(kind: Kind, title: str) -> str:
    """What stands above a mail, unless somebody writes another subject."""
    subjects = {
        Kind.CONFIRMED: _("You are signed up: %(title)s"),
        Kind.WAITING: _("You are on the waiting list: %(title)s"),
        Kind.ALREADY: _("You were already signed up: %(title)s"),
        Kind.PROMOTED: _("You have a seat: %(title)s"),
        Kind.CHOICE_SEATED: _("Your choice has a seat: %(title)s"),
        Kind.CANCELLED: _("Your sign-up is cancelled: %(title)s"),
        Kind.EVENT_CANCELLED: _("Cancelled: %(title)s"),
        Kind.SESSION_CANCELLED: _("Part of the programme is called off: %(title)s"),
        Kind.CHANGED: _("The programme has changed: %(title)s"),
    }
    return subjects[kind] % {"title": title}


def _link_text(kind: Kind, registration: Registration) -> str:
    waits = registration.status == Status.WAITING
    if kind == Kind.WAITING or (kind in TO_MANY - OVER and waits):
        return _("See your place in line, or leave the waiting list")
    return _("See your sign-up") if kind in OVER else _("See or cancel your sign-up")


def _paragraphs(text: str) -> str:
    """One empty line between paragraphs, whatever the template left out."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _on_one_line(text: str) -> str:
    """Line breaks in a title never reach a header."""
    return " ".join(text.split())
