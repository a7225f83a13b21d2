"""A name, an organisation or a remark without spaces stays on a narrow screen."""

from typing import Any

import pytest
from django.utils import timezone

from events.models import Event
from registrations.door.devices import let_in
from registrations.door.noting import note
from registrations.door.tickets import ticket_of
from registrations.models import Registration
from tests.factories import join_team, signed_up
from tests.journeys.conftest import sideways_scroll
from tests.journeys.entering import enter_as
from tests.journeys.phone import evening, guests
from tests.journeys.test_desk import at_the_desk
from tests.registrations.door.noting import came_in, remark

pytestmark = pytest.mark.django_db(transaction=True)
LONG, NARROW = "W" * 100, 320
WITHIN = """() => [...document.querySelectorAll('main *')]
    .filter((one) => !one.closest('.visually-hidden') && one.getBoundingClientRect().right > innerWidth)
    .map((one) => one.outerHTML.slice(0, 80))"""


def without_seat(event: Event) -> Registration:
    """Somebody who waits and was let in twice, with nothing but long words to their name."""
    about = {"given_name": LONG, "infix": "", "family_name": LONG, "organisation": LONG}
    person, now = signed_up(event, now=timezone.now(), **about), timezone.now()
    event.tags.create(name="W" * 40).people.add(person)
    for name in ("Y" * 60, "Z" * 60):
        device, _secret = let_in(event, name=name, now=now, by=None)
        acts = [came_in(person, at=now, text="R" * 200), remark(person, "O" * 200, at=now)]
        note(event, acts, now=now, device=device)
    return person


def too_wide(page: Any) -> list[str]:
    return page.evaluate(WITHIN) or ["scrolls"] * bool(sideways_scroll(page))


def test_on_a_phone(phone: Any) -> None:
    event = evening(capacity=1)
    guests(event, 1)
    person = without_seat(event)
    door, wrong = phone(event), {}
    door.page.set_viewport_size({"width": NARROW, "height": 740})
    door.visit()

    door.type("www")
    door.page.locator("#found li").wait_for()
    wrong["found"] = too_wide(door.page)
    for name in (f"wie/{person.code}", "meldingen"):
        door.page.evaluate("name => { location.hash = name; }", name)
        door.page.locator("[data-screen]:not([hidden])", has_text="WWW").wait_for()
        wrong[name] = too_wide(door.page)
    door.scan(ticket_of(person))
    door.page.locator("#result", has_text="WWW").wait_for()
    wrong["result"] = too_wide(door.page)

    assert not any(wrong.values()), wrong


def test_on_the_pages_without_the_app(live_server: Any, open_page: Any) -> None:
    event = evening(capacity=1)
    guests(event, 1)
    person = without_seat(event)
    page = open_page(width=NARROW)
    desk = at_the_desk(page, live_server, event)
    wrong = {}

    for path in ("?q=www&zonder=app", f"wie/{person.code}/?zonder=app"):
        page.goto(desk + path)
        wrong[path] = too_wide(page)

    assert not any(wrong.values()), wrong


def test_on_the_page_of_the_team(live_server: Any, open_page: Any) -> None:
    event = evening(capacity=1)
    guests(event, 1)
    without_seat(event)
    page = open_page(width=NARROW)
    enter_as(page, live_server.url, join_team(event, "owner"))

    page.goto(f"{live_server.url}/beheer/{event.slug}/balie/")

    page.locator(".conflicts li", has_text="WWW").wait_for()
    assert too_wide(page) == []
