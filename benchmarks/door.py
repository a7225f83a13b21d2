"""Half an hour of arrivals at three devices in three minutes; after it as fast as they can."""

import http.client
import json
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

from benchmarks.place import HOST, Place, Server, stolen_seconds
from benchmarks.report import Figure
from benchmarks.visitor import cookies_of, together

GUESTS, DEVICES = 600, 3
BOTH = 20  # every so many guests are checked in by the next device as well
LOST = 15  # after every so many an answer is lost, and the phone sends it again
LASTS = 180  # seconds in which the half hour passes
BAR = 50  # ms


@dataclass
class Phone:
    """A device at the desk: it scans, sends each check-in at once, and hears of the others'.

    `guests` are codes with when each arrives, in seconds from the beginning.
    """

    port: int
    path: str
    cookies: dict[str, str]
    guests: list[tuple[float, str]]
    connection: http.client.HTTPConnection = field(init=False)
    csrf: str = ""
    took: float = 0
    last: int = 0
    each: list[float] = field(default_factory=list)  # seconds, as the phone waits for it
    inside: list[float] = field(default_factory=list)  # milliseconds, as the server tells
    keys: list[str] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(HOST, self.port, timeout=60)

    def ask(self, method: str, name: str, body: Any = None) -> dict[str, Any]:
        """One request; its answer."""
        headers = {
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "192.0.2.7",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/json",
            "Origin": f"https://{HOST}:{self.port}",
            "X-CSRFToken": self.csrf,
        }
        sent = None if body is None else json.dumps(body)
        answer, text = self.answered(method, f"{self.path}{name}", sent, headers)
        assert answer.status == 200, f"{answer.status}: {text[:500]}"
        self.cookies |= cookies_of(answer.headers)
        self.took = float(answer.headers["Server-Timing"].partition("dur=")[2])
        found: dict[str, Any] = json.loads(text)
        self.csrf, self.last = found["csrf"], found["last"]
        self.heard.update(act["key"] for act in found["acts"])
        return found

    def answered(self, *request: Any) -> tuple[http.client.HTTPResponse, str]:
        """What the server says; once more where it let an idle connection go, as a phone does."""
        for attempt in (1, 2):
            try:
                self.connection.request(*request)
                answer = self.connection.getresponse()
                return answer, answer.read().decode()
            except (http.client.HTTPException, OSError):
                self.connection.close()
                if attempt == 2:
                    raise
        raise AssertionError

    def receive(self) -> None:
        """Check everybody in when they come, one after the other."""
        opened = time.perf_counter()
        for number, (comes, code) in enumerate(self.guests):
            time.sleep(max(opened + comes - time.perf_counter(), 0))
            act = {"kind": "in", "person": code, "place": "", "way": "scan", "undoes": ""}
            act |= {"key": str(uuid4()), "counter": number, "text": ""}
            act["at"] = datetime.now(UTC).isoformat()
            self.keys.append(act["key"])
            for _time in range(2 if number % LOST == 0 else 1):
                began = time.perf_counter()
                about = {"acts": [act], "walk_ins": [], "last": self.last}
                found = self.ask("POST", "stuur.json", about)
                self.each.append(time.perf_counter() - began)
                self.inside.append(self.took)
                assert found["taken"] == [act["key"]], found


def measure(place: Place, database: str) -> list[Figure]:
    """How long a check-in takes, and whether each of them is there once."""
    staged = place.inside("stage_door", guests=2 * GUESTS, devices=DEVICES)
    guests, dice = staged["guests"], random.Random(GUESTS)
    arriving = sorted((dice.uniform(0, LASTS), code) for code in guests[:GUESTS])
    with place.serving() as server:
        before = stolen_seconds()
        crew, _seconds, cpu = received(server, staged, arriving)
        stolen = stolen_seconds() - before
        queue, seconds, _cpu = received(server, staged, [(0.0, one) for one in guests[GUESTS:]])
    keys = [key for phone in (*crew, *queue) for key in phone.keys]
    verdict = place.inside("door_verdict", event=staged["event"], keys=keys)
    assert (verdict["inside"], verdict["broken"]) == (2 * GUESTS, []), verdict
    sql = place.inside(
        "door_statements",
        path=staged["path"],
        cookie="=".join(staged["devices"][0]),
        guests=guests[:100],
    )
    sent = sum(len(phone.each) for phone in queue)
    more = f"{sql['one']} statements, with BEGIN and COMMIT"
    return [
        *_times(crew, f"{database}: a check-in at {DEVICES} devices", cpu, stolen),
        Figure(f"{database}: as fast as they can", sent / seconds, "/s"),
        Figure(f"{database}: check-ins kept twice", verdict["doubles"], "", at_most=0),
        Figure(f"{database}: check-ins lost", verdict["lost"], "", at_most=0),
        Figure(
            f"{database}: more SQL for 100 at once",
            sql["many"] - sql["one"],
            "",
            at_most=0,
            note=more,
        ),
    ]


def _times(crew: list[Phone], what: str, cpu: float, stolen: float) -> list[Figure]:
    """How long check-ins took; `cpu` seconds of the site, `stolen` from this machine meanwhile."""
    each = [one * 1000 for phone in crew for one in phone.each]
    inside = [one for phone in crew for one in phone.inside]
    note = f"{len(each)} in {LASTS} s; processor {cpu / len(each) * 1000:.1f} ms each"
    return [
        Figure(f"{what}: median", median(inside), "ms", note=note),
        Figure(
            f"{what}: 95th",
            quantiles(inside, n=20)[-1],
            "ms",
            at_most=BAR,
            note=f"the site used {cpu:.1f} s of processor, the host took {stolen:.1f} s away",
        ),
        Figure(f"{what}: 95th, as the phone waits", quantiles(each, n=20)[-1], "ms"),
    ]


def received(
    server: Server, staged: dict[str, Any], arriving: list[tuple[float, str]]
) -> tuple[list[Phone], float, float]:
    """The phones once everybody is in; seconds that took, of the clock and of the processor."""
    crew = []
    for number, cookie in enumerate(staged["devices"]):
        own = arriving[number::DEVICES]
        too = arriving[(number + 1) % DEVICES :: DEVICES][::BOTH]
        crew.append(Phone(server.port, staged["path"], dict([cookie]), sorted(own + too)))
    together(crew, lambda phone: phone.ask("GET", "gasten.json"))
    cpu, began = server.cpu_seconds(), time.perf_counter()
    together(crew, Phone.receive)
    return crew, time.perf_counter() - began, server.cpu_seconds() - cpu
