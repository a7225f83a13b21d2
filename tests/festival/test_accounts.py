"""Logging in and out, and passwords: no account is given away, and guessing takes too long."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from festival.models import User
from tests.factories import NOW, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
LOG_IN = "/account/inloggen/"


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> Any:
    """Rate limits count in quarters; the clock stands still so that none ends within a test."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


def log_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOG_IN, {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get(reverse("staff:home")).status_code == 200


def words_on(answer: Any) -> str:
    """A page without what differs from time to time."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return re.sub(r'value="[^"]*@[^"]*"', "", text)


def test_logging_in_works_whatever_the_capitals_and_leads_to_the_gatherings() -> None:
    make_user("anneke@example.org")
    client = Client()

    answer = log_in(client, "Anneke@Example.ORG")

    assert (answer.status_code, answer.url, is_in(client)) == (302, "/beheer/", True)


def test_it_leads_on_to_where_the_visitor_was_going_but_never_elsewhere() -> None:
    make_user("anneke@example.org")

    inside = log_in(Client(), "anneke@example.org", next="/beheer/pluk/deelnemers/")
    outside = log_in(Client(), "anneke@example.org", next="https://elders.example/")

    assert (inside.url, outside.url) == ("/beheer/pluk/deelnemers/", "/beheer/")


def test_a_wrong_password_a_wrong_address_and_a_closed_account_read_the_same() -> None:
    make_user("open@example.org")
    make_user("closed@example.org", is_active=False)

    answers = [
        log_in(Client(), "open@example.org", "wrong"),
        log_in(Client(), "nobody@example.org", "wrong"),
        log_in(Client(), "closed@example.org"),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert len({words_on(answer) for answer in answers}) == 1
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in words_on(answers[0])


def test_after_ten_attempts_on_an_account_the_right_password_has_to_wait_too(
    at_noon: Any,
) -> None:
    make_user("anneke@example.org")
    client = Client()
    answers = [log_in(client, "anneke@example.org", "wrong") for _ in range(10)]

    refused = log_in(client, "anneke@example.org")
    elsewhere = log_in(Client(REMOTE_ADDR="203.0.113.9"), "anneke@example.org")
    at_noon.shift(15 * 60)
    later = log_in(client, "anneke@example.org")

    assert {answer.status_code for answer in answers} == {422}
    assert (refused.status_code, elsewhere.status_code, later.status_code) == (429, 302, 302)
    assert "Wacht een kwartier" in refused.content.decode()


def test_one_address_cannot_try_very_many_accounts() -> None:
    statuses = [log_in(Client(), f"{n}@example.org", "x").status_code for n in range(51)]

    assert (set(statuses[:50]), statuses[50]) == ({422}, 429)


def test_logging_in_well_is_no_attempt_too_many() -> None:
    make_user("anneke@example.org")

    statuses = [log_in(Client(), "anneke@example.org").status_code for _ in range(16)]

    assert statuses == [302] * 16


def test_a_whole_team_logs_in_from_one_address() -> None:
    team = [make_user(f"{n}@example.org").email for n in range(51)]

    statuses = {log_in(Client(), address).status_code for address in team}

    assert statuses == {302}


def test_logging_in_well_does_not_wipe_out_wrong_attempts() -> None:
    make_user("anneke@example.org")
    for _ in range(9):
        log_in(Client(), "anneke@example.org", "wrong")
    well = log_in(Client(), "anneke@example.org")

    last, over = (log_in(Client(), "anneke@example.org", "wrong") for _ in range(2))

    assert (well.status_code, last.status_code, over.status_code) == (302, 422, 429)


def test_logging_out_works_twice_is_harmless_and_asks_for_a_post() -> None:
    client = Client()
    client.force_login(make_user())

    read = client.get(reverse("account_logout"))
    first, second = (client.post(reverse("account_logout")) for _ in range(2))

    assert (read.status_code, first.status_code, second.status_code) == (405, 302, 302)
    assert not is_in(client)


# A forgotten password


def ask(email: str) -> Any:
    return Client().post(reverse("account_reset_password"), {"email": email})


def link_of(message: Any) -> str:
    found = re.search(r"http://testserver(/\S+)", message.body)
    assert found is not None
    return found[1]


def test_the_answer_is_the_same_with_and_without_an_account() -> None:
    make_user("anneke@example.org")

    known, unknown = ask("anneke@example.org"), ask("nobody@example.org")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [["anneke@example.org"]]


def test_the_link_sets_a_password_once_and_ends_other_sessions() -> None:
    elsewhere = Client()
    elsewhere.force_login(make_user("anneke@example.org"))
    ask("anneke@example.org")
    link, client = link_of(mail.outbox[0]), Client()
    form = client.get(link).headers["location"]
    new = {"password1": "een heel nieuw paard", "password2": "een heel nieuw paard"}

    done = client.post(form, new)
    again = Client().get(link)

    assert done.url == reverse("account_reset_password_from_key_done")  # type: ignore[attr-defined]
    assert log_in(Client(), "anneke@example.org", "een heel nieuw paard").status_code == 302
    assert not is_in(elsewhere)
    assert "Deze link werkt niet meer" in again.content.decode()


def test_the_link_works_for_one_day(at_noon: Any) -> None:
    make_user("anneke@example.org")
    ask("anneke@example.org")
    at_noon.shift(25 * 60 * 60)

    answer = Client().get(link_of(mail.outbox[0]))

    assert "Deze link werkt niet meer" in answer.content.decode()


def test_the_mail_is_in_the_language_of_the_page_and_has_both_forms() -> None:
    make_user("anneke@example.org")

    ask("anneke@example.org")
    Client().post("/en/account/wachtwoord/vergeten/", {"email": "anneke@example.org"})

    dutch, english = mail.outbox
    assert (dutch.subject, english.subject) == (
        "Kies een nieuw wachtwoord voor Festival",
        "Choose a new password for Festival",
    )
    assert "/en/account/wachtwoord/nieuw/" in english.body
    assert english.alternatives[0][1] == "text/html"  # type: ignore[attr-defined]


def test_an_account_without_a_password_gets_its_first_one_by_mail() -> None:
    User.objects.create_user("new@example.org")

    ask("new@example.org")

    assert len(mail.outbox) == 1


def test_a_closed_account_gets_no_mail() -> None:
    make_user("closed@example.org", is_active=False)

    ask("closed@example.org")

    assert mail.outbox == []


def test_asking_again_and_again_is_refused() -> None:
    statuses = [ask("anneke@example.org").status_code for _ in range(11)]

    assert (set(statuses[:10]), statuses[10]) == ({302}, 429)


def test_a_line_break_in_the_address_is_refused() -> None:
    make_user("anneke@example.org")

    answer = ask("anneke@example.org\nbcc: x@example.org")

    assert (answer.status_code, mail.outbox) == (422, [])


# Changing it


def change(client: Client, old: str, new: str, again: str = "") -> Any:
    sent = {"oldpassword": old, "password1": new, "password2": again or new}
    return client.post(reverse("account_change_password"), sent)


def test_a_changed_password_keeps_this_session_and_ends_the_others() -> None:
    user, here, elsewhere = make_user("anneke@example.org"), Client(), Client()
    here.force_login(user)
    elsewhere.force_login(user)

    answer = change(here, PASSWORD, "een heel nieuw paard")

    assert answer.url == reverse("account_overview")
    assert (is_in(here), is_in(elsewhere)) == (True, False)


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("wrong", "een heel nieuw paard", "", "Dit is niet je oude wachtwoord."),
        (PASSWORD, "kort", "", "Kies een wachtwoord van minstens 12 tekens."),
        (PASSWORD, "een heel nieuw paard", "een ander paard", "niet overeen"),
        (PASSWORD, "anneke@example.org", "", "te veel op"),
    ],
)
def test_a_password_that_will_not_do_gets_a_sentence(
    old: str, new: str, again: str, sentence: str
) -> None:
    client = Client()
    client.force_login(make_user("anneke@example.org"))

    answer = change(client, old, new, again)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_no_page_of_an_account_is_kept_on_the_way() -> None:
    client = Client()
    client.force_login(make_user())

    for name in ("account_overview", "account_change_password"):
        assert "no-store" in client.get(reverse(name))["Cache-Control"]
    assert "no-store" in Client().get(LOG_IN)["Cache-Control"]
