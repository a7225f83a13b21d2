"""Messages and people for these tests."""

from typing import Any

from django.core import mail as postbox
from django.test import Client
from django.urls import reverse

from events.models import Event
from festival.models import User
from registrations.bulk.batches import send_batch
from registrations.bulk.sending import audience_of, send, stamp_of
from registrations.models import GroupMail, Registration
from tests.factories import NOW, join_team, made, make_user, published_event, signed_up

TEXT = "Neem je **stoel** mee, {naam}."


def draft(event: Event | None = None, **fields: Any) -> GroupMail:
    """A message that says something, to everybody unless `conditions` say otherwise."""
    given = {"subject": "Neem een stoel mee", "text": TEXT}
    return made(GroupMail(event=event or published_event(), **(given | fields)))


def people(event: Event, number: int) -> list[Registration]:
    """That many people who signed up, each with a mailbox of their own."""
    return [signed_up(event, given_name=f"Jan{n}") for n in range(number)]


def sent(mail: GroupMail, by: User | None = None) -> GroupMail:
    """The message, being sent to whom it is for now."""
    seen = stamp_of(mail, audience_of(mail))
    return send(mail, seen=seen, now=NOW, by=by or make_user())


def worked(mail: GroupMail) -> int:
    """Let the worker do all its batches; how many mails."""
    count = 0
    while done := send_batch(mail, now=NOW):
        count += done
    mail.refresh_from_db()
    return count


def ours() -> list[Any]:
    """The mails to groups that were sent, without those of signing up."""
    return [m for m in postbox.outbox if ".group@" in m.extra_headers["Message-ID"]]


def fates(mail: GroupMail) -> list[tuple[str, str]]:
    """State and reason of each recipient, in order."""
    return list(mail.recipients.values_list("state", "why"))


def visitor(event: Event, role: str = "owner") -> Client:
    """Somebody of the team."""
    client = Client()
    client.force_login(join_team(event, role))
    return client


def at(name: str, mail: GroupMail | None = None, event: Event | None = None) -> str:
    """The address of one of the pages."""
    where = mail.event if mail else event
    assert where is not None
    code = {"code": mail.code} if mail else {}
    return reverse(f"staff:{name}", kwargs={"slug": where.slug} | code)
