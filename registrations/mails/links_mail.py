"""A mail to one address about everything that was signed up with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from events.pages.when import when_is
from events.published import with_release
from registrations.links import address_of
from registrations.mails.composing import composed, plain_mail
from registrations.mails.facts import page_of
from registrations.mails.kinds import Kind, fitting, subject_of
from registrations.models import Registration


@dataclass(frozen=True)
class SignUp:
    """One sign-up: of what, when, where it stands, and its personal page."""

    title: str
    when: str
    state: str
    url: str
    prove_url: str


class Why(StrEnum):
    """Why somebody is mailed links: because they asked, or what they had stopped working."""

    ASKED = "asked"
    MOVED = "moved"
    RENEWED = "renewed"


def links_mail(
    email: str, registrations: Sequence[Registration], language: str, why: Why = Why.ASKED
) -> EmailMultiAlternatives:
    """The mail with the personal link of each of these sign-ups, which come with their events.

    An address that a sign-up moved to is asked to confirm itself, where the event wants that
    and it was not done. The caller puts it in the outbox. The releases of the events cost a
    query each where they are not at hand.
    """
    with translation.override(language):
        sign_ups = [_sign_up(registration) for registration in registrations]
        subject = subject_of(Kind.LINKS, "")
        if why == Why.MOVED:
            subject = fitting(_("Your new address for %(title)s"), sign_ups[0].title)
        values = {"sign_ups": sign_ups, "language": language, "subject": subject, "why": why}
        return plain_mail("emails/links", subject, email, values)


def address_left_mail(
    registration: Registration, email: str, language: str
) -> EmailMultiAlternatives:
    """The mail to the address that a sign-up had; it tells neither the new one nor the link."""
    programme = with_release(registration.event).programme
    with translation.override(language):
        subject = fitting(_("Another address for your sign-up: %(title)s"), programme.name)
        values = {"title": programme.name, "language": language, "subject": subject}
        return composed("emails/address_left", subject, email, programme, values)


def _sign_up(registration: Registration) -> SignUp:
    programme = with_release(registration.event).programme
    return SignUp(
        programme.name,
        when_is(programme),
        str(registration.get_status_display()),
        address_of(registration),
        _prove_url(registration),
    )


def _prove_url(registration: Registration) -> str:
    """Where an address is confirmed; empty where it need not be, or was."""
    asked = registration.event.proof_hours is not None and registration.proved_at is None
    return page_of("prove", registration) if asked else ""
