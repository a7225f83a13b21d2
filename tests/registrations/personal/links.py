"""Addresses behind a personal link, and the state of people, for tests."""

from typing import Any

from django.urls import reverse
from django.utils.translation import override

from registrations.links import token_of
from registrations.models import Registration


def at(name: str, person: Registration, language: str = "nl", **rest: Any) -> str:
    with override(language):
        return reverse(f"registrations:{name}", kwargs={"token": token_of(person)} | rest)


def renewed(person: Registration) -> Registration:
    """The same registration as the database has it now."""
    found: Registration = Registration.objects.get(pk=person.pk)
    return found
