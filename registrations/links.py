"""The personal link: signed, without personal data, and revocable by moving its version on."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from registrations.models import Registration

SIGNER_SALT = "registrations.link"


def token_of(registration: Registration) -> str:
    """The secret part of a registration's personal link."""
    signer = signing.Signer(salt=SIGNER_SALT)
    return signer.sign(f"{registration.code}.{registration.link_version}").replace(":", ".")


def registration_of(token: str) -> Registration | None:
    """The registration that a token opens; None when it was guessed, altered or revoked."""
    code_and_version, _, signature = token.rpartition(".")
    try:
        plain = signing.Signer(salt=SIGNER_SALT).unsign(f"{code_and_version}:{signature}")
    except signing.BadSignature:
        return None
    code, _, version = plain.partition(".")
    rows = Registration.objects.filter(code=code, link_version=int(version))
    found: Registration | None = rows.select_related("event", "role").first()
    return found


def address_of(registration: Registration) -> str:
    """The full address of the personal page, for mails."""
    path = reverse("registrations:personal", kwargs={"token": token_of(registration)})
    return f"{settings.SITE_URL}{path}"
