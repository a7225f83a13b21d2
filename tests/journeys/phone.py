"""A phone at the desk that is let in, and the people it lets in."""

import time
from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.models import Event
from registrations.desk.cookies import cookie_name
from registrations.door.devices import let_in
from registrations.models import Device, Registration
from registrations.sign_up.applying import Companion
from registrations.states import Status
from tests.factories import published_event, signed_up
from tests.journeys.wire import Wire

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


def a_party(event: Event) -> Registration:
    """Piet de Vries and two who come along."""
    along = [Companion("Truus", "de", "Vries"), Companion("Kees", "", "Vries")]
    about = {"given_name": "Piet", "infix": "de", "family_name": "Vries", "companions": along}
    return signed_up(event, now=timezone.now(), **about)


def trusted(context: Any, wire: Wire, event: Event, name: str) -> Device:
    """Let a browser in at the desk."""
    device, secret = let_in(event, name=name, now=timezone.now(), by=None)
    cookie = {"name": cookie_name(), "value": f"{device.code}.{secret}", "url": wire.url}
    context.add_cookies([cookie])
    return device


def inside(event: Event) -> set[str]:
    """Who is in, as the server has it."""
    return set(event.registrations.filter(status=Status.ATTENDED).values_list("code", flat=True))
