"""The page that tells what came of everybody in one sign-up."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from events.publishing import publish
from tests.factories import NOW, make_block, make_event, make_session, published_event, signed_up
from tests.registrations.filling_in import landed, sent

pytestmark = pytest.mark.django_db
JAN = {"companion": "1", "p1-given_name": "Jan", "p1-family_name": "Smit"}


def test_everybody_is_told_how_they_fared(client: Client) -> None:
    event = published_event(capacity=2)
    signed_up(event)

    page = landed(client, sent(client, event, **JAN, if_short="split"))

    assert "Je bent aangemeld" in page
    assert "Jij een plaats Jan Smit op de wachtlijst, op plek 1" in page


def test_who_comes_without_a_name_is_told_of_by_number(client: Client) -> None:
    event = published_event(nameless_companions=True)

    page = landed(client, sent(client, event, companion="1"))

    assert "Meekomer 1 een plaats" in page


@pytest.mark.parametrize("email", ["fatma@example.org", "bekend@example.org"])
def test_a_seat_is_kept_until_the_address_is_confirmed(client: Client, email: str) -> None:
    event = published_event(proof_hours=6)
    signed_up(event, "bekend@example.org")

    page = landed(client, sent(client, event, email=email, **JAN))

    assert "Bevestig je e-mailadres binnen 6 uur, met de knop in onze mail." in page
    assert "Jan Smit een plaats, zodra je je adres hebt bevestigd" in page


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        (None, "Dan is die meteen van jou en krijg je een mail."),
        (4, "Je hebt dan 4 uur overdag om ja te zeggen."),
    ],
)
def test_who_waits_is_told_how_a_seat_comes(client: Client, hours: Any, sentence: str) -> None:
    event = published_event(capacity=1, offer_hours=hours)
    signed_up(event)

    page = landed(client, sent(client, event))

    assert "Je staat op plek 1 in de rij." in page
    assert sentence in page


def test_a_party_whose_choices_fit_in_no_cookie_is_told_without_them(client: Client) -> None:
    event = make_event(most_together=20, capacity=30)
    titles = [f"{number}{chr(97 + number) * 3} {uuid4()}" * 3 for number in range(9)]
    keys = [str(number) for number in range(1, 20)]
    names = {f"p{key}-{part}": f"{uuid4()}" for key in keys for part in ("given_name", "family_name")}  # fmt: skip
    choices = {}
    for number, title in enumerate(titles):
        block = make_block(event, f"Ronde {number}")
        session = make_session(event, title[:100], block=block, starts_at=None, ends_at=None)
        choices |= {f"p{key}-round-{block.pk}": session.code for key in keys}
    publish(event, now=NOW, by=None)

    answer = sent(client, event, companion=keys, **names, **choices)

    assert answer.status_code == 303
    assert len(answer.cookies["receipt"].value) <= 3800
    assert "Je bent aangemeld" in landed(client, answer)


@pytest.mark.parametrize("short", ["together", "split"])
def test_who_wait_as_one_stand_in_one_place_on_the_page_and_in_the_mail(
    client: Client, mailoutbox: Any, short: str
) -> None:
    event = published_event(capacity=3, most_together=4)
    for _number in range(2):
        signed_up(event)
    ali = {"p2-given_name": "Ali", "p2-family_name": "Kaya"}
    two = {**JAN, **ali, "companion": ["1", "2"]}

    page = landed(client, sent(client, event, **two, if_short=short))

    assert "Jan Smit op de wachtlijst, op plek 1 Ali Kaya op de wachtlijst, op plek 1" in page
    for name in ("Jan Smit", "Ali Kaya"):
        assert f"- {name}: wachtlijst, plek 1" in str(mailoutbox[-1].body)
