"""The desk without network, in a real Chromium: nothing is lost, nobody is counted twice."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from events.models import Event
from registrations.desk.cookies import cookie_name
from registrations.door.devices import let_in
from registrations.models import Device, DoorAct, Registration
from registrations.states import Status
from tests.factories import published_event, signed_up
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.wire import Wire

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
STALE = "BroadcastChannel.prototype.dispatchEvent = () => false"
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
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.says("Alles is verzonden")

    def says(self, words: str) -> None:
        self.page.locator("#network", has_text=words).wait_for()

    def offline(self) -> None:
        self.wire.cut()
        self.context.set_offline(True)

    def online(self) -> None:
        self.wire.mend()
        self.context.set_offline(False)

    def type(self, words: str) -> None:
        self.page.locator("#query").fill(words)

    def check_in(self, person: Registration) -> None:
        self.type(person.given_name)
        self.button(person).click()
        self.result("Binnen", person.full_name)

    def button(self, person: Registration) -> Any:
        """That of the person's row."""
        return self.page.locator("#found li", has_text=person.full_name).get_by_role("button")

    def take_back(self, person: Registration) -> None:
        self.page.get_by_role("button", name="Ongedaan maken").click()
        self.result("Teruggedraaid", person.full_name)

    def scan(self, code: str) -> None:
        """As a scanner does that types."""
        self.page.keyboard.type(code, delay=2)
        self.page.keyboard.press("Enter")

    def sees(self, count: int) -> None:
        self.page.locator("[data-put=inside]", has_text=str(count)).wait_for()

    def tab(self) -> "Phone":
        """Another tab of the same browser."""
        other = Phone(self.context, self.wire, self.event, self.device)
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
    door.page.evaluate("dispatchEvent(new Event('online'))")
    door.says("Alles is verzonden")

    assert (arrived, DoorAct.objects.count()) == ({person.code}, 1)
