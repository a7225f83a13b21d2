"""A mail as it will leave, to look at before it goes: to somebody who does not exist."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.models import Event
from events.programme import Programme
from registrations.mails import Kind, Letter, Party, mail_of
from registrations.models import Registration
from registrations.states import Status

NOBODY: dict[str, Any] = {  # never saved
    "code": "voorbeeld",
    "email": "voorbeeld@example.org",
    "status": Status.CONFIRMED,
}


def example_of(
    event: Event,
    programme: Programme,
    sentences: Sequence[str],
    *,
    opening: str,
    kind: Kind = Kind.CHANGED,
) -> str:
    """The text of the mail, in the language of the event; no query."""
    letter = Letter(text=opening, language=event.language)
    with translation.override(event.language):
        name = {"given_name": _("First name"), "family_name": _("family name")}
        person = Registration(event=event, language=event.language, **name, **NOBODY)
        now = timezone.now()
        party = Party(person, (person,), {})
        mail = mail_of(kind, party, now=now, programme=programme, letter=letter, changes=sentences)
    return str(mail.body)
