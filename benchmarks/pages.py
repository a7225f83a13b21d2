"""Public pages per second, beside a constant answer of the same size from the same server."""

import re
import shutil
import subprocess
from typing import Any

from benchmarks.place import HOST, Place, Server
from benchmarks.report import Figure

SIZES = (50, 300, 1000)  # sessions
CLIENTS, SECONDS = 8, 4
PER_SECOND = re.compile(r"Requests/sec:\s+([\d.]+)")
WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)")


def measure(place: Place) -> list[Figure]:
    """Programme pages of three sizes, the event page, and repeated visits."""
    staged = {size: place.inside("stage_programme", sessions=size) for size in SIZES}
    if shutil.which("wrk") is None:
        print("SKIPPED: pages per second; wrk is not installed (apt install wrk).")
        rates: list[Figure] = []
    else:
        with place.serving() as server:
            rates = [f for size in SIZES for f in _rates(server, staged[size], size)]
            rates += _event_page(server, staged[300])
    return rates + [f for size in SIZES for f in _uncached(place, staged[size], size)]


def _rates(server: Server, event: dict[str, Any], sessions: int) -> list[Figure]:
    page = wrk(server, event["programme"])
    constant = wrk(server, f"/constant/{size_of(server, event['programme'])}")
    note = f"constant answer of the same size: {constant:,.0f}/s"
    what = f"programme of {sessions} sessions"
    bar = 1000 if sessions == 300 else None
    return [
        Figure(f"{what}, cached", page, "/s", at_least=bar, note=note),
        Figure(f"{what} over the constant answer", page / constant, "×", at_least=0.5),
    ]


def _event_page(server: Server, event: dict[str, Any]) -> list[Figure]:
    page = wrk(server, event["page"])
    again = wrk(server, event["programme"], f"If-None-Match: {etag(server, event['programme'])}")
    return [
        Figure("event page with live seats", page, "/s", at_least=1000),
        Figure("programme asked again by who has it (304)", again, "/s", at_least=1000),
    ]


def _uncached(place: Place, event: dict[str, Any], sessions: int) -> list[Figure]:
    found = place.inside("uncached", path=event["programme"])
    what, small = f"programme of {sessions} sessions, not kept", sessions <= 300
    note = f"{found['size'] / 1024:.0f} KiB of HTML"
    return [
        Figure(f"{what}: processor", found["cpu"], "ms", at_most=60 if small else None, note=note),
        Figure(f"{what}: SQL", found["sql"], "", at_most=12),
    ]


def wrk(server: Server, path: str, *headers: str) -> float:
    """Answers per second; the first ones warm both workers. Raises when one is an error."""
    for _time in range(12):
        server.get(path)
    _wrk(server, path, headers, 1)
    return _wrk(server, path, headers, SECONDS)


def _wrk(server: Server, path: str, headers: tuple[str, ...], seconds: int) -> float:
    told = [f"-H{header}" for header in (*headers, "X-Forwarded-Proto: https")]
    options = ["-t1", f"-c{CLIENTS}", f"-d{seconds}s", *told]
    done = subprocess.run(
        ["wrk", *options, f"http://{HOST}:{server.port}{path}"],
        capture_output=True,
        text=True,
        check=True,
    )
    if wrong := WRONG.search(done.stdout):
        raise RuntimeError(f"{wrong[1]} wrong answers from {path}")
    found = PER_SECOND.search(done.stdout)
    assert found is not None, done.stdout
    return float(found[1])


def size_of(server: Server, path: str) -> int:
    """Bytes of a page as it is sent."""
    return len(server.get(path)[1])


def etag(server: Server, path: str) -> str:
    """The fingerprint of a page."""
    return str(server.get(path)[0]["ETag"])
