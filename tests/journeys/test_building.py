"""An evening of five items and four tables, from nothing to public: by mouse, by keyboard, without
JavaScript. Each way counts what it asks of somebody: clicks (or keys that act) and fields."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from events.models import Event
from events.published import with_release
from tests.factories import join_team, make_event, make_user
from tests.journeys.entering import enter

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Routekaart naar een bewonersonderneming"
ITEMS = [
    "19:45 Inloop",
    "20:00 Plenaire introductie",
    "20:30 Werksessies aan tafels: verdiepen, verbreden, verhogen en verbinden",
    "21:30 Plenaire terugkoppeling en afsluiting",
    "22:00 Einde programma",
]
TABLES = [
    (
        "De basis als uitgangspunt",
        "Hans Nooren (Lucas Community)",
        "Meta de Vries (Buurtcoöperatie)\nStephan Jackmuth (Buurtcoöperatie)",
        "12",
    ),
    ("Lokale economie en de integrale wijk", "Daniel Giltay Veth (Twisterpapers)", "", "12"),
    (
        "Lobby en de agenda van onderop",
        "Jurgen van der Heijden (Omzien naar elkaar)",
        "Alle Postmus (Landelijke Vereniging voor Kleine Kernen)",
        "12",
    ),
    ("Inclusiviteit als kracht", "Kees Onderwater (OnderBoven)", "", "12"),
]


class Hand:
    """Somebody at work with a mouse and a keyboard; counts clicks and fields."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.clicks = 0
        self.fields = 0

    def press(self, role: str, name: Any) -> None:
        """Follow a link or press a button."""
        self.page.get_by_role(role, name=name, exact=True).first.click()
        self.clicks += 1

    def fill(self, label: str, text: str) -> None:
        """Type in the field with this label."""
        self.page.get_by_label(re.compile(rf"^{label}( \\(niet verplicht\\))?$")).first.fill(text)
        self.fields += 1

    def send_line(self, label: str, text: str) -> None:
        """Type a line and press Enter."""
        self.fill(label, text)
        self.page.keyboard.press("Enter")
        self.clicks += 1


class Keys(Hand):
    """Somebody without a mouse: reaches everything with Tab, and acts with Enter or typing."""

    def press(self, role: str, name: Any) -> None:
        self._reach(self.page.get_by_role(role, name=name, exact=True).first)
        self.page.keyboard.press("Enter")
        self.clicks += 1

    def fill(self, label: str, text: str) -> None:
        field = self.page.get_by_label(re.compile(rf"^{label}( \\(niet verplicht\\))?$")).first
        self._reach(field)
        if field.get_attribute("type") in {"date", "time"}:
            field.fill(text)  # its own keys differ from browser to browser
        else:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(text)
        self.fields += 1

    def _reach(self, target: Any) -> None:
        target.wait_for()
        for _step in range(150):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")


def day() -> str:
    return (datetime.now(UTC) + timedelta(days=40)).date().isoformat()


def build(hand: Hand) -> None:
    """From the list of gatherings to a public evening."""
    page = hand.page
    hand.press("link", "Nieuwe bijeenkomst")
    hand.press("link", "Leeg")
    hand.fill("Titel", TITLE)
    hand.fill("Datum", day())
    hand.fill("Begint om", "19:45")
    hand.press("button", "Maak deze bijeenkomst")
    hand.press("link", "Programma")
    for number, line in enumerate(ITEMS, 1):
        hand.send_line("Tijd en titel", line)
        page.locator(".programme-item").nth(number - 1).wait_for()
    hand.press("link", re.compile("^Tafels"))
    for number, (topic, host, co_hosts, seats) in enumerate(TABLES, 1):
        hand.fill(f"Onderwerp rij {number}", topic)
        hand.fill(f"Begeleider rij {number}", host)
        if co_hosts:
            hand.fill(f"Mede-begeleiders rij {number}", co_hosts)
        hand.fill(f"Plaatsen rij {number}", seats)
    hand.press("button", "Alle tafels opslaan")
    hand.press("link", "Publiceren")
    hand.press("button", "Maak openbaar")


def cast_of(host: str, co_hosts: str) -> list[tuple[str, str]]:
    """The people that were typed, with their roles."""
    names = [(host, "host"), *((line, "co-host") for line in co_hosts.splitlines())]
    return [(name.partition(" (")[0], role) for name, role in names]


@pytest.mark.parametrize(
    ("kind", "javascript"),
    [(Hand, True), (Keys, True), (Hand, False)],
    ids=["mouse", "keyboard", "without JavaScript"],
)
def test_from_nothing_to_a_public_evening(
    live_server: Any, open_page: Any, kind: type[Hand], javascript: bool
) -> None:
    join_team(make_event(), "owner", make_user("anneke@example.org", name="Anneke"))
    page = open_page(javascript=javascript)
    enter(page, live_server.url)
    hand = kind(page)

    build(hand)

    page.get_by_text("Versie 1").first.wait_for()
    programme = with_release(Event.objects.get(title=TITLE)).programme
    people = programme.person_by_code
    assert [
        f"{s.starts_at.astimezone(programme.zone):%H:%M} {s.title}"  # type: ignore[union-attr]
        for s in programme.sessions
    ] == ITEMS
    assert [
        (table.topic, [(people[a.person].name, a.role) for a in table.appearances], table.capacity)
        for _session, table in programme.all_tables()
    ] == [(topic, cast_of(host, co_hosts), int(seats)) for topic, host, co_hosts, seats in TABLES]
    assert (hand.clicks, hand.fields) == (13, 22)  # under ten minutes for a slow typist
