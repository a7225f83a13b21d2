"""A mail as it will leave, to look at: to people who do not exist, and in no outbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from events.draft import read_draft
from events.models import Event
from events.programme import Programme
from events.published import with_release
from registrations.mails import Kind, Letter, Party, mail_of, values_of
from registrations.models import MailText, Registration
from registrations.states import Status

STRANGE = "<b>{email}</b>"  # what somebody may type as a name, and a mail must show as it is
STATUS = {
    Kind.WAITING: Status.WAITING,
    Kind.OFFERED: Status.OFFERED,
    Kind.CANCELLED: Status.CANCELLED,
}


@dataclass(frozen=True)
class Example:
    """A mail to look at: its subject, its text, and how it looks, in the event's language."""

    subject: str
    text: str
    html: str


def programme_of(event: Event) -> Programme:
    """What the mails tell: what is published, or the draft until then."""
    return with_release(event).programme if event.release_id else read_draft(event)


def example_of(text: MailText, event: Event, *, strange: bool, now: datetime) -> Example:
    """The mail with these words, to an ordinary name or a `strange` one; at most one query."""
    kind, programme = Kind(text.kind), programme_of(event)
    usual = Letter(text.subject, text.opening, event.language)
    with translation.override(event.language):
        party = _party(event, kind, strange=strange, now=now)
        changes = [_("The room is now: Studio.")] if kind == Kind.CHANGED else []
        about: dict[str, Any] = {"programme": programme, "usual": usual, "changes": changes}
        values = values_of(kind, party, **about)
        mail = mail_of(kind, party, now=now, **about)
        html = render_to_string("staff/mails/_look.html", values)
    return Example(str(mail.subject), str(mail.body), html)


def _party(event: Event, kind: Kind, *, strange: bool, now: datetime) -> Party:
    """Somebody who comes alone, as they are when this mail goes; never saved."""
    status = STATUS.get(kind, Status.CONFIRMED)
    person = Registration(
        event=event,
        code="voorbeeld",
        email="voorbeeld@example.org",
        status=status,
        language=event.language,
        given_name=STRANGE if strange else "Fatma",
        infix="" if strange else "van der",
        family_name="" if strange else "Berg",
        confirmed_at=now if status == Status.CONFIRMED else None,
        hold_until=now + timedelta(hours=4) if status == Status.OFFERED else None,
    )
    places = {person.pk: 3} if status == Status.WAITING else {}
    return Party(person, (person,), {}, positions=places)
