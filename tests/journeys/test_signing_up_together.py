"""A resident signs up with three others: ten questions, on a phone, by keyboard, without a script."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Event
from events.publishing import publish
from festival.editing import add
from registrations.models import LimitedOption, Question
from tests.factories import (
    NOW,
    make_block,
    make_consent,
    make_event,
    make_role,
    make_session,
    make_table,
    make_theme,
    signed_up,
)
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.test_signing_up import tab_to

pytestmark = pytest.mark.django_db(transaction=True)
LONG_ENOUGH = 2100  # ms; a form that comes back sooner is taken for a robot's
ADD = "toevoegen"
QUESTIONS: list[tuple[str, str, dict[str, Any]]] = [
    ("Hoe kom je?", "one", {"options": "met de bus\nmet de fiets", "limited": ("met de bus", 3)}),
    ("Waar stap je op?", "short", {"after": ("Hoe kom je?", "met de bus"), "required": True}),
    ("Heb je een telefoon bij je?", "yes-no", {}),
    ("Welk nummer?", "phone", {"after": ("Heb je een telefoon bij je?", "yes")}),
    ("Welke wijken ken je?", "several", {"options": "Noord\nZuid\nOost"}),
    ("Hoeveel jaar doe je mee?", "number", {"whom": "lead"}),
    ("Sinds wanneer?", "date", {"whom": "lead"}),
    ("Stuur een foto of stuk mee", "file", {"whom": "lead"}),
    ("Wat wil je vertellen?", "long", {"whom": "lead"}),
    ("Hoe oud is deze meekomer?", "number", {"whom": "others"}),
]


def festival(**fields: Any) -> Event:
    """An event that asks everything that a form can ask."""
    start = timezone.now() + timedelta(days=14)
    given: dict[str, Any] = {"starts_at": start, "ends_at": start + timedelta(hours=5)}
    event = make_event(asks_access=True, asks_diet=True, **(given | fields))
    make_role(event, "als bewoner", position=1)
    make_role(event, "met een eigen casus", position=2, with_case=True)
    make_theme(event, "Energie")
    _ask(event)
    make_consent(event)
    tables = make_block(event, "Gesprekstafels", position=1)
    session = make_session(event, "Tafels", block=tables, kind="tables", starts_at=start)
    for number in (1, 2, 3):
        make_table(session, number)
    later = start + timedelta(hours=2)
    walks = make_block(event, "Wandelingen", position=2, ranked=True)
    for title in ("Langs de moestuin", "Langs het water", "Langs de molen"):
        at = {"starts_at": later, "ends_at": later + timedelta(hours=1)}
        make_session(event, title, block=walks, **at)
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    return event


def _ask(event: Event) -> None:
    asked: dict[str, Question] = {}
    for position, (asks, kind, about) in enumerate(QUESTIONS):
        special = ("after", "limited")
        rest = {name: value for name, value in about.items() if name not in special}
        after, answer = about.get("after", ("", ""))
        question = Question(
            event=event,
            text=asks,
            kind=kind,
            purpose="Om de dag goed te regelen",
            position=position,
            only_if=asked.get(after),
            only_if_answer=answer,
            **rest,
        )
        asked[asks] = add(question, now=NOW, by=None)
        if "limited" in about:
            text, capacity = about["limited"]
            add(LimitedOption(question=question, text=text, capacity=capacity), now=NOW, by=None)


def address(live_server: Any, event: Event) -> str:
    return f"{live_server.url}/bijeenkomst/{event.slug}/aanmelden/"


def fill_in_lead(page: Any) -> None:
    page.locator("#id_given_name").fill("Fatma")
    page.locator("#id_family_name").fill("Berg")
    page.locator("#id_email").fill("fatma@example.org")
    page.get_by_label("als bewoner").check()


def add_companion(page: Any, key: int, given: str) -> None:
    page.get_by_role("button", name=ADD).click()
    page.wait_for_selector(f"#p{key}")
    page.locator(f"#id_p{key}-given_name").fill(given)
    page.locator(f"#id_p{key}-family_name").fill("Smit")


def send(page: Any) -> None:
    page.wait_for_timeout(LONG_ENOUGH)
    page.get_by_role("button", name="Aanmelden voor").first.click()


def names_of(event: Event) -> list[str]:
    return [person.full_name for person in event.registrations.order_by("id")]


@pytest.mark.parametrize("javascript", [True, False], ids=["phone", "without JavaScript"])
def test_four_people_sign_up_on_one_page(
    live_server: Any, open_page: Any, javascript: bool
) -> None:
    event = festival()
    page = open_page(width=360, javascript=javascript)
    page.goto(address(live_server, event))

    fill_in_lead(page)
    for key, given in enumerate(("Jan", "Els", "Piet"), 1):
        add_companion(page, key, given)
        assert sideways_scroll(page) == 0
    for key in (1, 2):
        if page.locator(f"#p{key}").get_attribute("open") is None:
            page.locator(f"#p{key} summary").click()
        page.locator(f"#id_p{key}-{table_of(event)}_1").check()
    send(page)

    page.wait_for_url("**/gelukt/")
    assert names_of(event) == ["Fatma Berg", "Jan Smit", "Els Smit", "Piet Smit"]
    assert "Els Smit" in page.inner_text("main")
    assert sideways_scroll(page) == 0
    assert violations(page) == [] if javascript else True


def table_of(event: Event) -> str:
    return f"round-{event.blocks.get(title='Gesprekstafels').pk}"


def test_the_whole_form_with_three_companions_has_no_barrier(
    live_server: Any, open_page: Any
) -> None:
    event = festival()
    page = open_page(width=360)
    page.goto(address(live_server, event))

    problems = violations(page)
    fill_in_lead(page)
    for key in (1, 2, 3):
        add_companion(page, key, "Jan")
        problems += violations(page)
    page.locator("#id_p2-family_name").fill("")
    send(page)
    page.wait_for_selector(".error-summary")
    problems += violations(page)

    assert problems == []
    page.get_by_role("link", name="Jan: Vul een achternaam in.").click()
    assert page.evaluate("document.activeElement.id") == "id_p2-family_name"


def test_only_what_applies_is_shown(live_server: Any, open_page: Any) -> None:
    event = festival()
    page = open_page()
    page.goto(address(live_server, event))
    stop = page.get_by_label("Waar stap je op?")

    seen = [stop.is_visible(), page.get_by_label("Hoe heet je casus?").is_visible()]
    page.get_by_label("met de bus").check()
    page.get_by_label("met een eigen casus").check()
    seen += [stop.is_visible(), page.get_by_label("Hoe heet je casus?").is_visible()]
    page.get_by_label("met de fiets").check()
    seen.append(stop.is_visible())

    assert seen == [False, False, True, True, False]


def test_somebody_is_added_filled_in_and_taken_off_by_keyboard(
    live_server: Any, open_page: Any
) -> None:
    event = festival()
    page = open_page()
    page.goto(address(live_server, event))
    fill_in_lead(page)

    tab_to(page, "Iemand toevoegen", most=80)
    page.keyboard.press("Enter")
    page.wait_for_selector("#p1")
    page.keyboard.type("Jan")
    tab_to(page, "Meekomer 1 weghalen", most=80)
    page.keyboard.press("Enter")
    page.wait_for_selector("#p1", state="detached")

    assert page.evaluate("document.activeElement.name") == "add"
    assert page.locator("#id_email").input_value() == "fatma@example.org"


def test_wishes_move_by_keys_and_never_stand_twice(live_server: Any, open_page: Any) -> None:
    event = festival()
    page = open_page()
    page.goto(address(live_server, event))
    block = event.blocks.get(title="Wandelingen")
    wishes = page.locator(f"select[name^='round-{block.pk}_']")

    wishes.nth(0).select_option(label="Langs het water")
    wishes.nth(1).select_option(label="Langs de molen")
    page.locator(f"#id_round-{block.pk}_1_up").press("Enter")
    moved = [wishes.nth(place).evaluate("it => it.selectedOptions[0].text") for place in (0, 1)]
    wishes.nth(1).select_option(label="Langs de molen")
    swapped = [wishes.nth(place).evaluate("it => it.selectedOptions[0].text") for place in (0, 1)]

    assert moved == ["Langs de molen", "Langs het water"]
    assert swapped == ["Langs het water", "Langs de molen"]


def test_with_a_script_that_does_not_load_the_form_still_works(
    live_server: Any, open_page: Any
) -> None:
    event = festival()
    page = open_page(width=360)
    page.route("**/companions*.js", lambda route: route.abort())
    page.goto(address(live_server, event))

    fill_in_lead(page)
    add_companion(page, 1, "Jan")
    send(page)

    page.wait_for_url("**/gelukt/")
    assert names_of(event) == ["Fatma Berg", "Jan Smit"]


@pytest.mark.parametrize("javascript", [True, False], ids=["phone", "without JavaScript"])
def test_with_too_few_seats_one_answer_is_enough(
    live_server: Any, open_page: Any, javascript: bool
) -> None:
    event = festival(capacity=2)
    signed_up(event, now=timezone.now(), role=event.registration_roles.first())
    page = open_page(width=360, javascript=javascript)
    page.goto(address(live_server, event))
    fill_in_lead(page)
    add_companion(page, 1, "Jan")
    send(page)

    page.wait_for_selector("#id_if_short_0")
    assert violations(page) == [] if javascript else True
    page.get_by_label("Meld er 1 aan en zet Jan").check()
    send(page)

    page.wait_for_url("**/gelukt/")
    assert [p.status for p in event.registrations.order_by("id")][1:] == ["confirmed", "waiting"]
    assert "op de wachtlijst, op plek 1" in page.inner_text("main")
    assert sideways_scroll(page) == 0


def test_the_form_in_each_of_its_states_is_valid_html(
    client: Client, invalid_html: Any, tmp_path: Path
) -> None:
    event = festival()
    path = f"/bijeenkomst/{event.slug}/aanmelden/"
    keys = {"companion": ["1", "2"], "p1-given_name": "<Jan>"}

    documents = {
        "open": client.get(path).content.decode(),
        "added": client.post(path, keys | {"add": "1"}).content.decode(),
        "errors": client.post(path, keys).content.decode(),
    }

    assert invalid_html(documents, tmp_path) == []
