"""Stopping reminders and messages: by the link in the mail, and by the press of a mail program."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from festival.models import AuditEntry
from registrations.changing import change_address
from registrations.links import token_of
from registrations.mails.stopping import let_stop, stop_address, stop_mails, wants_mail
from registrations.models import Registration
from tests.factories import NOW, published_event, signed_up

pytestmark = pytest.mark.django_db


def path_of(person: Registration) -> str:
    return urlsplit(stop_address(person)).path


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_page_asks_first(client: Client) -> None:
    person = signed_up(published_event())

    answer = client.get(path_of(person))

    person.refresh_from_db()
    assert (answer.status_code, person.unwanted_at) == (200, None)
    assert "Geen herinneringen meer?" in text_of(answer)
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_press_stops_them_and_another_lets_them_come_again(client: Client) -> None:
    person = signed_up(published_event())

    stopped = client.post(path_of(person), follow=True)
    wanted = wants_mail(Registration.objects.get(pk=person.pk))
    resumed = client.post(path_of(person), {"again": "yes"}, follow=True)

    assert "Je krijgt geen herinneringen meer" in text_of(stopped)
    assert not wanted
    assert "Geen herinneringen meer?" in text_of(resumed)
    assert wants_mail(Registration.objects.get(pk=person.pk))


def test_a_mail_program_stops_them_at_once_without_cookies() -> None:
    person = signed_up(published_event())
    mail = EmailMessage()
    let_stop(mail, person)
    address = mail.extra_headers["List-Unsubscribe"].strip("<>")
    body = dict([mail.extra_headers["List-Unsubscribe-Post"].split("=")])

    answer = Client(enforce_csrf_checks=True).post(urlsplit(address).path, body)

    assert answer.status_code == 200  # RFC 8058 forbids a redirect
    assert not wants_mail(Registration.objects.get(pk=person.pk))


def test_stopping_twice_is_noted_once() -> None:
    person = signed_up(published_event())

    stop_mails(person, now=NOW)
    stop_mails(person, now=NOW)

    assert AuditEntry.objects.filter(action="stop mails").count() == 1


@pytest.mark.parametrize("altered", ["x", "personal"])
def test_another_address_stops_nothing(client: Client, altered: str) -> None:
    person = signed_up(published_event())
    path = path_of(person)
    token = path.split("/")[-3]
    other = token_of(person) if altered == "personal" else f"{token}x"

    answer = client.post(path.replace(token, other))

    person.refresh_from_db()
    assert (answer.status_code, person.unwanted_at) == (404, None)


def test_the_link_to_stop_does_not_open_the_personal_page(client: Client) -> None:
    token = path_of(signed_up(published_event())).split("/")[-3]

    assert client.get(f"/aanmelding/{token}/").status_code == 404


def test_an_address_that_is_no_longer_theirs_stops_nothing(client: Client) -> None:
    person = signed_up(published_event())
    old = path_of(person)

    change_address(person, "nieuw@example.org", now=NOW)

    assert client.post(old).status_code == 404
    assert wants_mail(Registration.objects.get(pk=person.pk))
