"""The desk without network, in a real Chromium: nothing is lost, nobody is counted twice."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from events.models import Event
from registrations.changing.cancelling import cancel_people
from registrations.desk.conflicts import conflicts_of
from registrations.desk.cookies import cookie_name
from registrations.door.devices import let_in, stop
from registrations.door.noting import note
from registrations.door.seeing import see
from registrations.door.tickets import ticket_address, ticket_of
from registrations.models import Device, DoorAct, Registration
from registrations.sign_up.applying import Companion
from registrations.states import Status
from tests.factories import make_user, published_event, signed_up
from tests.journeys.conftest import CHROMIUM, FLAGS, sideways_scroll, violations
from tests.journeys.wire import Wire
from tests.registrations.door.noting import came_in

pytestmark = pytest.mark.django_db(transaction=True)
CASES = Path(__file__).parents[1] / "data" / "door_merging.json"
HELD = """async () => {
    const asked = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    let text = "";
    for (const { name } of await indexedDB.databases()) {
        const database = await asked(indexedDB.open(name));
        for (const table of database.objectStoreNames) {
            text += JSON.stringify(await asked(database.transaction(table).objectStore(table).getAll()));
        }
        database.close();
    }
    return text;
}"""
DEAF = "Object.defineProperty(BroadcastChannel.prototype, 'onmessage', { set() {} })"
MERGE = """async ([scripts, acts]) => {
    const { merged } = await import(`${scripts}/merging.js`);
    const keys = (acts) => acts.map((act) => act.key);
    const utc = (moment) => moment && new Date(moment).toISOString().replace(".000Z", "+00:00");
    return [...merged(acts)].sort(([one], [other]) => (one < other ? -1 : 1)).map(([spot, one]) => ({
        person: spot.split(" ")[0], place: spot.split(" ")[1], since: utc(one.since),
        by: one.by && one.by.key, again: keys(one.again), standing: keys(one.standing),
        notes: keys(one.notes), taken_back: one.takenBack,
    }));
}"""
SEARCH = """async ([scripts, typed, names]) => {
    const { found, lookup } = await import(`${scripts}/search.js`);
    const guests = names.map((name) => ({ name, sort: name, code: "abcd2345", organisation: "" }));
    return found(typed, guests.map(lookup)).map((guest) => guest.name);
}"""
NAMES = ["Çağla Yılmaz", "Jürgen van der Heijden", "Mo El Idrissi", "Fatma van der Berg"]
FAMILIES = (
    "Aydın",
    "Berg",
    "Çelik",
    "Dijkstra",
    "Evers",
    "Faber",
    "Groen",
    "Hart",
    "Ismaïl",
    "Jansen",
)


@pytest.fixture(autouse=True)
def one_request_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here all threads share one connection to a database in memory; a phone asks much at once.

    What a test itself asks the database waits until no phone is being answered.
    """
    answered, asked, turn = WSGIHandler.__call__, CursorWrapper.execute, threading.RLock()

    def in_turn(self: WSGIHandler, *request: Any) -> Any:
        with turn:
            return answered(self, *request)

    def between(self: CursorWrapper, *query: Any) -> Any:
        if threading.current_thread() is not threading.main_thread():
            return asked(self, *query)
        with turn:
            return asked(self, *query)

    monkeypatch.setattr(WSGIHandler, "__call__", in_turn)
    monkeypatch.setattr(CursorWrapper, "execute", between)


def evening(**fields: Any) -> Event:
    """A gathering of which the doors are open."""
    start = timezone.now() + timedelta(minutes=30)
    given = {"starts_at": start, "ends_at": start + timedelta(hours=3), "capacity": 200}
    return published_event(**(given | fields))


def guests(event: Event, count: int) -> list[Registration]:
    """People who signed up, each with another name."""
    now = timezone.now()
    return [
        signed_up(event, given_name=f"Gast{n:02}", infix="", family_name=FAMILIES[n % 10], now=now)
        for n in range(count)
    ]


class Phone:
    """A phone at the desk, with a wire of its own."""

    def __init__(self, context: Any, wire: Wire, event: Event, device: Device) -> None:
        self.context, self.wire, self.event, self.device = context, wire, event, device
        self.home = f"{wire.url}/desk/{event.slug}/"
        self.page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.trouble: list[str] = []
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on(
            "console",
            lambda said: (
                self.trouble.append(said.text) if "Content Security" in said.text else None
            ),
        )

    def visit(self) -> None:
        """The one visit with network: afterwards the phone can do without."""
        self.page.goto(self.home)
        self.page.wait_for_url("**/app/**")
        self.page.locator("#query").wait_for()
        self.says("Alles is verzonden")

    def says(self, words: str) -> None:
        self.page.locator("#network", has_text=words).wait_for()

    def offline(self) -> None:
        self.wire.cut()
        self.context.set_offline(True)

    def online(self) -> None:
        self.wire.mend()
        self.context.set_offline(False)
        self.page.evaluate(
            "dispatchEvent(new Event('online'))"
        )  # phones tell it, browsers here not

    def type(self, words: str) -> None:
        self.page.locator("#query").fill(words)

    def check_in(self, person: Registration) -> None:
        self.type(person.given_name)
        self.button(person).click()
        self.result("Binnen", person.full_name)

    def let_in_anyway(self, person: Registration) -> None:
        """Let somebody in who has no seat."""
        self.open(person)
        self.page.locator("#why").fill("stond er al")
        self.page.get_by_role("button", name="Toch binnenlaten").click()
        self.result("Binnen", person.full_name)

    def button(self, person: Registration) -> Any:
        """That of the person's row."""
        return self.page.locator("#found li", has_text=person.full_name).get_by_role("button")

    def take_back(self, person: Registration) -> None:
        self.page.get_by_role("button", name="Ongedaan maken").click()
        self.result("Teruggedraaid", person.full_name)

    def scan(self, code: str) -> None:
        """As a scanner does that types: two milliseconds a key, however busy this computer is."""
        began, session = time.time(), self.context.new_cdp_session(self.page)
        for number, sign in enumerate([*code, "\r"]):
            key = {"key": "Enter" if sign == "\r" else sign, "text": sign}
            about = key | {"timestamp": began + number * 0.002}
            session.send("Input.dispatchKeyEvent", {"type": "keyDown"} | about)
            session.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key["key"]})
        session.detach()

    def open(self, person: Registration) -> None:
        """The page of one person."""
        self.page.evaluate("(code) => { location.hash = `#wie/${code}`; }", person.code)
        self.page.get_by_role("heading", name=person.full_name, exact=True).wait_for()

    def walk_in(self, name: str, people: int) -> None:
        self.page.get_by_role("link", name="Binnenloper").click()
        self.page.get_by_label("Voornaam").fill(name)
        self.page.get_by_label("Hoeveel mensen?").fill(str(people))
        self.page.locator("#walk-in").get_by_role("button", name="Inchecken").click()
        self.result("Binnen", name)

    def reopen(self, address: str) -> None:
        """A new tab instead of the one that is closed."""
        self.page.close()
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.goto(address)

    def sign_out(self, sentence: str = "") -> None:
        self.page.evaluate("location.hash = '#afmelden'")
        if sentence:
            self.page.locator("#leave-how", has_text=sentence).wait_for()
        self.page.get_by_role("button", name="Afmelden en wissen").click()

    def sees(self, count: int) -> None:
        self.page.locator("[data-put=inside]", has_text=str(count)).wait_for()

    def deaf_tab(self) -> "Phone":
        """Another tab of the same browser, to which the news of this one comes too late."""
        other = Phone(self.context, self.wire, self.event, self.device)
        other.page.add_init_script(DEAF)
        other.page.goto(f"{self.home}app/")
        other.says("Alles is verzonden")
        return other

    def held(self) -> str:
        """All that the browser holds in its databases, as text."""
        text: str = self.page.evaluate(HELD)
        return text

    def caches(self) -> int:
        found: int = self.page.evaluate("caches.keys().then((names) => names.length)")
        return found

    def scripts(self) -> str:
        """Where the scripts of the app are."""
        source: str = self.page.locator("script[src*='/desk/app']").get_attribute("src")
        return source.rpartition("/")[0]

    def result(self, word: str, sentence: str) -> None:
        banner = self.page.locator("#result")
        banner.get_by_text(word, exact=True).wait_for()
        banner.get_by_text(sentence).wait_for()


@pytest.fixture
def phone(chromium: Any, live_server: Any) -> Iterator[Any]:
    """Makes a phone that was let in: `phone(event, "Deur 1")`."""
    made: list[Phone] = []

    def phone_of(event: Event, name: str = "Deur 1") -> Phone:
        context = chromium.new_context(
            viewport={"width": 360, "height": 740}, locale="nl-NL", timezone_id="Europe/Amsterdam"
        )
        wire = Wire(live_server.url)
        made.append(Phone(context, wire, event, trusted(context, wire, event, name)))
        return made[-1]

    yield phone_of
    for one in made:
        one.context.close()
        one.wire.close()


@pytest.fixture
def search(chromium: Any, live_server: Any) -> Iterator[Any]:
    """Looks a name up as the app does: `search("cag")`."""
    page = chromium.new_page()
    page.goto(live_server.url)

    def found(typed: str) -> Any:
        return page.evaluate(SEARCH, ["/static/js/desk", typed, NAMES])

    yield found
    page.close()


@pytest.fixture
def kept_browser(chromium: Any) -> Iterator[Any]:
    """A browser with a profile on the disk, which stays when it is killed."""
    made: list[Any] = []

    def opened(profile: Path) -> Any:
        made.append(
            chromium.browser_type.launch_persistent_context(
                profile,
                executable_path=CHROMIUM,
                args=FLAGS,
                locale="nl-NL",
                viewport={"width": 360, "height": 740},
                timezone_id="Europe/Amsterdam",
            )
        )
        return made[-1]

    yield opened
    made[-1].close()


def kill(profile: Path) -> None:
    """End the browser that uses this profile, without a chance to clean up."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with suppress(OSError):
            words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            if f"--user-data-dir={profile}" in words:
                os.kill(int(entry.name), signal.SIGKILL)


def trusted(context: Any, wire: Wire, event: Event, name: str) -> Device:
    """Let a browser in at the desk."""
    device, secret = let_in(event, name=name, now=timezone.now(), by=None)
    cookie = {"name": cookie_name(), "value": f"{device.code}.{secret}", "url": wire.url}
    context.add_cookies([cookie])
    return device


def inside(event: Event) -> set[str]:
    """Who is in, as the server has it."""
    return set(event.registrations.filter(status=Status.ATTENDED).values_list("code", flat=True))


def test_somebody_is_checked_in_without_network_and_sent_later(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()

    door.offline()
    door.check_in(person)
    door.says("Geen netwerk: 1 handeling wacht op verzending")
    before = inside(event)
    door.online()
    door.says("Alles is verzonden")

    assert (before, inside(event)) == (set(), {person.code})
    assert DoorAct.objects.get().device == door.device
    assert door.trouble == []


def test_fifty_survive_a_killed_browser(
    live_server: Any, tmp_path: Path, kept_browser: Any
) -> None:
    event = evening()
    people = guests(event, 50)
    wire = Wire(live_server.url)
    browser = kept_browser(tmp_path / "profile")
    door = Phone(browser, wire, event, trusted(browser, wire, event, "Deur 1"))
    door.visit()
    door.offline()
    for person in people:
        door.check_in(person)
    door.says("Geen netwerk: 50 handelingen wachten op verzending")

    known = [one for one in browser.cookies() if one["name"] == cookie_name()]
    kill(tmp_path / "profile")
    again = Phone(kept_browser(tmp_path / "profile"), wire, event, door.device)
    again.context.add_cookies(known)  # Chromium writes cookies to the disk every half minute
    again.context.set_offline(True)
    again.page.goto(again.home)
    again.says("Geen netwerk: 50 handelingen wachten op verzending")
    again.type("Gast07")
    again.page.get_by_text("Binnen sinds").wait_for()
    again.online()
    again.says("Alles is verzonden")

    assert inside(event) == {person.code for person in people}
    assert DoorAct.objects.count() == 50
    assert DoorAct.objects.values("counter").distinct().count() == 50
    assert again.page.locator("[data-put=inside]").inner_text() == "50"
    wire.close()


def test_what_was_sent_without_an_answer_is_sent_again_once(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()

    door.wire.loses_answers = True
    door.check_in(person)
    door.says("Geen netwerk: 1 handeling wacht op verzending")
    arrived = inside(event)
    door.online()
    door.says("Alles is verzonden")

    assert (arrived, DoorAct.objects.count()) == ({person.code}, 1)


@pytest.mark.parametrize("first", [0, 1], ids=["one first", "the other first"])
def test_two_phones_agree_in_whatever_order_they_send(phone: Any, first: int) -> None:
    event = evening()
    both, undone, again, alone = guests(event, 4)
    doors = [phone(event, "Deur 1"), phone(event, "Deur 2")]
    for door in doors:
        door.visit()
        door.offline()

    for door in doors:
        door.check_in(both)
        door.check_in(undone)
        door.take_back(undone)
    doors[0].check_in(again)
    doors[0].take_back(again)
    doors[0].check_in(again)
    doors[1].check_in(alone)
    for door in (doors[first], doors[1 - first]):
        door.online()
        door.says("Alles is verzonden")
    doors[first].page.get_by_role("link", name="Meer").click()
    doors[first].page.get_by_role("button", name="Nu verzenden en ophalen").click()

    assert inside(event) == {both.code, again.code, alone.code}
    for door in doors:
        door.sees(3)
        door.page.get_by_role("link", name="Let op: 1 melding").click()
        shown = door.page.locator("#notices-list .guest-name")
        shown.wait_for()
        assert shown.all_inner_texts() == [both.full_name]


def test_two_tabs_of_one_phone_count_once(phone: Any) -> None:
    event = evening()
    people = guests(event, 6)
    door = phone(event)
    door.visit()
    other = door.deaf_tab()
    door.offline()

    door.type("Gast00")
    other.type("Gast00")
    door.button(people[0]).click()
    door.result("Binnen", people[0].full_name)
    other.button(people[0]).click()
    other.result("Al binnen", people[0].full_name)
    for n, person in enumerate(people[1:]):
        (door, other)[n % 2].check_in(person)
    door.online()
    door.says("Alles is verzonden")

    counters = sorted(DoorAct.objects.values_list("counter", flat=True))
    assert counters == [1, 2, 3, 4, 5, 6]
    assert inside(event) == {person.code for person in people}


def test_a_party_a_remark_and_a_scan_without_network(phone: Any) -> None:
    event = evening()
    (alone,) = guests(event, 1)
    lead = signed_up(
        event,
        given_name="Piet",
        infix="de",
        family_name="Vries",
        now=timezone.now(),
        companions=[Companion("Truus", "de", "Vries"), Companion("Kees", "", "Vries")],
    )
    door = phone(event)
    door.visit()
    door.offline()

    door.scan(ticket_of(alone))
    door.result("Binnen", alone.full_name)
    door.scan(ticket_address(lead))
    door.result("Let op", "Gezelschap van 3: Piet de Vries, Kees Vries, Truus de Vries")
    door.page.get_by_role("button", name="Alle 3 inchecken").click()
    door.result("Binnen", "3 mensen uit het gezelschap van Piet de Vries")
    door.page.get_by_label("Opmerking").fill("heeft een stoel nodig")
    door.page.get_by_role("button", name="Opmerking bewaren").click()
    door.page.get_by_text("heeft een stoel nodig").wait_for()
    door.scan(ticket_of(alone))
    door.result("Al binnen", alone.full_name)
    door.online()
    door.says("Alles is verzonden")

    assert event.registrations.filter(status=Status.ATTENDED).count() == 4
    ways = set(DoorAct.objects.filter(kind="in").values_list("way", flat=True))
    assert (ways, DoorAct.objects.get(kind="note").text) == ({"scan"}, "heeft een stoel nodig")


def a_party(event: Event) -> Registration:
    """Piet de Vries and two who come along."""
    along = [Companion("Truus", "de", "Vries"), Companion("Kees", "", "Vries")]
    about = {"given_name": "Piet", "infix": "de", "family_name": "Vries", "companions": along}
    return signed_up(event, now=timezone.now(), **about)


def test_a_row_of_a_party_lets_in_one_or_all(phone: Any) -> None:
    event = evening()
    lead = a_party(event)
    door = phone(event)
    door.visit()
    door.offline()

    door.type("truus")
    row = door.page.locator("#found li")
    offered = row.get_by_role("button").all_inner_texts()
    row.get_by_role("button", name="Alleen Truus de Vries").click()
    door.result("Binnen", "Truus de Vries")
    door.type("kees")
    row.get_by_role("button", name="Alle 2 inchecken").click()
    door.result("Binnen", "2 mensen uit het gezelschap van Piet de Vries")
    look = row.get_by_role("link", name="Bekijken")
    door.online()
    door.says("Alles is verzonden")

    assert [words.split(":")[0].strip() for words in offered] == [
        "Alle 3 inchecken",
        "Alleen Truus de Vries",
    ]
    assert look.get_attribute("href").startswith("#wie/")
    assert inside(event) == {one.code for one in event.registrations.of_party(lead.pk)}


def test_of_a_party_the_others_are_let_in_after_one(phone: Any) -> None:
    event = evening()
    lead = a_party(event)
    door = phone(event)
    door.visit()

    door.open(lead)
    door.page.locator("#person > .desk-buttons").get_by_role("button", name="Alleen").click()
    door.result("Binnen", "Piet de Vries")
    door.page.get_by_role("button", name="De 2 anderen inchecken").click()

    door.result("Binnen", "2 mensen uit het gezelschap")
    door.sees(3)


def test_a_remark_is_on_the_row_and_with_the_result(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()

    door.open(person)
    door.page.get_by_label("Opmerking").fill("heeft een stoel nodig")
    door.page.get_by_role("button", name="Opmerking bewaren").click()
    door.page.get_by_text("heeft een stoel nodig").wait_for()
    door.page.get_by_role("link", name="Zoeken").click()
    door.type(person.given_name)
    door.page.locator("#found .remark", has_text="heeft een stoel nodig").wait_for()
    door.scan(ticket_of(person))

    door.result("Binnen", person.full_name)
    door.result("Binnen", "heeft een stoel nodig")


def test_what_does_not_agree_is_told_in_words_and_can_be_put_aside(phone: Any) -> None:
    event = evening()
    both, gone = guests(event, 2)
    one, other = phone(event, "Deur 1"), phone(event, "Deur 2")
    for door in (one, other):
        door.visit()
        door.offline()
        door.check_in(both)
    other.check_in(gone)
    cancel_people([gone], now=timezone.now(), by=None)
    for door in (one, other):
        door.online()
        door.says("Alles is verzonden")

    other.page.get_by_role("link", name="Let op: 2 meldingen").click()
    rows = other.page.locator("#notices-list li")
    rows.nth(1).wait_for()
    words = rows.all_inner_texts()
    rows.filter(has_text=both.full_name).get_by_role("button").click()
    other.page.get_by_role("link", name="Let op: 1 melding").wait_for()
    focus = other.page.evaluate("document.activeElement.innerText")
    rows.filter(has_text=gone.full_name).get_by_role("button").click()
    other.page.get_by_text("Er zijn geen meldingen.").wait_for()
    other.page.reload()
    other.page.get_by_role("button", name="Toon de 2 geziene meldingen weer").click()
    other.page.get_by_role("link", name="Let op: 2 meldingen").wait_for()

    assert [
        name in text for text, name in zip(words, (both.full_name, gone.full_name), strict=True)
    ]
    assert "Door twee apparaten ingecheckt" in words[0]
    assert ("Deur 1" in words[0], "dit apparaat" in words[0]) == (True, True)
    assert "Kwam binnen na annuleren" in words[1]
    assert focus.startswith("Gezien")
    assert other.trouble == []


def test_what_the_team_settled_is_told_no_more_until_something_new(phone: Any) -> None:
    event = evening()
    (both,) = guests(event, 1)
    one, other = phone(event, "Deur 1"), phone(event, "Deur 2")
    for door in (one, other):
        door.visit()
        door.offline()
        door.check_in(both)
    for door in (one, other):
        door.online()
        door.says("Alles is verzonden")
    other.page.get_by_role("link", name="Let op: 1 melding").wait_for()

    (conflict,) = conflicts_of(event)
    see(
        both,
        problem=conflict.problem,
        last_act=conflict.last_act,
        now=timezone.now(),
        by=make_user(),
    )
    other.online()

    other.page.locator("#notices").wait_for(state="hidden")


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


def test_who_is_let_in_all_the_same_has_a_seat_once_it_is_sent(phone: Any) -> None:
    event = evening(capacity=1)
    (seated,) = guests(event, 1)
    waits = signed_up(event, now=timezone.now(), given_name="Wim", infix="", family_name="Wacht")
    door = phone(event)
    door.visit()
    door.offline()

    door.open(waits)
    door.page.get_by_role("button", name="Toch binnenlaten").click()
    door.page.get_by_text("Schrijf op waarom.").wait_for()
    door.page.get_by_label("Waarom laat je").first.fill("stond er met kinderen")
    door.page.get_by_role("button", name="Toch binnenlaten").click()
    door.result("Binnen", waits.full_name)
    quiet = door.page.locator("#notices").is_hidden()
    door.online()
    door.says("Alles is verzonden")
    door.sees(1)

    assert (quiet, inside(event)) == (True, {waits.code})
    assert door.page.locator("#notices").is_hidden()
    event.refresh_from_db()
    assert (event.capacity, event.seats_taken) == (2, 2)
    seated.refresh_from_db()
    assert seated.status == Status.CONFIRMED


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


def test_walk_ins_without_network_have_a_seat_added_for_a_reason(phone: Any) -> None:
    event = evening(capacity=2)
    guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()

    door.page.get_by_role("link", name="Binnenloper").click()
    door.page.get_by_text("1 plaats vrij").wait_for()
    door.page.get_by_label("Voornaam").fill("Nieuw")
    door.page.get_by_label("Hoeveel mensen?").fill("3")
    door.page.get_by_role("button", name="Inchecken").click()
    door.page.get_by_text("Schrijf op waarom.").wait_for()
    assert door.page.evaluate("document.activeElement.name") == "reason"
    door.page.locator("#walk-in").get_by_label("Waarom").fill("stond er met de kinderen")
    door.page.get_by_role("button", name="Inchecken").click()
    door.result("Binnen", "Nieuw")
    door.sees(3)
    door.type("nieuw")
    door.page.get_by_role("link", name="Nieuw", exact=True).click()
    door.page.get_by_label("Opmerking").fill("zit vooraan")
    door.page.get_by_role("button", name="Opmerking bewaren").click()
    door.says("Geen netwerk: 2 handelingen wachten op verzending")
    door.online()
    door.says("Alles is verzonden")

    event.refresh_from_db()
    came = event.registrations.filter(walked_in=True)
    assert (came.count(), event.seats_taken, event.capacity) == (3, 4, 4)
    assert {person.status for person in came} == {Status.ATTENDED}
    assert DoorAct.objects.get(kind="note").registration == came.get(given_name="Nieuw")


def test_new_guests_appear_when_the_network_returns(phone: Any) -> None:
    event = evening()
    door = phone(event)
    door.visit()
    door.offline()
    (late,) = guests(event, 1)

    door.type(late.given_name)
    door.page.get_by_text("Niemand gevonden").wait_for()
    door.online()

    door.button(late).wait_for()


def test_a_stopped_phone_erases_everything_at_the_next_contact(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()
    door.check_in(person)
    assert (person.given_name in door.held(), door.caches()) == (True, 1)

    stop(door.device, now=timezone.now(), by=None)
    door.online()

    door.page.get_by_role("heading", name="Deze telefoon hoort niet meer bij de balie").wait_for()
    assert (door.held(), door.caches(), inside(event)) == ("", 0, set())
    assert person.given_name not in door.page.content()


def test_a_phone_that_lost_its_cookie_keeps_what_waits_until_it_is_let_in_again(
    phone: Any,
) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()
    door.check_in(person)

    door.context.clear_cookies()
    door.online()
    door.says("Laat hem opnieuw toe: 1 handeling wacht op verzending")
    door.offline()
    trusted(door.context, door.wire, event, "Deur 1")
    door.online()
    door.says("Alles is verzonden")

    assert inside(event) == {person.code}


def test_signing_out_asks_sends_what_waits_and_erases(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.wire.cut()  # the phone does not notice at once
    door.check_in(person)

    door.page.get_by_role("link", name="Meer").click()
    door.page.get_by_role("link", name="Deze telefoon afmelden").click()
    door.page.get_by_text("1 handeling").last.wait_for()
    door.page.get_by_role("link", name="Nee, doorgaan").click()
    door.online()
    door.says("Alles is verzonden")
    door.sign_out()

    door.page.get_by_text("Deze telefoon is afgemeld.").wait_for()
    assert (door.held(), door.caches(), inside(event)) == ("", 0, {person.code})
    door.device.refresh_from_db()
    assert door.device.revoked_at is not None


def test_who_signs_out_without_network_loses_nothing_and_holds_no_list(phone: Any) -> None:
    event = evening()
    person, other = guests(event, 2)
    door = phone(event)
    door.visit()
    door.check_in(other)
    door.says("Alles is verzonden")
    door.offline()
    door.check_in(person)
    door.walk_in("Nieuw", 1)

    door.sign_out("2 handelingen zijn nog niet verzonden")
    door.page.get_by_text("2 handelingen worden verzonden zodra er netwerk is").wait_for()
    held = door.held()
    door.online()
    door.page.get_by_text("Deze telefoon is afgemeld.").wait_for()

    came = event.registrations.get(walked_in=True)
    assert [name in held for name in (person.given_name, other.given_name, other.code)] == [
        False
    ] * 3
    assert (door.held(), door.caches()) == ("", 0)
    assert inside(event) == {person.code, other.code, came.code}
    door.device.refresh_from_db()
    assert door.device.revoked_at is not None


def test_a_sign_out_without_network_is_remembered_when_the_page_is_closed(phone: Any) -> None:
    event = evening()
    people = guests(event, 2)
    door = phone(event)
    door.visit()
    door.offline()
    door.check_in(people[0])
    door.sign_out("1 handeling is nog niet verzonden")
    door.page.get_by_text("1 handeling wordt verzonden zodra er netwerk is").wait_for()

    door.reopen(door.home)
    door.page.get_by_text("1 handeling wordt verzonden zodra er netwerk is").wait_for()
    shown = door.page.content()
    door.page.close()
    door.wire.mend()
    door.context.set_offline(False)
    door.reopen(f"{door.home}?zonder=app")
    door.page.get_by_text("Deze telefoon is afgemeld.").wait_for()

    assert people[1].given_name not in shown
    assert (door.held(), inside(event)) == ("", {people[0].code})
    door.device.refresh_from_db()
    assert door.device.revoked_at is not None


def test_a_party_taken_back_before_signing_out_without_network_stays_out(phone: Any) -> None:
    event = evening()
    door = phone(event)
    door.visit()
    door.offline()
    door.walk_in("Nieuw", 3)
    door.page.get_by_role("button", name="Ongedaan maken").click()
    door.result("Teruggedraaid", "Nieuw")

    door.sign_out("2 handelingen zijn nog niet verzonden")
    door.page.get_by_text("2 handelingen worden verzonden").wait_for()
    door.online()
    door.page.get_by_text("Deze telefoon is afgemeld.").wait_for()

    came = event.registrations.filter(walked_in=True)
    assert [person.status for person in came] == [Status.CANCELLED] * 3
    assert door.held() == ""


def test_a_phone_that_left_and_lost_its_cookie_sends_what_waits_once_let_in(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()
    door.check_in(person)
    door.sign_out("1 handeling is nog niet verzonden")
    door.page.get_by_text("1 handeling wordt verzonden").wait_for()

    door.context.clear_cookies()
    door.online()
    door.page.get_by_text("Laat hem opnieuw toe: 1 handeling wacht op verzending").wait_for()
    door.page.goto("about:blank")  # a late answer would take the new cookie away as well
    trusted(door.context, door.wire, event, "Deur 1")
    door.visit()

    assert inside(event) == {person.code}


def test_a_stopped_phone_that_opens_a_page_of_the_desk_erases_its_list(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()
    held = door.held()
    stop(door.device, now=timezone.now(), by=None)
    door.page.close()
    door.wire.mend()
    door.context.set_offline(False)

    door.reopen(f"{door.home}aantallen/")
    door.page.get_by_role("heading", name="Dit apparaat is gestopt").wait_for()
    door.page.wait_for_function("indexedDB.databases().then((all) => all.length === 0)")

    assert (person.given_name in held, door.held()) == (True, "")


def test_the_list_is_erased_when_its_time_is_over_also_without_network(phone: Any) -> None:
    event = evening()
    guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()

    door.page.clock.set_fixed_time(event.ends_at + timedelta(days=2))
    door.page.reload()

    door.page.get_by_text("De bijeenkomst is voorbij.").wait_for()
    assert (door.held(), door.caches()) == ("", 0)


def test_the_phone_holds_no_more_than_the_desk_needs(phone: Any) -> None:
    event = evening()
    signed_up(event, "kanarie@example.org", now=timezone.now(), access_needs="kanarie-nood")
    door = phone(event)
    door.visit()

    assert "kanarie" not in door.held()


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
    page.get_by_label("Hoeveel mensen?").fill("3")
    page.locator("#walk-in").get_by_role("button", name="Inchecken").click()
    yield "walk-in when full"
    yield from more_screens(door, event, inside, waits)


def more_screens(
    door: Phone, event: Event, inside: Registration, waits: Registration
) -> Iterator[str]:
    """What does not agree, the other things, and leaving."""
    now, page = timezone.now(), door.page
    second, _secret = let_in(event, name="Deur 2", now=now, by=None)
    note(event, [came_in(inside, at=now)], now=now, device=second)
    door.online()
    page.get_by_role("link", name="Let op: 1 melding").click()
    door.says("Alles is verzonden")
    yield "notices"
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


def test_scripts_merge_as_the_server_does(phone: Any) -> None:
    door = phone(evening())
    door.visit()

    for case in json.loads(CASES.read_text()):
        told = door.page.evaluate(MERGE, [door.scripts(), case["acts"]])
        assert told == case["presences"], case["name"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cag", "Çağla Yılmaz"),
        ("dris", "Mo El Idrissi"),
        ("van den heijden", "Jürgen van der Heijden"),
        ("jurgen", "Jürgen van der Heijden"),
        ("hiejden", "Jürgen van der Heijden"),
        ("heyden", "Jürgen van der Heijden"),
        ("yil cag", "Çağla Yılmaz"),
        ("ze", None),
        ("xyz", None),
    ],
)
def test_three_letters_find_somebody(search: Any, typed: str, found: str | None) -> None:
    assert search(typed) == ([found] if found else [])


@pytest.mark.parametrize("sent_first", [False, True])
def test_taking_a_walk_in_party_back_takes_everybody_back(phone: Any, sent_first: bool) -> None:
    event = evening()
    door = phone(event)
    door.visit()
    door.offline()

    door.walk_in("Nieuw", 3)
    door.sees(3)
    if sent_first:
        door.online()
        door.says("Alles is verzonden")
    door.page.get_by_role("button", name="Ongedaan maken").click()
    door.result("Teruggedraaid", "Nieuw")
    door.sees(0)
    door.online()
    door.says("Alles is verzonden")

    came = event.registrations.filter(walked_in=True)
    assert [person.status for person in came] == [Status.CANCELLED] * 3
    door.sees(0)


def test_what_was_half_typed_about_one_person_is_not_kept_with_the_next(phone: Any) -> None:
    event = evening()
    one, other = guests(event, 2)
    door = phone(event)
    door.visit()

    door.open(one)
    door.page.get_by_label("Opmerking").fill("komt later terug")
    door.open(other)

    assert door.page.get_by_label("Opmerking").input_value() == ""


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


def test_a_role_that_is_full_asks_why(phone: Any) -> None:
    event = evening()
    event.registration_roles.create(name="bewoner", quota=1)
    door = phone(event)
    door.visit()

    for name in ("Eerste", "Tweede"):
        door.page.get_by_role("link", name="Binnenloper", exact=True).click()
        door.page.get_by_label("Voornaam").fill(name)
        door.page.get_by_label("Rol").select_option(label="bewoner")
        door.page.locator("#walk-in").get_by_role("button", name="Inchecken").click()
        if name == "Eerste":
            door.result("Binnen", name)

    door.page.locator("#reason-error", has_text="Schrijf op waarom").wait_for()


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


def test_who_is_in_already_is_not_sent_out_by_one_tap(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.check_in(person)

    door.scan(ticket_of(person))
    door.result("Al binnen", person.full_name)
    assert not door.page.locator("#undo").is_visible()
    link = door.page.locator("#result").get_by_role("link")
    assert link.get_attribute("href") == f"#wie/{person.code}"


def test_labels_are_read_at_the_door(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    event.tags.create(name="vrijwilliger").people.add(person)
    door = phone(event)
    door.visit()

    door.type(person.given_name)
    door.page.locator("#found .about", has_text="vrijwilliger").wait_for()


def test_a_walk_in_has_no_role_until_one_is_chosen(phone: Any) -> None:
    event = evening()
    event.registration_roles.create(name="bewoner")
    door = phone(event)
    door.visit()

    door.page.get_by_role("link", name="Binnenloper").click()
    door.page.get_by_label("Voornaam").fill("Nieuw")
    door.page.locator("#walk-in").get_by_role("button", name="Inchecken").click()
    door.page.locator("#role-error", has_text="Kies een rol.").wait_for()
    door.page.get_by_label("Rol").select_option(label="bewoner")
    door.page.locator("#walk-in").get_by_role("button", name="Inchecken").click()

    door.result("Binnen", "Nieuw")
