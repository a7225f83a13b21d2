"""The personal page: what the person behind the link sees, and cancelling."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from registrations.cancelling import cancel
from registrations.links import token_of
from registrations.models import Registration
from registrations.states import Status
from tests.factories import NOW, evening_with_tables, published_event, signed_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def address(name: str, person: Registration) -> str:
    return reverse(f"registrations:{name}", kwargs={"token": token_of(person)})


def test_the_page_tells_state_choice_and_what_was_told(client: Client) -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    signed_up(event, picks=picks[:1])
    person = signed_up(event, "fatma@example.org", picks=picks[:1], diet_needs="Geen noten")

    page = client.get(address("personal", person)).content.decode()

    for told in ("Je bent aangemeld", "wachtlijst, plaats 1", "fatma@example.org", "Geen noten"):
        assert told in page


def test_cancelling_asks_once_and_then_tells(client: Client) -> None:
    person = signed_up(published_event())

    asked = client.get(address("cancel", person))
    answer = client.post(address("cancel", person), follow=True)

    person.refresh_from_db()
    assert (asked.status_code, person.status) == (200, Status.CANCELLED)
    assert "Je aanmelding is geannuleerd" in answer.content.decode()


def test_cancelling_twice_is_harmless(client: Client) -> None:
    event = published_event()
    person = signed_up(event)
    cancel(person, now=NOW, by=None)

    answer = client.post(address("cancel", person))

    event.refresh_from_db()
    assert (answer.status_code, event.seats_taken) == (302, 0)
