"""Who is at the door is found on the phone itself, by name or by code."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from festival.names import full_name, sort_name
from registrations.door.devices import let_in
from registrations.door.noting import Noted, note
from registrations.door.tickets import ticket_address, ticket_of
from tests.factories import signed_up
from tests.journeys.phone import evening, guests, inside

pytestmark = pytest.mark.django_db(transaction=True)
CASES = json.loads((Path(__file__).parents[2] / "data" / "searching.json").read_text())
SEARCH = """async ([scripts, typed, guests]) => {
    const { found, lookup } = await import(`${scripts}/search.js`);
    const lookups = guests.map(lookup);
    return typed.map((words) => found(words, lookups).map((guest) => guest.name));
}"""


def as_listed(given_name: str, infix: str, family_name: str, organisation: str = "") -> Any:
    name = (given_name, infix, family_name)
    about = {"name": full_name(*name), "sort": sort_name(*name)}
    return about | {"organisation": organisation, "code": "22345678"}


@pytest.fixture
def search(chromium: Any, live_server: Any) -> Iterator[Any]:
    """Looks names up as the app does: `search(["cag"])` gives a list for each."""
    page = chromium.new_page()
    page.goto(live_server.url)
    guests = [as_listed(**person) for person in CASES["people"]]

    def found(typed: list[str]) -> Any:
        return page.evaluate(SEARCH, ["/static/js/desk", typed, guests])

    yield found
    page.close()


def test_a_phone_finds_whom_the_server_finds(search: Any) -> None:
    """`tests/registrations/desk/test_same_as_on_phones.py` asks the server."""
    found = search(list(CASES["found"]))

    assert dict(zip(CASES["found"], map(sorted, found), strict=True)) == CASES["found"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("van der f", "Gerrit van der Faber"),
        ("op den s", "Ko op den Slag"),
        ("in 't z", "Anna in 't Zand"),
    ],
)
def test_the_same_infix_and_the_beginning_stand_first(search: Any, typed: str, first: str) -> None:
    assert search([typed])[0][0] == first


def test_who_walked_in_on_this_phone_is_found_as_well(phone: Any) -> None:
    event = evening()
    guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()
    door.page.get_by_role("link", name="Binnenloper").click()
    door.page.get_by_label("Voornaam").fill("Gerrit")
    door.page.get_by_label("Tussenvoegsel").fill("van der")
    door.page.get_by_label("Achternaam").fill("Faber")
    door.page.locator("#walk-in").get_by_role("button", name="Inchecken").click()
    door.result("Binnen", "Gerrit van der Faber")

    for typed in ("van der f", "vanderfaber", "v.d. fabre"):
        door.type("")
        door.type(typed)
        door.page.locator("#found .guest-name", has_text="Gerrit van der Faber").wait_for()


def test_the_screens_say_what_to_do(phone: Any) -> None:
    event = evening()
    guests(event, 1)
    door = phone(event)
    door.visit()

    door.page.locator("#hits", has_text="Typ drie letters").wait_for()
    door.type("zwanenburg")
    door.page.locator("#hits", has_text="Niemand gevonden").wait_for()
    door.page.get_by_role("link", name="Binnenloper noteren").click()

    door.page.get_by_role("heading", name="Binnenloper").wait_for()


def test_who_is_not_found_is_said_as_plainly_as_who_is_in(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.check_in(person)

    door.type("Zwanenburg")
    door.page.keyboard.press("Enter")
    door.result("Niemand gevonden", "Niemand op de lijst van deze telefoon heet zo.")

    door.page.get_by_role("link", name="Binnenloper", exact=True).click()
    door.page.locator("#walk-in").get_by_role("button", name="Inchecken").click()
    door.page.locator("#given-name-error").wait_for()
    assert not door.page.locator("#result").is_visible()


def test_labels_are_read_at_the_door(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    event.tags.create(name="vrijwilliger").people.add(person)
    door = phone(event)
    door.visit()

    door.type(person.given_name)
    door.page.locator("#found .about", has_text="vrijwilliger").wait_for()


def test_codes_that_let_nobody_in_say_so(phone: Any) -> None:
    event, elsewhere = evening(capacity=1), evening()
    guests(event, 1)
    waits, other = signed_up(event, now=timezone.now()), guests(elsewhere, 1)[0]
    door = phone(event)
    door.visit()
    door.offline()

    door.scan(ticket_of(waits))
    door.result("Wachtlijst", "staat op de wachtlijst")
    door.scan(ticket_address(other))
    door.result("Andere bijeenkomst", "voor een andere bijeenkomst")
    door.scan("abcd2345-0123456789abcdef")
    door.result("Onbekende code", "Niemand op de lijst")

    door.says("Geen netwerk. Wat je doet, wordt op deze telefoon bewaard.")


def test_with_network_a_bare_code_of_another_gathering_is_told_apart(phone: Any) -> None:
    event, elsewhere = evening(), evening()
    (other,) = guests(elsewhere, 1)
    door = phone(event)
    door.visit()

    door.scan(ticket_of(other))

    door.result("Andere bijeenkomst", "voor een andere bijeenkomst")


def test_before_undoing_a_phone_says_which_other_let_them_in(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    other, _secret = let_in(event, name="Telefoon Bram", now=timezone.now(), by=None)
    act = Noted(uuid4(), "in", person.code, "", timezone.now())
    note(event, [act], now=timezone.now(), device=other)
    door = phone(event)
    door.visit()

    door.open(person)

    door.page.get_by_text(
        "Binnengelaten door Telefoon Bram. Terugdraaien haalt dat weg."
    ).wait_for()


def test_who_is_scanned_on_the_page_of_another_comes_on_their_own_page(phone: Any) -> None:
    event = evening(capacity=1)
    (person,) = guests(event, 1)
    waits = signed_up(event, now=timezone.now())
    door = phone(event)
    door.visit()

    door.open(person)
    door.scan(ticket_of(waits))
    door.result("Wachtlijst", waits.full_name)
    door.page.get_by_role("heading", name=waits.full_name, exact=True).wait_for()
    link = door.page.locator("#result").get_by_role("link")

    assert link.get_attribute("href") == f"#wie/{waits.code}"


@pytest.mark.parametrize("code", ["8712345678906", "abcd2345-0123456789abcdef"])
def test_what_a_scanner_types_does_not_stay_in_a_field(phone: Any, code: str) -> None:
    event = evening()
    guests(event, 1)
    door = phone(event)
    door.visit()

    door.page.get_by_role("link", name="Binnenloper").click()
    name = door.page.get_by_label("Voornaam")
    name.fill("Nieuw")
    door.page.wait_for_timeout(200)
    door.scan(code)

    door.result("Onbekende code", "Niemand op de lijst")
    assert (name.input_value(), inside(event)) == ("Nieuw", set())
