"""Every screen of the phone: to see, to reach with keys, and to hear."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from events.models import Event
from registrations.changing.cancelling import cancel_people
from registrations.door.devices import let_in
from registrations.door.noting import note
from registrations.door.tickets import ticket_address, ticket_of
from registrations.models import Registration
from tests.factories import signed_up
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.phone import Phone, a_party, evening, guests, inside
from tests.registrations.door.noting import came_in

pytestmark = pytest.mark.django_db(transaction=True)


def screens(door: Phone, event: Event) -> Iterator[str]:
    """Every screen of the app without network, one after the other: its name, while it is open."""
    now, page = timezone.now(), door.page
    lead, (gone, inside, *_rest) = a_party(event), guests(event, 3)
    waits = [signed_up(event, now=now, given_name=name) for name in ("Wim", "Wies")][1]
    cancel_people([gone], now=now, by=None)
    door.visit()
    yield "search"
    door.offline()
    for typed in ("vries", "zwanenburg"):
        door.type(typed)
        door.page.wait_for_timeout(50)
        yield f"search for {typed}"
    door.check_in(inside)
    yield "in"
    for code in (inside, gone, waits):
        door.scan(ticket_of(code))
        page.locator("#result strong").wait_for()
        yield f"scan of {code.given_name}"
    door.scan(ticket_address(guests(evening(), 1)[0]))
    door.result("Andere bijeenkomst", "voor een andere bijeenkomst")
    yield "scan of another gathering"
    door.scan(ticket_of(lead))
    door.result("Let op", "Gezelschap")
    page.get_by_label("Opmerking").fill("heeft een stoel nodig")
    page.get_by_role("button", name="Opmerking bewaren").click()
    page.get_by_text("heeft een stoel nodig").first.wait_for()
    yield "party"
    page.get_by_role("button", name="Alle 3 inchecken").click()
    door.result("Binnen", "3 mensen")
    yield "party in"
    door.open(waits)
    page.get_by_role("button", name="Toch binnenlaten").click()
    yield "let in anyway"
    page.get_by_role("link", name="Binnenloper").click()
    yield "walk-in"
    page.get_by_label("Voornaam").fill("Noor")
    page.get_by_label("Hoeveel mensen?").fill("3")
    page.locator("#walk-in").get_by_role("button", name="Inchecken").click()
    yield "walk-in when full"
    page.locator("#walk-in").get_by_label("Waarom").fill("stoelen bij")
    page.locator("#walk-in").get_by_role("button", name="Inchecken").click()
    door.result("Binnen", "Noor en 2 anderen")
    page.get_by_role("button", name="Ongedaan maken").click()
    page.locator("#undo-all").wait_for()
    yield "undo a walk-in that was not sent"
    page.get_by_role("button", name="Nee, doorgaan").click()
    yield from more_screens(door, event, inside, waits)


def more_screens(
    door: Phone, event: Event, inside: Registration, waits: Registration
) -> Iterator[str]:
    """What does not agree, the other things, and leaving."""
    now, page = timezone.now(), door.page
    second, _secret = let_in(event, name="Deur 2", now=now, by=None)
    left = signed_up(event, now=now, given_name="Lies")
    acts = [came_in(inside, at=now), came_in(left, at=now)]
    note(event, acts, now=now, device=second)
    cancel_people([left], now=now, by=None)
    door.online()
    door.says("Alles is verzonden")
    page.locator("#notices a", has_text="2 meldingen").click()
    page.locator("#notices-list li", has_text="Lies").wait_for()
    yield "notices"
    door.open(event.registrations.leading().get(given_name="Noor"))
    page.locator("[data-do=undo]").click()
    page.get_by_role("button", name="Alleen Noor").wait_for()
    yield "undo a walk-in party"
    page.get_by_role("button", name="Nee, doorgaan").click()
    for name in ("scan", "meer", "afmelden"):
        page.evaluate("name => { location.hash = name; }", name)
        yield name
    door.offline()
    door.let_in_anyway(waits)
    page.evaluate("location.hash = 'afmelden'")
    page.locator("#leave-how", has_text="nog niet verzonden").wait_for()
    yield "sign out without network"
    door.sign_out()
    page.get_by_text("wordt verzonden zodra er netwerk is").wait_for()
    yield "gone without network"
    door.online()
    page.get_by_text("Deze telefoon is afgemeld.").wait_for()
    yield "gone"


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_every_screen_is_accessible_and_fits(phone: Any, width: int, scheme: Any) -> None:
    event = evening(capacity=6)
    door = phone(event)
    door.page.set_viewport_size({"width": width, "height": 740})
    door.page.emulate_media(color_scheme=scheme)

    problems = [
        f"{screen}: {problem}"
        for screen in screens(door, event)
        for problem in [
            *violations(door.page),
            *(["too wide"] if sideways_scroll(door.page) else []),
        ]
    ]

    assert (problems, door.trouble) == ([], [])


def test_the_keyboard_alone_finds_and_checks_in(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()

    door.page.keyboard.type("gast")
    door.page.keyboard.press("Enter")
    assert door.page.evaluate("document.activeElement.textContent") == person.full_name
    door.page.keyboard.press("Tab")
    door.page.keyboard.press("Enter")

    door.result("Binnen", person.full_name)
    door.says("Alles is verzonden")
    assert inside(event) == {person.code}
    assert door.page.evaluate("document.activeElement.id") == "query"  # for the next one


def test_what_came_of_a_tap_far_below_is_seen(phone: Any) -> None:
    event = evening()
    lead = a_party(event)
    door = phone(event)
    door.visit()

    door.open(lead)
    door.page.evaluate("scrollTo(0, 9999)")
    door.page.locator("[data-party] li", has_text="Kees").get_by_role("button").click()
    door.result("Binnen", "Kees Vries")

    assert door.page.locator("#result").bounding_box()["y"] > 0
    assert "Bekijken" in door.page.evaluate("document.activeElement.textContent")
