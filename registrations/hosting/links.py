"""The link of a host: signed, without personal data, dead as soon as its version moves on."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from events.models import Session, Table
from registrations.door.places import place_of
from registrations.models import HostLink

SALT = "registrations.host"


def token_of(link: HostLink) -> str:
    """The secret part of the link's address."""
    return signing.Signer(salt=SALT).sign(f"{link.pk}.{link.version}").replace(":", ".")


def link_of(token: str) -> HostLink | None:
    """The link that a token belongs to; None when it was guessed, altered, stopped or replaced."""
    numbers, _, signature = token.rpartition(".")
    try:
        plain = signing.Signer(salt=SALT).unsign(f"{numbers}:{signature}")
    except signing.BadSignature:
        return None
    pk, _, version = plain.partition(".")
    rows = HostLink.objects.filter(pk=int(pk), version=int(version), revoked_at=None)
    found: HostLink | None = rows.select_related("event", "session__room", "table").first()
    return found


def address_of(link: HostLink) -> str:
    """The full address of the list, for mails and to copy."""
    path = reverse("registrations:host_list", kwargs={"token": token_of(link)})
    return f"{settings.SITE_URL}{path}"


def place_key(session: Session, table: Table | None) -> str:
    """What the door calls this place: `t-` with the code of a table, or `s-` with a session's."""
    return place_of(session.code, table.code if table else None)
