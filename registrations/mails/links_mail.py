"""A mail to one address about everything that was signed up with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from events.pages.when import when_is
from events.published import with_release
from registrations.links import address_of
from registrations.mails.composing import plain_mail
from registrations.mails.kinds import Kind, subject_of
from registrations.models import Registration


@dataclass(frozen=True)
class SignUp:
    """One sign-up: of what, when, where it stands, and its personal page."""

    title: str
    when: str
    state: str
    url: str


def links_mail(
    email: str, registrations: Sequence[Registration], language: str
) -> EmailMultiAlternatives:
    """The mail with the personal link of each of these sign-ups, which come with their events.

    The caller puts it in the outbox. The releases of the events cost a query each where they
    are not at hand.
    """
    with translation.override(language):
        sign_ups = [_sign_up(registration) for registration in registrations]
        subject = subject_of(Kind.LINKS, "")
        values = {"sign_ups": sign_ups, "language": language, "subject": subject}
        return plain_mail("emails/links", subject, email, values)


def _sign_up(registration: Registration) -> SignUp:
    programme = with_release(registration.event).programme
    return SignUp(
        programme.name,
        when_is(programme),
        str(registration.get_status_display()),
        address_of(registration),
    )
