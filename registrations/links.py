"""The personal link: signed, without personal data, and revocable by moving its version on."""

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from registrations.models import Registration, RegistrationRole

SIGNER_SALT = "registrations.link"
FEED_SALT = "registrations.feed"  # opens the calendar to follow, and nothing else
STOP_SALT = "registrations.stop-mails"  # stops reminders and messages, and nothing else
INVITATION_SALT = "registrations.invitation"
INVITATION = "uitnodiging"  # in the address of the sign-up form


def token_of(registration: Registration, *, salt: str = SIGNER_SALT) -> str:
    """The secret part of a registration's personal link, or of a link that can do less."""
    signer = signing.Signer(salt=salt)
    return signer.sign(f"{registration.code}.{registration.link_version}").replace(":", ".")


def registration_of(token: str, *, salt: str = SIGNER_SALT) -> Registration | None:
    """The registration that a token opens; None when it was guessed, altered or revoked."""
    code_and_version, _, signature = token.rpartition(".")
    try:
        plain = signing.Signer(salt=salt).unsign(f"{code_and_version}:{signature}")
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


def invitation_to(role: RegistrationRole) -> str:
    """The full address of the sign-up form for who is invited to come in this role."""
    path = reverse("registrations:sign_up", kwargs={"slug": role.event.slug})
    return f"{settings.SITE_URL}{path}?{INVITATION}={_token_of(role)}"


def invited_as(token: str, roles: Iterable[RegistrationRole]) -> RegistrationRole | None:
    """Which of these roles an invitation is for; None when it was guessed, or is old."""
    return next((role for role in roles if constant_time_compare(token, _token_of(role))), None)


def _token_of(role: RegistrationRole) -> str:
    signer = signing.Signer(salt=INVITATION_SALT)
    return signer.sign(f"{role.pk}.{role.link_version}").replace(":", ".")
