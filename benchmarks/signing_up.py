"""Sign-ups per second through HTTP, beside a bare-SQL sign-up in the same run."""

import re
import subprocess
import tempfile
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.place import Place, Server
from benchmarks.report import Figure
from benchmarks.visitor import Rush, rush
from tests.postgres import find_binaries

TABLES = """
CREATE TABLE bare_event (id int PRIMARY KEY, capacity int, taken int);
INSERT INTO bare_event VALUES (1, 100000000, 0);
CREATE TABLE bare_registration (id bigserial PRIMARY KEY, event_id int REFERENCES bare_event,
    name text, email text, at timestamptz);
CREATE UNIQUE INDEX ON bare_registration (event_id, lower(email));
CREATE TABLE bare_mail (id bigserial PRIMARY KEY, body text, at timestamptz);
"""
BARE_SIGN_UP = """
BEGIN;
UPDATE bare_event SET taken = taken WHERE id = 1;
SELECT taken, capacity FROM bare_event WHERE id = 1;
UPDATE bare_event SET taken = taken + 1 WHERE id = 1 AND taken < capacity;
INSERT INTO bare_registration (event_id, name, email, at)
    VALUES (1, 'Fatma van der Berg', gen_random_uuid()::text || '@example.org', now());
INSERT INTO bare_mail (body, at) VALUES (repeat('x', 4000), now());
COMMIT;
"""
PEOPLE = {1: 150, 8: 400, 32: 640}  # sign-ups to measure, by clients at a time
SECONDS = 4  # of the bare-SQL sign-ups, for each number of clients
PER_SECOND = re.compile(r"tps = ([\d.]+)")


def measure(place: Place) -> list[Figure]:
    """All figures of signing up, on PostgreSQL with durable commits."""
    staged = place.inside("stage_sign_up")
    counts = place.inside("statements", **staged)["counts"]
    figures = [
        Figure("requests for one sign-up", 3, "", at_most=3, note="form, post, confirmation"),
        Figure(
            "SQL statements for one sign-up",
            sum(counts),
            "",
            at_most=20,
            note=" + ".join(map(str, counts)) + ", with BEGIN and COMMIT",
        ),
    ]
    bare = bare_rates(place)
    with place.serving() as server:
        rush(server, staged, clients=4, people=40, at=200)  # warms both workers
        rushes = {
            clients: rush(server, staged, clients=clients, people=people, at=number * 40)
            for number, (clients, people) in enumerate(PEOPLE.items(), 1)
        }
        figures += [figure for one in rushes.items() for figure in told(*one, bare)]
        figures.append(_beside(rushes))
        figures.append(_over_bare_django(server, place, rushes[8]))
        figures += _server(server)
    return figures


def told(clients: int, one: Rush, bare: dict[int, float]) -> list[Figure]:
    """The figures of one rush."""
    at, slowest = f"at {clients} client{'s' * (clients > 1)}", quantiles(one.each, n=20)[-1]
    share = f"{one.rate / bare[clients]:.1%} of bare SQL ({bare[clients]:,.0f}/s)"
    times = f"median {median(one.each) * 1000:.0f} ms, 95th {slowest * 1000:.0f} ms; "
    bar = 75 if clients == 8 else None
    milliseconds = one.cpu / one.people * 1000
    return [
        Figure(f"sign-ups per second {at}", one.rate, "/s", at_least=bar, note=times + share),
        Figure(f"web processor time {at}", milliseconds, "ms", at_most=15),
    ]


def _beside(rushes: dict[int, Rush]) -> Figure:
    ratio = rushes[32].rate / rushes[8].rate
    return Figure("rate at 32 clients over that at 8", ratio, "×", at_least=0.95)


def _over_bare_django(server: Server, place: Place, ours: Rush) -> Figure:
    """Processor time beside that of the least that Django can do: see `benchmarks.bare`."""
    staged = place.inside("stage_bare")
    rush(server, staged, clients=4, people=40, at=210)
    least = rush(server, staged, clients=8, people=PEOPLE[8], at=220)
    ratio = (ours.cpu / ours.people) / (least.cpu / least.people)
    note = f"bare: {least.cpu / least.people * 1000:.1f} ms, {least.rate:.0f}/s at 8 clients"
    return Figure("web processor time over a bare Django sign-up", ratio, "×", note=note)


def _server(server: Server) -> list[Figure]:
    return [
        Figure("server start to first page", server.started_in, "s", at_most=1.5),
        Figure("memory of a worker", server.memory_of_a_worker(), "MiB", at_most=110),
    ]


def bare_rates(place: Place) -> dict[int, float]:
    """Bare-SQL sign-ups per second, by clients at a time."""
    programs = find_binaries()
    assert programs is not None
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "sign_up.sql"
        script.write_text(BARE_SIGN_UP)
        _run([programs / "psql", "-q", place.database_url, "-c", TABLES])
        return {clients: _rate(programs, script, place, clients) for clients in PEOPLE}


def _rate(programs: Path, script: Path, place: Place, clients: int) -> float:
    options = ["-n", "-c", clients, "-j", 1, "-T", SECONDS, "-f", script]
    printed = _run([programs / "pgbench", *options, place.database_url])
    found = PER_SECOND.search(printed)
    assert found is not None, printed
    return float(found[1])


def _run(command: list[Any]) -> str:
    words = [str(part) for part in command]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr}")
    return done.stdout
