"""Building the evening in a real browser: by keyboard, without JavaScript, and looked at by axe."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from events.models import Event, Session
from festival.models import User
from tests.events.workspace.programme.test_seed_evening import LINES, TABLES
from tests.factories import (
    join_team,
    make_event,
    make_organisation,
    make_person,
    make_room,
    make_session,
    make_table,
    make_user,
    make_venue,
)
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.entering import enter_as

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/beheer/route/programma/"


def evening() -> Event:
    """A coming evening without a programme, and somebody who makes it."""
    venue = make_venue(name="Pakhuis de Zwijger")
    make_room(venue, "Studio")
    start = (datetime.now(UTC) + timedelta(days=9)).replace(
        hour=18, minute=45, second=0, microsecond=0
    )
    event = make_event(
        slug="route", venue=venue, starts_at=start, ends_at=start + timedelta(minutes=135)
    )
    join_team(event, "editor", make_user("anneke@example.org", name="Anneke"))
    return event


def titles(page: Any) -> list[str]:
    found: list[str] = page.locator(".programme-item h3").all_inner_texts()
    return found


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_evening_is_typed_without_leaving_the_line(
    live_server: Any, open_page: Any, javascript: bool
) -> None:
    evening()
    page = open_page(javascript=javascript)
    enter_as(page, live_server.url, User.objects.get())
    page.goto(live_server.url + HERE)

    page.get_by_label("Tijd en titel").click()
    for count, line in enumerate(LINES, 1):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        page.locator(".programme-item").nth(count - 1).wait_for()
        page.locator("[name=line]:focus").wait_for()
        assert page.get_by_label("Tijd en titel").input_value() == ""

    assert titles(page) == [line[6:].split(" @")[0] for line in LINES]
    assert "Toegevoegd: 22.00 uur Einde programma" in page.locator("[role=status]").inner_text()


def test_a_row_opens_saves_and_keeps_the_focus(live_server: Any, open_page: Any) -> None:
    session = make_session(evening(), "Opening")
    page = open_page()
    enter_as(page, live_server.url, User.objects.get())
    page.goto(live_server.url + HERE)

    page.get_by_role("link", name="Wijzigen Opening").focus()
    page.keyboard.press("Enter")
    page.locator("[name=title]:focus").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.press("Enter")  # as it is
    page.locator(f"#edit-{session.code}:focus").wait_for()
    page.keyboard.press("Enter")
    page.get_by_label("Titel", exact=True).fill("")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kijk dit nog even na").wait_for()
    page.get_by_label("Titel", exact=True).fill("Welkom")
    page.keyboard.press("Enter")
    page.get_by_text("“Welkom” is opgeslagen.").wait_for()

    assert titles(page) == ["Welkom"]
    assert page.url == live_server.url + HERE


def test_tables_are_filled_in_with_the_keyboard_alone(live_server: Any, open_page: Any) -> None:
    event = evening()
    session = make_session(event, "Werksessies", kind="tables")
    make_person("Hans", "Nooren", organisation=make_organisation("Lucas Community"))
    page = open_page()
    enter_as(page, live_server.url, User.objects.get())
    page.goto(f"{live_server.url}{HERE}{session.code}/tafels/")

    page.get_by_role("textbox", name="Onderwerp rij 1").focus()
    for table in TABLES:
        page.keyboard.type(table["topic"])
        page.keyboard.press("Enter")  # to the next row
    page.get_by_role("textbox", name="Begeleider rij 1", exact=True).focus()
    page.keyboard.type("hans noo")
    page.get_by_role("option", name="Hans Nooren (Lucas Community)").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Onderwerp rij 1").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Alle tafels opslaan").press("Enter")
    page.get_by_text("4 tafels opgeslagen.").wait_for()

    saved = Session.objects.get().tables.all()
    assert [table.topic for table in saved] == [table["topic"] for table in TABLES]
    assert saved[0].appearances.get().person.full_name == "Hans Nooren"


def test_cells_can_be_pasted_from_a_spreadsheet(live_server: Any, open_page: Any) -> None:
    session = make_session(evening(), "Werksessies", kind="tables")
    page = open_page()
    enter_as(page, live_server.url, User.objects.get())
    page.goto(f"{live_server.url}{HERE}{session.code}/tafels/")

    cells = "\n".join(f"Onderwerp {n}\tJan Bos{n}\tPiet Vos{n}\t8" for n in range(1, 7))
    page.get_by_role("textbox", name="Onderwerp rij 1").evaluate(
        """(field, text) => {
            const data = new DataTransfer();
            data.setData('text', text);
            field.dispatchEvent(new ClipboardEvent('paste', {
                clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        cells,
    )
    page.get_by_role("button", name="Alle tafels opslaan").click()
    page.get_by_text("6 tafels opgeslagen.").wait_for()

    tables = Session.objects.get().tables.all()
    assert [(t.topic, t.capacity, t.appearances.count()) for t in tables] == [
        (f"Onderwerp {n}", 8, 2) for n in range(1, 7)
    ]


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(
    live_server: Any, open_page: Any, width: int
) -> None:
    event = evening()
    session = make_session(event, "Werksessies", kind="tables")
    make_table(session)
    make_session(event, "Nog een", starts_at=None, ends_at=None)
    page = open_page(width)
    enter_as(page, live_server.url, User.objects.get())

    wrong = {}
    for path in [
        "",
        "nieuw/",
        f"{session.code}/",
        f"{session.code}/regel/",
        f"{session.code}/tafels/",
    ]:
        page.goto(live_server.url + HERE + path)
        wrong[path] = (violations(page), sideways_scroll(page))
    page.goto(live_server.url + HERE)
    page.get_by_role("link", name="Wijzigen Werksessies").click()
    page.get_by_label("Titel", exact=True).fill("")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kijk dit nog even na").wait_for()
    wrong["a row with an error"] = (violations(page), sideways_scroll(page))

    assert {path: found for path, found in wrong.items() if found != ([], 0)} == {}
