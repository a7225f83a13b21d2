"""The codes for the entrance on the personal page."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from registrations.changing.cancelling import cancel_people
from registrations.door.tickets import ticket_svg
from registrations.links import token_of
from registrations.models import Registration
from registrations.sign_up.applying import Companion
from tests.factories import NOW, START, published_event, signed_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(client: Client, person: Registration) -> str:
    url = reverse("registrations:personal", kwargs={"token": token_of(person)})
    return client.get(url).content.decode()


def code_url(lead: Registration, person: Registration) -> str:
    parts = {"token": token_of(lead), "code": person.code}
    return reverse("registrations:ticket_code", kwargs=parts)


def test_each_person_with_a_seat_has_a_code(client: Client) -> None:
    lead = signed_up(published_event(), companions=[Companion("Omar", "", "Kaya")])
    omar = lead.companions.get()

    page = page_of(client, lead)
    picture = client.get(code_url(lead, omar))

    assert "Laat deze codes bij de ingang zien." in page
    assert [code_url(lead, person) in page for person in (lead, omar)] == [True, True]
    assert 'alt="Code voor de ingang van Omar Kaya"' in page
    assert (picture["Content-Type"], picture.content) == ("image/svg+xml", ticket_svg(omar))
    assert "no-store" in picture["Cache-Control"]


def test_who_waits_or_cancelled_has_none(client: Client) -> None:
    event = published_event(capacity=1)
    gone = signed_up(event)
    cancel_people([gone], now=NOW, by=None)
    signed_up(event)
    waiting = signed_up(event)

    assert "Bij de ingang" not in page_of(client, waiting)
    assert "Bij de ingang" not in page_of(client, gone)
    assert client.get(code_url(waiting, waiting)).status_code == 404
    assert client.get(code_url(gone, gone)).status_code == 404


def test_when_it_is_over_there_is_no_entrance_any_more(client: Client) -> None:
    person = signed_up(published_event())

    with time_machine.travel(START + timedelta(days=1), tick=False):
        assert "Bij de ingang" not in page_of(client, person)


def test_the_code_of_somebody_else_stays_closed(client: Client) -> None:
    event = published_event()
    person, other = signed_up(event), signed_up(event)

    assert client.get(code_url(person, other)).status_code == 404


def test_the_mail_says_where_the_code_is_and_carries_none(mailoutbox: Any) -> None:
    signed_up(published_event())

    (sent,) = mailoutbox
    assert "De code voor de ingang staat op je eigen pagina." in sent.body
    assert [name for name, *_rest in sent.attachments] == ["agenda.ics"]
