"""Links once more: mailed to their own address alone, and revoked for who passed one on."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from registrations.announcing.calling_off import call_off
from registrations.changing.cancelling import cancel
from registrations.links import address_of
from registrations.personal.links_views import MAILS
from registrations.sign_up.applying import Companion
from tests.factories import NOW, published_event, signed_up
from tests.registrations.filling_in import text_of
from tests.registrations.personal.links import at, renewed

pytestmark = pytest.mark.django_db
ASK, SENT = "/mijn-aanmeldingen/", "/mijn-aanmeldingen/verstuurd/"


def ask(client: Client, email: str) -> Any:
    return client.post(ASK, {"email": email})


def test_one_mail_has_the_links_of_all_gatherings_to_come(client: Client) -> None:
    one, other = published_event(title="Eerste"), published_event(title="Tweede")
    people = [signed_up(event, "fatma@example.org") for event in (one, other)]
    gone = signed_up(published_event(title="Weg"), "fatma@example.org")
    off = published_event(title="Afgelast")
    signed_up(off, "fatma@example.org")
    cancel(gone, now=NOW, by=None)
    call_off(off, now=NOW, by=None)
    mail.outbox.clear()

    answer = ask(client, " Fatma@Example.org ")

    assert (answer.status_code, answer["Location"]) == (302, SENT)
    (sent,) = mail.outbox
    assert sent.to == ["fatma@example.org"]
    assert [address_of(person) in sent.body for person in people] == [True, True]
    assert [word in sent.body for word in ("Weg", "Afgelast")] == [False, False]


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client) -> None:
    signed_up(published_event(), "fatma@example.org")
    mail.outbox.clear()

    answers = [ask(client, email) for email in ("fatma@example.org", "niemand@example.org")]

    assert len({(a.status_code, a["Location"], a.content) for a in answers}) == 1
    assert len(mail.outbox) == 1
    assert "Kijk in je mail" in text_of(client.get(SENT))


def test_a_gathering_that_is_over_is_not_listed(client: Client, today: Any) -> None:
    event = published_event()
    signed_up(event, "fatma@example.org")
    mail.outbox.clear()

    today.move_to(event.ends_at)
    ask(client, "fatma@example.org")

    assert mail.outbox == []


def test_nobodys_mailbox_is_flooded(client: Client) -> None:
    signed_up(published_event(), "fatma@example.org")
    mail.outbox.clear()

    answers = [ask(client, "FATMA@example.org").status_code for _time in range(MAILS + 2)]

    assert (answers, len(mail.outbox)) == ([302] * (MAILS + 2), MAILS)


def test_many_forms_from_one_network_are_refused(client: Client, settings: Any) -> None:
    settings.SIGN_UP_LIMIT = 1

    answers = [ask(client, f"{n}@example.org").status_code for n in range(2)]

    assert answers == [302, 429]


def test_what_is_no_address_is_given_back(client: Client) -> None:
    answer = ask(client, "fatma")

    assert answer.status_code == 422
    assert 'value="fatma"' in answer.content.decode()
    assert "Vul een e-mailadres in zoals naam@voorbeeld.nl." in text_of(answer)


def test_looking_at_the_page_mails_nobody(client: Client) -> None:
    signed_up(published_event(), "fatma@example.org")
    mail.outbox.clear()

    assert client.get(ASK, {"email": "fatma@example.org"}).status_code == 200
    assert mail.outbox == []


def test_a_link_that_opens_nothing_leads_there(client: Client) -> None:
    assert f'href="{ASK}"' in client.get("/aanmelding/x/").content.decode()


# a link that was passed on


def test_a_new_link_is_mailed_and_the_old_one_stops_working(client: Client) -> None:
    person = signed_up(published_event())
    old = at("personal", person)
    mail.outbox.clear()

    answer = client.post(at("renew_link", person))

    (sent,) = mail.outbox
    new = address_of(renewed(person))
    assert (answer.status_code, answer["Location"]) == (302, SENT)  # the mailbox alone learns it
    assert (new in sent.body, sent.to) == (True, [person.email])
    assert [client.get(old).status_code, client.get(new).status_code] == [404, 200]


def test_the_page_asks_first(client: Client) -> None:
    person = signed_up(published_event())

    page = client.get(at("renew_link", person))

    assert (page.status_code, renewed(person).link_version) == (200, 0)
    assert person.email in text_of(page)


def test_the_old_link_does_nothing_a_second_time(client: Client) -> None:
    person = signed_up(published_event())
    old = at("renew_link", person)

    answers = [client.post(old).status_code for _time in range(2)]

    assert (answers, renewed(person).link_version) == ([302, 404], 1)


def test_who_only_cancelled_for_themself_gets_the_link_of_who_still_comes(client: Client) -> None:
    lead = signed_up(published_event(), "f@example.org", companions=[Companion("Ali", "", "Kaya")])
    cancel(lead, now=NOW, by=None)
    mail.outbox.clear()

    ask(client, "f@example.org")

    (sent,) = mail.outbox
    assert address_of(lead) in str(sent.body)
