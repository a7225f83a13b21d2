"""The grid of a day in a real browser: moving items by mouse, by keyboard, and without either."""

from typing import Any

import pytest

from events.models import Session
from festival.models import User
from tests.factories import START, join_team, make_event, make_room, make_session, make_venue
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.entering import enter_as

pytestmark = pytest.mark.django_db(transaction=True)
GRID = "/beheer/pluk/programma/rooster/"


@pytest.fixture
def owner() -> User:
    """Somebody with an evening in two rooms: a plenary, a clash, a break, and a loose end."""
    venue = make_venue()
    studio, expo = make_room(venue, "Studio"), make_room(venue, "Expo")
    event = make_event(slug="pluk", title="Pluk", venue=venue, intro="Welkom")
    make_session(event, "Inloop", kind="break", starts_at=START, ends_at=at(15))
    make_session(event, "Plenair", room=studio, starts_at=at(15), ends_at=at(45))
    make_session(event, "Zorg", room=expo, starts_at=at(45), ends_at=at(105))
    make_session(event, "Wonen", room=expo, starts_at=at(60), ends_at=at(90))
    make_session(event, "Borrel", starts_at=None, ends_at=None)
    return join_team(event)


def at(minutes: int) -> Any:
    from datetime import timedelta

    return START + timedelta(minutes=minutes)


def at_the_grid(page: Any, url: str, owner: User) -> None:
    enter_as(page, url, owner)
    page.goto(url + GRID)


def handle(page: Any, title: str) -> Any:
    return page.get_by_role("button", name=f"{title} oppakken")


def place(title: str) -> tuple[str, str]:
    """From when to when, in the hours of London in winter, and where."""
    row = Session.objects.select_related("room").get(title=title)
    times = [f"{moment:%H:%M}" if moment else "" for moment in (row.starts_at, row.ends_at)]
    return "-".join(times), row.room.name if row.room else ""


def hears(page: Any, words: str) -> None:
    """The live region says this."""
    page.locator("#grid-said").get_by_text(words).wait_for()


def drag(page: Any, title: str, start: str, room: str) -> None:
    """With the mouse, from the handle to the row of a time in the column of a room."""
    handle(page, title).evaluate("it => it.scrollIntoView({block: 'center'})")
    grip = handle(page, title).bounding_box()
    row = page.locator(f"tr[data-start='{start}'] th").bounding_box()
    column = page.locator(f"th[data-name='{room}']").bounding_box()
    offset = grip["y"] - page.locator(f".card[data-title='{title}']").bounding_box()["y"]
    page.mouse.move(grip["x"] + 4, grip["y"] + 4)
    page.mouse.down()
    page.mouse.move(column["x"] + 30, row["y"] + offset + 8, steps=6)
    page.mouse.up()


def test_moving_by_mouse_and_what_it_does_to_the_warnings(
    live_server: Any, open_page: Any, owner: User
) -> None:
    page = open_page()
    at_the_grid(page, live_server.url, owner)
    clash = page.get_by_text("Expo is dubbel bezet")
    assert clash.count() == 1

    drag(page, "Wonen", "20:45", "Studio")
    hears(page, "“Wonen” staat nu hier: maandag 1 juni, 20.45 tot 21.15 uur, Studio.")

    assert place("Wonen") == ("18:45-19:15", "Studio")
    assert clash.count() == 0


def test_moving_by_keyboard(live_server: Any, open_page: Any, owner: User) -> None:
    page = open_page()
    at_the_grid(page, live_server.url, owner)

    handle(page, "Plenair").focus()
    page.keyboard.press("Enter")
    hears(page, "Plenair opgepakt.")
    page.keyboard.press("ArrowDown")
    hears(page, "20.15, Studio")
    page.keyboard.press("ArrowLeft")
    hears(page, "20.15, Expo")
    page.keyboard.press("Shift+ArrowDown")
    hears(page, "45 minuten")
    page.keyboard.press("Enter")
    hears(page, "“Plenair” staat nu hier: maandag 1 juni, 20.15 tot 21.00 uur, Expo.")

    assert place("Plenair") == ("18:15-19:00", "Expo")
    assert page.evaluate("document.activeElement.ariaLabel") == "Plenair oppakken"


def test_escape_puts_it_back_and_a_break_stays_in_all_rooms(
    live_server: Any, open_page: Any, owner: User
) -> None:
    page = open_page()
    at_the_grid(page, live_server.url, owner)

    handle(page, "Plenair").focus()
    for key in ("Enter", "ArrowDown", "Escape"):
        page.keyboard.press(key)
    hears(page, "Plenair blijft waar het was.")
    handle(page, "Inloop").focus()
    for key in ("Space", "Shift+ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
    hears(page, "19.45, alle zalen")

    assert place("Plenair") == ("18:00-18:30", "Studio")
    assert page.locator(".grid-ghost").count() == 1


def test_what_has_no_time_yet_is_given_one(live_server: Any, open_page: Any, owner: User) -> None:
    page = open_page()
    at_the_grid(page, live_server.url, owner)

    handle(page, "Borrel").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    hears(page, "“Borrel” staat nu hier: maandag 1 juni, 20.00 tot 21.00 uur")

    assert place("Borrel")[0] == "18:00-19:00"


def test_two_people_moving_one_item(live_server: Any, open_page: Any, owner: User) -> None:
    mine, theirs = open_page(), open_page()
    for page in (mine, theirs):
        at_the_grid(page, live_server.url, owner)

    for page, steps in ((theirs, 1), (mine, 2)):
        handle(page, "Plenair").focus()
        page.keyboard.press("Enter")
        for _step in range(steps):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        if page is theirs:
            hears(page, "staat nu hier")

    told = mine.get_by_role("alert").get_by_text("Iemand anders heeft “Plenair” verplaatst")
    told.wait_for()
    assert "20.15 tot 20.45 uur, Studio" in told.text_content()
    assert "20.30 tot 21.00 uur, Studio" in told.text_content()
    assert place("Plenair") == ("18:15-18:45", "Studio")
    assert mine.get_by_text("20.15–20.45").count() == 1


def test_moving_without_javascript_on_a_phone(
    live_server: Any, open_page: Any, owner: User
) -> None:
    page = open_page(320, javascript=False)
    at_the_grid(page, live_server.url, owner)
    assert handle(page, "Plenair").count() == 0

    page.get_by_role("link", name="Verplaatsen Plenair").click()
    page.get_by_label("Begint").fill("20.30")
    page.get_by_role("button", name="Verplaatsen", exact=True).last.click()
    page.get_by_text("“Plenair” staat nu hier").wait_for()

    assert place("Plenair") == ("18:30-19:00", "Studio")
    assert sideways_scroll(page) == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_the_grid_and_its_form_keep_to_the_rules_of_accessibility(
    live_server: Any, open_page: Any, owner: User, width: int
) -> None:
    page = open_page(width)
    at_the_grid(page, live_server.url, owner)
    found = {"grid": (violations(page), sideways_scroll(page))}
    handle(page, "Plenair").focus()
    page.keyboard.press("Enter")
    found["picked up"] = (violations(page), sideways_scroll(page))
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Verplaatsen Plenair").click()
    page.get_by_label("Begint").fill("straks")
    page.get_by_role("button", name="Verplaatsen", exact=True).last.click()
    page.locator(".error-summary").wait_for()
    found["form"] = (violations(page), sideways_scroll(page))

    assert found == dict.fromkeys(found, ([], 0))


def test_a_screen_reader_finds_the_headings_of_each_cell(
    live_server: Any, open_page: Any, owner: User
) -> None:
    page = open_page()
    at_the_grid(page, live_server.url, owner)

    table = page.get_by_role("table", name="Programma van maandag 1 juni 2026")
    rows = table.get_by_role("row")

    assert table.get_by_role("columnheader").all_text_contents()[0] == "Tijd"
    assert rows.nth(2).get_by_role("rowheader").text_content() == "20.00"
    assert rows.nth(2).get_by_role("heading").all_text_contents() == ["Plenair"]
