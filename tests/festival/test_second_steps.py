"""Two-step log-in, passkeys, the overview of devices, and another e-mail address."""

import re
import time
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from festival.models import User
from tests.factories import NOW, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> Any:
    """Codes hold half a minute: the clock stands still."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


def code_of(secret: str) -> str:
    """What an app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def log_in(user: User, client: Client | None = None) -> tuple[Client, Any]:
    client = client or Client()
    data = {"login": user.email, "password": PASSWORD}
    return client, client.post(reverse("account_login"), data)


def certain(user: User) -> Client:
    """Somebody who logged in and gave the password again."""
    client, _answer = log_in(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("account_overview")).status_code == 200


def with_app(user: User) -> tuple[Client, str]:
    """The client that switched codes on, and the app's secret."""
    client = certain(user)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)
    assert secret is not None
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret[1])})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return client, secret[1]


def second_step(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


# Codes from an app


def test_an_app_that_took_over_the_secret_is_asked_at_the_next_log_in(at_noon: Any) -> None:
    user = make_user()
    _here, secret = with_app(user)
    at_noon.shift(60)

    client, first = log_in(user)
    before = is_in(client)
    answer = second_step(client, code_of(secret))

    assert (first["Location"], before) == (reverse("mfa_authenticate"), False)
    assert (answer["Location"], is_in(client)) == (reverse("staff:home"), True)


def test_a_code_that_was_used_does_not_work_again(at_noon: Any) -> None:
    user = make_user()
    _here, secret = with_app(user)
    at_noon.shift(60)
    second_step(log_in(user)[0], code_of(secret))

    client, _first = log_in(user)
    answer = second_step(client, code_of(secret))

    assert (answer.status_code, is_in(client)) == (422, False)
    assert "Deze code klopt niet, of hij is al gebruikt." in answer.content.decode()


def test_codes_cannot_be_guessed_from_many_places(at_noon: Any) -> None:
    user = make_user()
    _here, secret = with_app(user)
    at_noon.shift(20 * 60)
    for number in range(10):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        second_step(log_in(user, client)[0], "000000")

    client, _first = log_in(user)
    answer = second_step(client, code_of(secret))

    assert (answer.status_code, is_in(client)) == (422, False)
    assert "Wacht een kwartier" in answer.content.decode()


def test_a_recovery_code_works_once(at_noon: Any) -> None:
    user = make_user()
    here, _secret = with_app(user)
    codes = here.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    at_noon.shift(60)

    first, second = log_in(user)[0], log_in(user)[0]
    second_step(first, codes[0])
    second_step(second, codes[0])

    assert len(codes) == 10
    assert (is_in(first), is_in(second)) == (True, False)


def test_switching_codes_off_asks_the_password_first_and_tells_it_by_mail(at_noon: Any) -> None:
    user = make_user()
    here, _secret = with_app(user)
    at_noon.shift(60 * 60)
    mail.outbox.clear()

    asked = here.post(reverse("mfa_deactivate_totp"))
    still = Authenticator.objects.filter(type="totp").exists()
    here.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    here.post(reverse("mfa_deactivate_totp"))

    assert (asked.url.split("?")[0], still) == (reverse("account_reauthenticate"), True)  # type: ignore[attr-defined]
    assert Authenticator.objects.count() == 0
    assert [message.to for message in mail.outbox] == [[user.email]]
    assert "codes uit een app zijn uitgezet" in mail.outbox[0].body


def test_the_picture_of_the_secret_is_only_for_who_is_logged_in() -> None:
    client = certain(make_user())
    client.get(reverse("mfa_activate_totp"))

    picture = client.get(reverse("account_app_picture"))
    stranger = Client().get(reverse("account_app_picture"))

    assert (picture["Content-Type"], b"<svg" in picture.content) == ("image/svg+xml", True)
    assert "no-store" in picture["Cache-Control"]
    assert stranger.status_code == 302


def test_who_has_no_second_step_gets_advice_and_who_has_one_does_not() -> None:
    user = make_user()
    without = log_in(user)[0].get(reverse("account_overview")).content.decode()

    here, _secret = with_app(user)
    with_one = here.get(reverse("account_overview")).content.decode()

    assert ("Advies:" in without, "Advies:" in with_one) == (True, False)


# Passkeys (the ceremony itself is in tests/journeys)


def test_the_options_for_logging_in_by_passkey_name_no_account() -> None:
    make_user()

    answer = Client().get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})

    options = answer.json()["request_options"]["publicKey"]
    assert (options["rpId"], options["userVerification"]) == ("testserver", "required")
    assert options.get("allowCredentials", []) == []


@pytest.mark.parametrize("sent", ["", "{", "{}", '{"response": {"userHandle": "MQ"}}'])
def test_what_is_no_passkey_is_refused_with_a_sentence(sent: str) -> None:
    make_user()

    answer = Client().post(reverse("mfa_login_webauthn"), {"credential": sent}, follow=True)

    assert answer.redirect_chain == [(reverse("account_login"), 302)]
    assert "Deze passkey opent hier geen account." in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "usersessions_list"]
)
def test_pages_of_second_steps_hold_no_inline_script_and_no_data_address(name: str) -> None:
    answer = certain(make_user()).get(reverse(name))

    page = answer.content.decode()
    inline = re.findall(r"<script(?![^>]*(?:src=|type=\"application/json\"))[^>]*>", page)
    assert (answer.status_code, inline, "data:" in page) == (200, [], False)


def test_somebody_elses_passkey_is_not_found() -> None:
    other = make_user()
    key = Authenticator.objects.create(
        user=other, type="webauthn", data={"name": "laptop", "credential": {}}
    )
    client = certain(make_user())

    statuses = [
        client.post(reverse(name, kwargs={"pk": key.pk})).status_code
        for name in ("mfa_edit_webauthn", "mfa_remove_webauthn")
    ]

    assert (statuses, Authenticator.objects.count()) == ([404, 404], 1)


# Devices


def test_devices_are_listed_and_the_others_can_be_logged_out() -> None:
    user = make_user()
    phone, _answer = log_in(user, Client(HTTP_USER_AGENT="Mozilla (iPhone) Safari/1"))
    here, _answer = log_in(user, Client(HTTP_USER_AGENT="Mozilla (X11; Linux) Firefox/1"))

    page = here.get(reverse("usersessions_list")).content.decode()
    here.post(reverse("usersessions_list"))

    assert "Safari, iPhone" in page
    assert "Firefox, Linux – dit apparaat" in page
    assert (is_in(here), is_in(phone)) == (True, False)


# Another e-mail address


def test_a_new_address_counts_once_its_link_is_opened_and_the_old_one_is_told() -> None:
    user = make_user("oud@example.org")
    client = certain(user)

    client.post(reverse("account_email"), {"email": "nieuw@example.org", "action_add": "yes"})
    user.refresh_from_db()
    before = user.email
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)
    assert link is not None
    shown = client.get(link[1])
    user.refresh_from_db()
    only_shown = user.email
    client.post(link[1])
    user.refresh_from_db()

    assert (before, shown.status_code, only_shown) == ("oud@example.org", 200, "oud@example.org")
    assert user.email == "nieuw@example.org"
    assert [message.to for message in mail.outbox] == [["nieuw@example.org"], ["oud@example.org"]]
    assert [row.email for row in EmailAddress.objects.all()] == ["nieuw@example.org"]


def test_an_address_that_another_account_has_is_refused() -> None:
    make_user("bezet@example.org")
    client = certain(make_user())

    data = {"email": "Bezet@example.org", "action_add": "yes"}
    answer = client.post(reverse("account_email"), data)

    assert (answer.status_code, mail.outbox) == (422, [])
    assert "Dit e-mailadres kun je niet gebruiken." in answer.content.decode()


def test_an_address_that_the_admin_changed_leaves_no_old_one_behind() -> None:
    user = make_user("eerst@example.org")
    client = certain(user)
    client.get(reverse("account_email"))
    User.objects.filter(pk=user.pk).update(email="later@example.org")

    client.get(reverse("account_email"))

    assert [row.email for row in EmailAddress.objects.all()] == ["later@example.org"]


def test_an_address_that_somebody_took_meanwhile_stays_theirs() -> None:
    user = make_user("oud@example.org")
    client = certain(user)
    client.post(reverse("account_email"), {"email": "nieuw@example.org", "action_add": "yes"})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)
    assert link is not None
    make_user("nieuw@example.org")

    client.post(link[1])

    user.refresh_from_db()
    assert user.email == "oud@example.org"


def test_capitals_in_an_address_make_no_second_one() -> None:
    user = User.objects.create_user("Anneke@example.org", PASSWORD)
    client = certain(user)

    statuses = [client.get(reverse("account_email")).status_code for _time in range(2)]

    assert statuses == [200, 200]
    assert [row.email for row in EmailAddress.objects.all()] == ["anneke@example.org"]


def test_a_closed_account_with_a_passkey_reads_as_none() -> None:
    """allauth would lead to a page that says that the account is closed."""
    user = make_user(is_active=False)
    request: Any = Client().get(reverse("account_login")).wsgi_request

    answer = get_adapter(request).respond_user_inactive(request, user)

    assert answer["Location"] == reverse("account_login")
