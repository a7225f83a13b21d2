"""Passkeys with an authenticator of the browser's own, and the pages around logging in."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.utils import timezone

from events.inviting import invite
from events.models import OrganisationMember, Partnership
from tests.factories import join_team, made, make_organisation, make_user, published_event
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.entering import PASSWORD, send_log_in

pytestmark = pytest.mark.django_db(transaction=True)


def with_authenticator(page: Any) -> Any:
    """Plug a device into the browser that says yes to every passkey."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    plugged = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return lambda yes: devtools.send(
        "WebAuthn.setUserVerified",
        {"authenticatorId": plugged["authenticatorId"], "isUserVerified": yes},
    )


def log_in(page: Any, site: str, email: str) -> None:
    page.goto(f"{site}/account/inloggen/")
    send_log_in(page, email)


def log_out(page: Any) -> None:
    page.get_by_role("button", name="Uitloggen").click()


def add_a_passkey(page: Any, site: str) -> None:
    page.goto(f"{site}/account/passkeys/")
    page.get_by_role("link", name="Passkey toevoegen").click()
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Naam van deze passkey").fill("laptop")
    page.get_by_role("button", name="Passkey maken").click()
    page.get_by_role("heading", name="Herstelcodes").wait_for()


def test_a_passkey_is_made_and_opens_the_account_without_a_password(
    live_server: Any, open_page: Any
) -> None:
    make_user("anneke@example.org", name="Anneke")
    page = open_page()
    with_authenticator(page)
    log_in(page, live_server.url, "anneke@example.org")

    add_a_passkey(page, live_server.url)
    log_out(page)
    page.goto(f"{live_server.url}/account/inloggen/?next=/account/passkeys/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    page.wait_for_url(f"{live_server.url}/account/passkeys/")

    assert "laptop" in page.get_by_role("main").inner_text()
    assert "laatst gebruikt" in page.get_by_role("main").inner_text()


def test_a_passkey_is_a_second_step_after_the_password(live_server: Any, open_page: Any) -> None:
    make_user("anneke@example.org", name="Anneke")
    page = open_page()
    with_authenticator(page)
    log_in(page, live_server.url, "anneke@example.org")
    add_a_passkey(page, live_server.url)
    log_out(page)

    log_in(page, live_server.url, "anneke@example.org")
    asked = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Passkey gebruiken").click()
    page.wait_for_url(f"{live_server.url}/beheer/")

    assert asked == "De tweede stap"


def test_a_passkey_that_is_not_there_is_told_on_the_page(live_server: Any, open_page: Any) -> None:
    page = open_page()
    with_authenticator(page)(False)
    page.goto(f"{live_server.url}/account/inloggen/")

    page.get_by_role("button", name="Inloggen met een passkey").click()

    page.get_by_text("De passkey is niet gebruikt.").wait_for(timeout=70_000)
    assert violations(page) == []


def test_codes_from_an_app_work_in_the_browser_and_the_picture_shows(
    live_server: Any, open_page: Any
) -> None:
    make_user("anneke@example.org", name="Anneke")
    page = open_page()
    log_in(page, live_server.url, "anneke@example.org")
    page.goto(f"{live_server.url}/account/tweestaps/app/")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    shown = page.locator(".qr").evaluate(
        "picture => picture.decode().then(() => picture.naturalWidth > 0)"
    )
    secret = page.locator(".key code").inner_text()
    counter = list(yield_hotp_counters_from_time())[1]

    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, counter)))
    page.get_by_role("button", name="Aanzetten").click()
    page.get_by_role("heading", name="Herstelcodes").wait_for()

    assert shown
    assert Authenticator.objects.filter(type="totp").count() == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_account_and_team_are_in_order(
    live_server: Any, open_page: Any, width: int
) -> None:
    user = make_user("anneke@example.org", name="Anneke")
    event = published_event(slug="pluk", title="Pluk")
    organisation = make_organisation("Stichting Pluk")
    made(Partnership(event=event, organisation=organisation, role="organiser"))
    made(OrganisationMember(organisation=organisation, user=user, role="owner"))
    other = event.team.get(user=join_team(event, "owner"))
    join_team(event, "owner", user)
    sent = invite(event, email="b@example.org", role="desk", now=timezone.now(), by=user)
    page = open_page(width)
    wrong: dict[str, Any] = {}

    def look(path: str, then: str = "") -> None:
        page.goto(live_server.url + path)
        if then:
            page.get_by_role("button", name=then).click()
        found = [*violations(page), *([sideways_scroll(page)] if sideways_scroll(page) > 0 else [])]
        wrong.update({path + then: found} if found else {})

    invitation = f"/beheer/uitnodiging/{sent.secret}/"
    look(invitation)
    look(invitation, "Aannemen en inloggen")
    look("/account/inloggen/")
    log_in(page, live_server.url, "anneke@example.org")
    look("/account/nogmaals/")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    for path in ("", "e-mailadres/", "wachtwoord/", "tweestaps/", "tweestaps/app/", "passkeys/"):
        look(f"/account/{path}")
    look("/account/passkeys/nieuw/")
    look("/account/tweestaps/app/", "Aanzetten")
    look("/account/apparaten/")
    look("/beheer/pluk/team/")
    look("/beheer/pluk/team/", "Uitnodiging versturen")
    look(f"/beheer/pluk/team/lid/{other.pk}/weg/")
    look(invitation)
    look(invitation, "Aannemen")

    assert wrong == {}


def test_somebody_is_invited_and_comes_in_without_javascript(
    live_server: Any, open_page: Any, mailoutbox: list[Any]
) -> None:
    event = published_event(slug="pluk", title="Pluk")
    join_team(event, "owner", make_user("anneke@example.org", name="Anneke"))
    owner, guest = open_page(javascript=False), open_page(360, javascript=False)
    log_in(owner, live_server.url, "anneke@example.org")
    owner.goto(f"{live_server.url}/beheer/pluk/team/")
    owner.get_by_label("E-mailadres").fill("nadia@example.org")
    owner.get_by_label("balie", exact=True).check()
    owner.locator(".send button").click()
    owner.get_by_text("De uitnodiging is onderweg naar nadia@example.org.").wait_for()
    link = re.search(r"/beheer/uitnodiging/\S+", mailoutbox[0].body)
    assert link is not None

    guest.goto(live_server.url + link[0])
    guest.get_by_label("Je naam").fill("Nadia Nieuw")
    for label in ("Kies een wachtwoord", "Hetzelfde wachtwoord nog een keer"):
        guest.get_by_label(label).fill("een heel nieuw paard")
    guest.get_by_role("button", name="Aannemen en inloggen").click()

    guest.wait_for_url(f"{live_server.url}/beheer/pluk/")
    assert [row.role for row in event.team.filter(user__email="nadia@example.org")] == ["desk"]
