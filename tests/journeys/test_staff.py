"""The pages of organisers in a real browser: logging in, finding, cancelling, editing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from registrations.models import Registration
from registrations.states import Status
from tests.factories import (
    evening_with_tables,
    join_team,
    make_consent,
    make_role,
    make_user,
    published_event,
    signed_up,
)
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.entering import enter

pytestmark = pytest.mark.django_db(transaction=True)
LISTED = "/beheer/pluk/deelnemers/"


def a_full_event() -> Any:
    """A coming event whose list has every state in it; its owner and a person."""
    start = datetime.now(UTC) + timedelta(days=9)
    event, picks = evening_with_tables(
        slug="pluk",
        title="Pluk",
        capacity=60,
        asks_access=True,
        starts_at=start,
        ends_at=start + timedelta(hours=3),
    )
    role, consent = make_role(event), make_consent(event)
    person = signed_up(event, picks=[picks[0]], role=role, consents=[consent], access_needs="Lift")
    for number in range(61):
        signed_up(event, given_name="Bo", family_name=f"Woningcorporatiemedewerker{number:02}")
    owner = join_team(event, "owner", make_user("anneke@example.org", name="Anneke"))
    return event, person, owner


def staff_paths(person: Registration) -> list[str]:
    """Every page of staff, full, empty and with an error."""
    return [
        "/account/inloggen/",
        "/account/wachtwoord/vergeten/",
        "/account/wachtwoord/onderweg/",
        "/account/wachtwoord/nieuw/x-y/",
        "/account/wachtwoord/klaar/",
        "/account/wachtwoord/",
        "/account/",
        "/account/e-mailadres/",
        "/account/tweestaps/",
        "/account/passkeys/",
        "/account/apparaten/",
        "/beheer/",
        LISTED,
        f"{LISTED}?page=2",
        f"{LISTED}?status=waiting",
        f"{LISTED}?q=niemand",
        f"{LISTED}?q=Fatna",
        f"{LISTED}?status=onzin",
        f"{LISTED}{person.code}/",
        "/beheer/leeg/deelnemers/",
        "/beheer/bestaat-niet/deelnemers/",
    ]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_log_in_find_somebody_and_cancel_for_them_on_a_phone(
    live_server: Any, open_page: Any, javascript: bool
) -> None:
    _event, person, _owner = a_full_event()
    page = open_page(360, javascript=javascript)

    enter(page, live_server.url)
    page.get_by_role("link", name="Deelnemers Pluk").click()
    page.get_by_role("searchbox").fill("van der berg")
    page.get_by_role("button", name="Toon").click()
    page.get_by_role("link", name="Berg, Fatma van der").click()
    page.get_by_role("link", name="Aanmelding annuleren").click()
    page.get_by_label("Waarom?").fill("Ziek.")
    page.get_by_role("button", name="Ja, annuleren").click()
    page.get_by_text("De aanmelding van Fatma van der Berg is geannuleerd.").wait_for()

    person.refresh_from_db()
    assert person.status == Status.CANCELLED


def test_every_page_of_staff_is_accessible_and_fits(live_server: Any, open_page: Any) -> None:
    _event, person, owner = a_full_event()
    join_team(published_event(slug="leeg"), "owner", owner)
    page, problems = open_page(), []
    enter(page, live_server.url)

    for path in staff_paths(person):
        page.goto(f"{live_server.url}{path}")
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            problems += [f"{path} {width}: {line}" for line in violations(page)]
        page.set_viewport_size({"width": 320, "height": 700})
        problems += [f"{path}: wider than 320 px"] * (sideways_scroll(page) > 0)

    assert problems == []


def test_every_page_of_staff_is_valid_html(invalid_html: Any, tmp_path: Path) -> None:
    _event, person, owner = a_full_event()
    join_team(published_event(slug="leeg"), "owner", owner)
    organiser, stranger = Client(), Client()
    organiser.force_login(owner)

    documents = {
        f"page{number}": organiser.get(path).content.decode()
        for number, path in enumerate(staff_paths(person)[1:])
    }
    documents["log-in"] = stranger.get("/account/inloggen/").content.decode()
    sent = {"login": "anneke@example.org", "password": "wrong"}
    documents["wrong"] = stranger.post("/account/inloggen/", sent).content.decode()
    documents["missing"] = organiser.post("/account/wachtwoord/", {}).content.decode()

    assert invalid_html(documents, tmp_path) == []


def test_the_admin_works_under_the_strict_policy(live_server: Any, open_page: Any) -> None:
    make_user("anneke@example.org", is_superuser=True)
    event = published_event()
    page, complaints = open_page(), []
    page.context.on("console", lambda told: complaints.append(told.text))
    enter(page, live_server.url)

    page.goto(f"{live_server.url}/admin/events/event/{event.pk}/change/")
    page.locator(".add-row a").first.click()
    page.goto(f"{live_server.url}/admin/partners/person/add/")
    with page.expect_popup() as opened:
        page.locator("#add_id_organisation").click()
    popup = opened.value
    popup.locator("#id_name").press_sequentially("Stichting Thuis")
    popup.locator("input[name=_save]").click()
    page.locator(".select2-selection__rendered", has_text="Stichting Thuis").wait_for()

    assert complaints == []
