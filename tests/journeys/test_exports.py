"""A list as a file, on a phone: chosen, put in order, kept under a name, fetched at once or later."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from festival.models import User
from registrations.exporting import makers
from registrations.exporting.formats import Format
from registrations.exporting.preparing import State
from registrations.models import PreparedFile
from tests.factories import (
    join_team,
    make_consent,
    make_role,
    make_user,
    published_event,
    signed_up,
)
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.entering import enter
from tests.registrations.exporting.readers import read_csv

pytestmark = pytest.mark.django_db(transaction=True)
BOTH_WAYS = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])


def evening(people: int = 2) -> Event:
    """A gathering with some people, and Anneke who may download lists."""
    event = published_event(slug="pluk", title="Pluk", capacity=None, asks_diet=True)
    role, consent = make_role(event), make_consent(event)
    for number in range(people):
        about = {"role": role, "consents": [consent], "organisation": "Wijkvereniging Zonnebloem"}
        signed_up(event, f"bo{number}@example.org", family_name=f"Aarts{number}", **about)
    join_team(event, "owner", make_user("anneke@example.org", name="Anneke"))
    return event


def opened(page: Any, url: str, event: Event, name: str = "export", **parts: str) -> None:
    """Anneke on a page about lists."""
    if "/beheer/" not in page.url:
        enter(page, url)
    page.goto(url + reverse(f"staff:{name}", kwargs={"slug": event.slug, **parts}))


def problems_of(page: Any, width: int = 360) -> list[str]:
    """What axe says of the page as it is now on a phone and on a desk, and what does not fit."""
    problems = []
    for wide in (1280, width):
        page.set_viewport_size({"width": wide, "height": 800})
        problems += violations(page)
    page.set_viewport_size({"width": 320, "height": 800})
    problems += ["wider than 320 px"] * (sideways_scroll(page) > 0)
    page.set_viewport_size({"width": width, "height": 800})
    return problems


def fetched(page: Any, button: Any) -> list[dict[str, Any]]:
    """The rows of the CSV that pressing a button gives."""
    with page.expect_download() as got:
        button.click()
    return read_csv(Path(got.value.path()).read_bytes())


def choose_only(page: Any, *titles: str) -> None:
    """Tick these columns, and no others."""
    for ticked in reversed(page.locator("[name=columns]:checked").all()):
        ticked.uncheck()
    for title in titles:
        page.get_by_label(title, exact=True).check()


@BOTH_WAYS
def test_columns_are_chosen_kept_under_a_name_and_downloaded(
    live_server: Any, open_page: Any, javascript: bool
) -> None:
    event = evening()
    page = open_page(360, javascript=javascript)
    opened(page, live_server.url, event)
    problems = problems_of(page) if javascript else []

    choose_only(page, "Voornaam", "Achternaam", "Organisatie")
    page.get_by_label("CSV met puntkomma’s").check()
    page.get_by_label("Plek van Organisatie").fill("1")
    page.get_by_role("button", name="Toon in deze volgorde").click()
    page.get_by_label("Naam van deze keuze").fill("Voor de balie")
    page.get_by_role("button", name="Bewaren onder deze naam").click()
    page.get_by_text("Deze keuze is bewaard als ‘Voor de balie’.").wait_for()
    problems += problems_of(page) if javascript else []
    rows = fetched(page, page.get_by_role("button", name="‘Voor de balie’ downloaden"))

    assert [list(row) for row in rows] == [["Organisatie", "Voornaam", "Achternaam"]] * 2
    assert [row["Achternaam"] for row in rows] == ["Aarts0", "Aarts1"]
    assert problems == []


def test_columns_are_put_in_order_with_keys_alone(live_server: Any, open_page: Any) -> None:
    event = evening()
    page = open_page(360)
    opened(page, live_server.url, event)

    first = page.locator(".column-order li").first
    title = first.locator("label").first.inner_text()
    first.locator("[data-by='1']").focus()
    page.keyboard.press("Enter")
    moved = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    places = page.locator(".column-order li .column").all_inner_texts()

    assert moved == f"{title}: Naar achteren"
    assert places.index(title) == 2
    page.get_by_label(f"Plek van {title}").fill("1")
    page.keyboard.press("Tab")
    assert page.locator(".column-order li .column").first.inner_text() == title
    assert problems_of(page) == []


@BOTH_WAYS
def test_without_a_column_a_sentence_says_so_and_nothing_is_lost(
    live_server: Any, open_page: Any, javascript: bool
) -> None:
    event = evening()
    page = open_page(360, javascript=javascript)
    opened(page, live_server.url, event)

    choose_only(page)
    page.get_by_label("JSON, voor programma’s").check()
    page.get_by_label("een gezelschap: iedereen die samen is aangemeld").check()
    page.get_by_label("Naam van deze keuze").fill("Half af")
    page.get_by_role("button", name="Downloaden", exact=True).click()

    summary = page.get_by_role("link", name="Kies minstens één kolom.")
    assert page.title().startswith("Fout:")
    assert page.locator("#id_columns_error").inner_text() == "Kies minstens één kolom."
    assert page.get_by_label("JSON, voor programma’s").is_checked()
    assert page.get_by_label("een gezelschap: iedereen die samen is aangemeld").is_checked()
    assert page.get_by_label("Naam van deze keuze").input_value() == "Half af"
    summary.click()
    assert page.url.endswith("#id_columns_0")
    if javascript:
        assert problems_of(page) == []


def test_a_list_of_nobody_is_a_file_with_a_header(live_server: Any, open_page: Any) -> None:
    event = evening(people=0)
    page = open_page(360)
    opened(page, live_server.url, event)

    assert page.get_by_text("0 mensen.").is_visible()
    assert problems_of(page) == []
    page.get_by_label("CSV met puntkomma’s").check()
    assert fetched(page, page.get_by_role("button", name="Downloaden", exact=True)) == []


@BOTH_WAYS
def test_a_long_list_is_followed_and_fetched_when_it_is_there(
    live_server: Any, open_page: Any, javascript: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Format, "takes_long", lambda self, rows, columns: True)
    event = evening()
    page = open_page(360, javascript=javascript)
    opened(page, live_server.url, event)

    choose_only(page, "Achternaam")
    page.get_by_label("CSV met puntkomma’s").check()
    page.get_by_role("button", name="Downloaden", exact=True).click()
    page.get_by_text("0 van 2 rijen zijn klaar.").wait_for()
    problems = problems_of(page) if javascript else []
    PreparedFile.objects.update(state=State.WORKING, done=1, beat_at=timezone.now())
    page.get_by_text("1 van 2 rijen zijn klaar.").wait_for()
    bar = page.get_by_role("progressbar")
    assert (bar.get_attribute("value"), bar.get_attribute("max")) == ("1", "2")
    PreparedFile.objects.update(state=State.QUEUED)
    makers.prepare(timezone.now())
    link = page.get_by_role("link", name="Bestand downloaden")
    link.wait_for()
    problems += problems_of(page) if javascript else []
    rows = fetched(page, link)

    assert rows == [{"Achternaam": "Aarts0"}, {"Achternaam": "Aarts1"}]
    assert problems == []


def test_what_goes_wrong_is_told_and_leads_back(live_server: Any, open_page: Any) -> None:
    event = evening()
    by = User.objects.get(email="anneke@example.org")
    about = {"event": event, "asked_by": by, "asked_at": timezone.now(), "wanted": {}}
    failed = {"state": State.FAILED, "why": "Er ging bij ons iets mis."}
    one = PreparedFile.objects.create(kind="csv", name="deelnemers.csv", **about, **failed)
    page = open_page(360)
    opened(page, live_server.url, event, "prepared", code=one.code)

    assert page.get_by_role("status").inner_text() == "Mislukt. Er ging bij ons iets mis."
    assert problems_of(page) == []
    page.get_by_role("link", name="Kies nog een keer een lijst").click()
    assert page.get_by_role("heading", name="Jouw bestanden").is_visible()
    assert problems_of(page) == []
