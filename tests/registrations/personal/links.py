"""Addresses behind a personal link, and the state of people, for tests."""

from typing import Any

from django.urls import reverse
from django.utils.translation import override

from registrations.links import FEED_SALT, SIGNER_SALT, token_of
from registrations.models import Registration


def at(name: str, person: Registration, language: str = "nl", **rest: Any) -> str:
    salt = FEED_SALT if name == "personal_feed" else SIGNER_SALT
    with override(language):
        return reverse(
            f"registrations:{name}", kwargs={"token": token_of(person, salt=salt)} | rest
        )


def renewed(person: Registration) -> Registration:
    """The same registration as the database has it now."""
    found: Registration = Registration.objects.get(pk=person.pk)
    return found
