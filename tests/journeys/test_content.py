"""The content of a gathering in a real browser: by mouse, by keyboard, without JavaScript."""

from typing import Any

import pytest

from events.models import Event, Partnership, Theme
from festival.editing import remove
from festival.models import User
from tests.factories import (
    NOW,
    join_team,
    made,
    make_case,
    make_event,
    make_organisation,
    make_person,
    make_room,
    make_theme,
    make_venue,
)
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.entering import enter_as

pytestmark = pytest.mark.django_db(transaction=True)
THEMES = "/beheer/pluk/inhoud/themas/"


@pytest.fixture
def event() -> Event:
    """With three themes and one of most other things."""
    event = make_event(slug="pluk", title="Pluk")
    for title in ("Zorg", "Wonen", "Werk"):
        make_theme(event, title)
    made(Partnership(event=event, organisation=make_organisation("LSA"), role="organiser"))
    make_case(event)
    return event


@pytest.fixture
def owner(event: Event) -> User:
    return join_team(event, "owner")


def titles() -> list[str]:
    return list(Theme.objects.values_list("title", flat=True))


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_accessible_and_fits(
    live_server: Any, open_page: Any, event: Event, owner: User, width: int
) -> None:
    organisation, person, venue = make_organisation("LSB"), make_person(), make_venue(slug="huis")
    make_room(venue, "Zaal")
    make_room(venue, "Studio")
    make_organisation("LSB.")
    remove(make_theme(event, "Weg"), now=NOW, by=owner)
    theme = event.themes.first()
    page = open_page(width)
    enter_as(page, live_server.url, owner)

    wrong = {}
    for address in (
        "/beheer/pluk/inhoud/",
        THEMES,
        f"{THEMES}nieuw/",
        f"{THEMES}{theme.pk}/",
        "/beheer/pluk/inhoud/partners/nieuw/",
        "/beheer/pluk/inhoud/fotos/",
        "/beheer/pluk/inhoud/fotos/nieuw/",
        "/beheer/pluk/prullenbak/",
        "/beheer/prullenbak/",
        "/beheer/organisaties/",
        f"/beheer/organisaties/{organisation.code}/",
        f"/beheer/organisaties/{organisation.code}/samenvoegen/",
        f"/beheer/personen/{person.code}/",
        "/beheer/locaties/huis/",
        "/beheer/locaties/huis/delen/nieuw/",
    ):
        page.goto(live_server.url + address)
        problems = violations(page)
        if problems or sideways_scroll(page):
            wrong[address] = (problems, sideways_scroll(page))

    assert wrong == {}


def test_what_is_wrong_is_told_accessibly(
    live_server: Any, open_page: Any, event: Event, owner: User
) -> None:
    make_organisation("Pakhuis de Zwijger")
    page = open_page()
    enter_as(page, live_server.url, owner)
    page.goto(f"{live_server.url}/beheer/pluk/inhoud/partners/nieuw/")

    page.get_by_label("Organisatie").fill("Pakhuis de Zwiger")
    page.get_by_role("button", name="Partner toevoegen").click()

    assert page.get_by_role("group", name="Wie of wat bedoel je").is_visible()
    assert violations(page) == []


def test_order_by_keyboard(live_server: Any, open_page: Any, event: Event, owner: User) -> None:
    page = open_page()
    enter_as(page, live_server.url, owner)
    page.goto(live_server.url + THEMES)
    handle = page.get_by_role("button", name="Werk verplaatsen")

    handle.focus()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
    page.wait_for_load_state("networkidle")

    said = page.locator("#order-said").inner_text()
    assert said == "Werk staat op plaats 1 van 3."
    assert handle.evaluate("handle => handle === document.activeElement")
    assert titles() == ["Werk", "Zorg", "Wonen"]


def test_order_by_dragging(live_server: Any, open_page: Any, event: Event, owner: User) -> None:
    page = open_page()
    enter_as(page, live_server.url, owner)
    page.goto(live_server.url + THEMES)
    start = page.get_by_role("button", name="Zorg verplaatsen").bounding_box()
    end = page.get_by_role("button", name="Werk verplaatsen").bounding_box()

    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.mouse.move(start["x"] + 5, start["y"] + 5)
        page.mouse.down()
        page.mouse.move(end["x"] + 5, end["y"] + 5, steps=8)
        page.mouse.up()
    page.wait_for_load_state("networkidle")

    assert titles() == ["Wonen", "Werk", "Zorg"]


@pytest.mark.parametrize("javascript", [True, False])
def test_order_by_buttons_and_undo(
    live_server: Any, open_page: Any, event: Event, owner: User, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    enter_as(page, live_server.url, owner)
    page.goto(live_server.url + THEMES)

    page.get_by_role("button", name="Werk omhoog").click()
    page.get_by_role("button", name="Verwijderen Zorg").click()
    gone = titles()
    page.get_by_role("button", name="Ongedaan maken").click()

    assert page.url.split("#")[0].endswith(THEMES)
    assert (gone, titles()) == (["Werk", "Wonen"], ["Zorg", "Werk", "Wonen"])


def test_a_preview_follows_the_typing(
    live_server: Any, open_page: Any, event: Event, owner: User
) -> None:
    page = open_page()
    enter_as(page, live_server.url, owner)
    page.goto(f"{live_server.url}{THEMES}nieuw/")
    text = page.get_by_role("textbox", name="Over")

    text.fill("**Samen**")
    page.get_by_role("button", name="Voorbeeld").click()
    page.locator(".preview strong", has_text="Samen").wait_for()
    text.fill("- een")
    page.locator(".preview li", has_text="een").wait_for()

    assert page.locator("[role=status]", has_text="bijgewerkt").count() == 1
    assert violations(page) == []
    page.get_by_label("Titel").fill("Zorg")
    page.get_by_label("Titel").press("Enter")
    page.wait_for_url("**/themas/**")
    assert len(titles()) == 4


def test_a_preview_without_javascript_keeps_what_was_typed(
    live_server: Any, open_page: Any, event: Event, owner: User
) -> None:
    page = open_page(javascript=False)
    enter_as(page, live_server.url, owner)
    page.goto(f"{live_server.url}{THEMES}nieuw/")

    page.get_by_label("Titel").fill("Energie")
    page.get_by_role("textbox", name="Over").fill("**Samen**")
    page.get_by_role("button", name="Voorbeeld").click()

    assert page.locator(".preview strong").inner_text() == "Samen"
    assert page.get_by_label("Titel").input_value() == "Energie"
    page.get_by_label("Titel").press("Enter")
    assert "Energie" in titles()
