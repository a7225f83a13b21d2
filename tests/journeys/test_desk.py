"""The desk in a real browser: on a narrow phone, by keyboard, with a scanner, without JavaScript."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from events.models import Event
from registrations.changing.cancelling import cancel_people
from registrations.desk.cookies import cookie_name
from registrations.door.devices import let_in
from registrations.door.tickets import ticket_address, ticket_of
from registrations.door.walking_in import walk_in
from registrations.models import Registration
from registrations.sign_up.applying import Companion
from tests.factories import evening_with_tables, join_team, make_role, signed_up
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.entering import enter_as

pytestmark = pytest.mark.django_db(transaction=True)
FOCUS = "document.activeElement.id"
SMALL = """() => [...document.querySelectorAll('.desk main button, .desk main .button, .desk nav a, .desk main input')]
    .filter((one) => one.getClientRects().length && !one.closest('.visually-hidden, .option'))
    .map((one) => [one.innerText || one.name, one.getBoundingClientRect().height])
    .filter(([, height]) => height < 44)"""


def evening() -> tuple[Event, list[Any]]:
    start = timezone.now() + timedelta(minutes=30)
    return evening_with_tables(starts_at=start, ends_at=start + timedelta(hours=3), capacity=6)


def party(event: Event, picks: list[Any]) -> Registration:
    along = [Companion("Omar", "", "Kaya"), Companion("Ayse", "", "Kaya")]
    about = {"organisation": "Wijkraad Noord", "picks": picks[:1], "companions": along}
    return signed_up(event, now=timezone.now(), role=make_role(event, "spreker"), **about)


def alone(event: Event, name: str, family: str = "Jansen") -> Registration:
    about = {"given_name": name, "infix": "", "family_name": family}
    return signed_up(event, now=timezone.now(), role=event.registration_roles.first(), **about)


def walked_in(event: Event, people: int) -> Registration:
    """Who came unasked with others, when there were too few seats; noted by another phone."""
    now = timezone.now()
    other, _secret = let_in(event, name="Telefoon Bram", now=now, by=None)
    about = {"given_name": "Noor", "people": people, "reason": "stoelen bij", "device": other}
    return walk_in(event, key=uuid4(), now=now, at=now, **about)


def at_the_desk(page: Any, live_server: Any, event: Event) -> str:
    """Let the browser in as a device; the address of its desk."""
    device, secret = let_in(event, name="Telefoon Anja", now=timezone.now(), by=None)
    value = f"{device.code}.{secret}"
    page.context.add_cookies(
        [{"name": cookie_name(), "value": value, "url": live_server.url, "httpOnly": True}]
    )
    return f"{live_server.url}/desk/{event.slug}/"


def sent(page: Any, act: Callable[[], None]) -> str:
    """Do what sends a form, wait for the page that answers, and give what it tells."""
    with page.expect_navigation():
        act()
    told: str = page.get_by_role("status").inner_text()
    return " ".join(told.split())


def typed(page: Any, words: str) -> str:
    """As somebody types, or a scanner, in the box that has the focus; what the answer tells."""
    page.keyboard.type(words)
    return sent(page, lambda: page.keyboard.press("Enter"))


def pressed(page: Any, name: str) -> str:
    """What the answer to a button tells."""
    return sent(page, page.get_by_role("button", name=name).first.click)


def follow(page: Any, name: str) -> None:
    """Open the page behind a link."""
    with page.expect_navigation():
        page.get_by_role("link", name=name).click()


def test_an_evening_at_the_door_without_javascript(live_server: Any, open_page: Any) -> None:
    event, picks = evening()
    lead, piet = party(event, picks), alone(event, "Piet")
    page = open_page(width=320, javascript=False)
    desk = at_the_desk(page, live_server, event)

    page.goto(desk)
    assert page.evaluate(FOCUS) == "q"
    assert typed(page, ticket_of(piet)) == "Binnen Piet Jansen is binnen."
    assert page.evaluate(FOCUS) == "q"  # for the next scan

    assert typed(page, ticket_address(lead)).startswith("Let op")
    assert "3 mensen zijn binnen" in pressed(page, "Alle 3 inchecken")
    assert page.evaluate(FOCUS) == "result"

    assert pressed(page, "Ongedaan maken").startswith("Teruggedraaid")
    assert sideways_scroll(page) == 0

    follow(page, "Binnenloper")
    page.get_by_label("Voornaam").fill("Truus")
    page.get_by_label("spreker").check()
    assert "Truus is binnen." in pressed(page, "Inchecken")
    follow(page, "Aantallen")
    assert page.locator(".desk-counts dd").all_inner_texts() == ["4", "5", "1"]


@pytest.fixture
def shown(live_server: Any, open_page: Any) -> Iterator[Any]:
    """Every page of the desk, one after the other: its name, and the page as it is open."""

    def pages(width: int, scheme: Any = "light") -> Iterator[tuple[str, Any]]:
        event, picks = evening()
        lead, inside = party(event, picks), alone(event, "Piet")
        alone(event, "Ria"), alone(event, "Kees")
        waiting, gone = alone(event, "Wim", "Wacht"), alone(event, "Gea", "Weg")
        cancel_people([gone], now=timezone.now(), by=None)
        unasked = walked_in(event, people=3)
        page = open_page(width=width)
        page.emulate_media(color_scheme=scheme)
        desk = at_the_desk(page, live_server, event)
        page.goto(f"{desk}?zonder=app")
        yield "zoeken", page
        page.fill("#q", ticket_of(inside))
        with page.expect_navigation(url="**/wie/**"):
            page.keyboard.press("Enter")
        yield "binnen", page
        for name, rest in (
            ("gevonden", "?q=kaya"),
            ("bijna", "?q=jannsen"),
            ("niemand", "?q=zwanenburg"),
            ("gezelschap", f"wie/{lead.code}/?zonder=app"),
            ("wacht", f"wie/{waiting.code}/?zonder=app"),
            ("weg", f"wie/{gone.code}/?zonder=app"),
            ("terug", f"wie/{unasked.code}/terug/wie/?zonder=app"),
            ("binnenloper", "binnenloper/?zonder=app"),
            ("aantallen", "aantallen/?zonder=app"),
            ("afmelden", "afmelden/?zonder=app"),
        ):
            page.goto(desk + rest)
            yield name, page
        page.goto(f"{desk}binnenloper/?zonder=app")
        with page.expect_navigation():
            page.get_by_role("button", name="Inchecken").click()
        yield "fout", page
        page.context.clear_cookies()
        page.goto(f"{desk}in/{ticket_of(lead)}/")
        yield "ticket", page

    return pages


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_every_page_of_the_desk_passes_axe_and_fits(shown: Any, width: int, scheme: str) -> None:
    wrong = [
        (name, problem)
        for name, page in shown(width, scheme)
        for problem in [*violations(page), *(["too wide"] if sideways_scroll(page) else [])]
    ]

    assert wrong == []


def test_every_target_is_large(shown: Any) -> None:
    wrong = [(name, small) for name, page in shown(360) for small in page.evaluate(SMALL)]

    assert wrong == []


def test_the_pages_are_valid_html(shown: Any, invalid_html: Any, tmp_path: Path) -> None:
    documents = {name: page.content() for name, page in shown(360)}

    assert invalid_html(documents, tmp_path) == []


def test_the_page_of_the_team_passes_axe(live_server: Any, open_page: Any) -> None:
    event, _picks = evening()
    let_in(event, name="Telefoon Anja", now=timezone.now(), by=None)
    page = open_page(width=320)
    enter_as(page, live_server.url, join_team(event, "owner"))

    wrong = []
    for path in (f"/beheer/{event.slug}/balie/", f"/desk/{event.slug}/toestel/"):
        page.goto(live_server.url + path)
        wrong += [*violations(page), *(["too wide"] if sideways_scroll(page) else [])]

    assert wrong == []
