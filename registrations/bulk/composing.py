"""One mail of a message to a group, as it leaves to one mailbox, and as an example."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from events import addresses
from events.draft import read_draft
from events.interop.plain import plain
from events.models import Event
from events.programme import Programme
from events.published import with_release
from festival.markdown import laid_out
from registrations.bulk.placeholders import filled_markdown
from registrations.links import address_of
from registrations.mails import composed
from registrations.mails.letters import values_for
from registrations.mails.stopping import let_stop, stop_address
from registrations.models import GroupMail, Registration
from registrations.placeholders import filled


@dataclass(frozen=True)
class Words:
    """What stands in a mail in two forms, in the language of the event."""

    html: str
    text: str
    language: str


def programme_for(event: Event) -> Programme:
    """What a message says about the event: as the public knows it, or the draft until then."""
    return with_release(event).programme if event.release_id else read_draft(event)


def mail_to(
    mail: GroupMail,
    registration: Registration,
    people: Sequence[Registration],
    programme: Programme,
    *,
    example: bool = False,
) -> EmailMultiAlternatives:
    """The mail to the mailbox of a registration, about these people of its party; no query.

    The frame is in their language. An example has no personal link: whoever reads it would
    be let in.
    """
    public = addresses.page("event", language=programme.language, slug=programme.slug)
    url = public if example else address_of(registration)
    said = _values(registration, people, programme, url)
    words = Words(
        html=laid_out(filled_markdown(mail.text, said), top=2),
        text=plain(filled_markdown(mail.text, said)),
        language=programme.language,
    )
    subject = filled(mail.subject, said)
    values: dict[str, Any] = {
        "registration": registration,
        "name": registration.given_name,
        "title": programme.name,
        "programme": programme,
        "words": words,
        "subject": subject,
        "url": url,
        "stop_url": public if example else stop_address(registration),
        "language": registration.language,
    }
    with translation.override(registration.language):
        one = composed("emails/group", subject, registration.email, programme, values)
    if not example:
        let_stop(one, registration)
    return one


def stand_in(event: Event) -> Registration:
    """Somebody who does not exist, for an example when nobody fits; never saved."""
    with translation.override(event.language):
        return Registration(
            event=event,
            code="voorbeeld",
            email="voorbeeld@example.org",
            language=event.language,
            given_name=_("First name"),
            family_name=_("family name"),
        )


def _values(
    registration: Registration, people: Sequence[Registration], programme: Programme, url: str
) -> dict[str, str]:
    names = [person.full_name for person in people if not person.nameless]
    return values_for(registration, programme) | {
        "mensen": ", ".join(names) or registration.full_name,
        "link": url,
    }
