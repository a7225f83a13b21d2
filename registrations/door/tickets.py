"""Tickets: what a QR code holds, which a device at the desk reads and which opens nothing else.

A ticket is the public code of a registration with a signature, so that none can be guessed and a
device can tell a forged one. It is not the personal link: who finds it, or photographs somebody's
phone, learns nothing and changes nothing.
"""

import io

import segno
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from events.models import Event
from registrations.models import Registration

SALT = "registrations.door.ticket"
SIGNS = 16  # of 4 bits


def ticket_of(registration: Registration) -> str:
    """`abcd2345-0123456789abcdef`: the code, and a signature over it."""
    return f"{registration.code}-{_signature(registration.code)}"


def ticket_address(registration: Registration) -> str:
    """The full address that a QR code holds: the same in every language."""
    slug = registration.event.slug
    return f"{settings.SITE_URL}/desk/{slug}/in/{ticket_of(registration)}/"


def registration_of_ticket(event: Event, ticket: str) -> Registration | None:
    """Whose ticket it is; None when it was guessed, altered, or is for another gathering."""
    code, _, signature = ticket.strip().rpartition("-")
    if not constant_time_compare(signature, _signature(code)):
        return None
    found: Registration | None = (
        event.registrations.filter(code=code).select_related("role", "lead").first()
    )
    return found


def ticket_svg(registration: Registration, *, size: int = 240) -> bytes:
    """The QR code as an SVG picture of so many pixels wide, dark on white, with its quiet zone."""
    code = segno.make_qr(ticket_address(registration), error="m")
    out = io.BytesIO()
    wide = code.symbol_size(border=4)[0]
    code.save(out, kind="svg", border=4, scale=size / wide, light="#ffffff", xmldecl=False)
    return out.getvalue()


def _signature(code: str) -> str:
    return salted_hmac(SALT, code, algorithm="sha256").hexdigest()[:SIGNS]
