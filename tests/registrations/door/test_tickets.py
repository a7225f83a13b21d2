"""Tickets open the desk's page of somebody, at a trusted device, and nothing else."""

import re

import pytest
from django.test import Client, override_settings

from registrations.door.tickets import (
    registration_of_ticket,
    ticket_address,
    ticket_of,
    ticket_svg,
)
from registrations.links import registration_of, token_of
from tests.factories import published_event, signed_up

pytestmark = pytest.mark.django_db


def test_a_ticket_is_whose_it_is() -> None:
    person = signed_up(published_event())

    found = registration_of_ticket(person.event, ticket_of(person))

    assert found == person
    assert re.fullmatch(rf"{person.code}-[0-9a-f]{{16}}", ticket_of(person))


def test_a_guessed_or_altered_ticket_is_nobodys() -> None:
    event = published_event()
    one, other = signed_up(event), signed_up(event)
    forged = f"{one.code}-{ticket_of(other).rpartition('-')[2]}"

    found = [
        registration_of_ticket(event, ticket)
        for ticket in (forged, one.code, "", "-", ticket_of(one) + "0", f"{one.code}-é")
    ]

    assert found == [None] * 6


def test_a_ticket_is_for_one_gathering() -> None:
    person = signed_up(published_event())

    assert registration_of_ticket(published_event(), ticket_of(person)) is None


def test_a_ticket_opens_no_personal_page(client: Client) -> None:
    person = signed_up(published_event())

    assert registration_of(ticket_of(person)) is None
    assert registration_of_ticket(person.event, token_of(person)) is None


def test_a_ticket_goes_with_the_secret_of_the_site() -> None:
    person = signed_up(published_event())
    before = ticket_of(person)

    with override_settings(SECRET_KEY="z" * 60):
        assert registration_of_ticket(person.event, before) is None


def test_the_code_holds_the_address_at_the_desk_and_nothing_about_the_person() -> None:
    person = signed_up(published_event(slug="avond"), "fatma@example.org")

    address = ticket_address(person)

    assert address.endswith(f"/desk/avond/in/{ticket_of(person)}/")
    assert "fatma" not in address.lower()


def test_the_picture_is_as_wide_as_was_asked_and_needs_no_style() -> None:
    picture = ticket_svg(signed_up(published_event()), size=240).decode()

    assert picture.startswith("<svg")
    assert re.search(r'width="240(\.0)?" height="240(\.0)?"', picture)
    assert "style" not in picture
