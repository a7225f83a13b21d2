"""What is measured in a process with Django: `python -m benchmarks.inside JOB '{…}'`."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from benchmarks.exporting import export
from benchmarks.listing import do_to_many, look_at_lists, stage_lists
from benchmarks.organising import look, publish_again, stage_festival, warn
from benchmarks.place import HOST
from benchmarks.receiving import door_statements, door_verdict, stage_door
from benchmarks.seating import seat

__all__ = [  # jobs that live elsewhere
    "do_to_many",
    "door_statements",
    "door_verdict",
    "export",
    "look",
    "look_at_lists",
    "publish_again",
    "seat",
    "stage_door",
    "stage_festival",
    "stage_lists",
    "warn",
]


def stage_sign_up(tables: int = 4, seats: int = 100_000) -> dict[str, Any]:
    """An evening that everybody fits in, with one round of tables, a role and a consent."""
    from django.urls import reverse

    from tests.factories import evening_with_tables, make_consent, make_role

    event, picks = evening_with_tables(
        seats_per_table=seats, tables=tables, capacity=seats, **coming()
    )
    role = make_role(event)
    make_consent(event)
    return {
        "path": reverse("registrations:sign_up", kwargs={"slug": event.slug}),
        "field": f"round-{picks[0].block.pk}",
        "codes": [pick.table.code for pick in picks if pick.table],
        "role": role.pk,
    }


def stage_bare() -> dict[str, Any]:
    """An event for the bare sign-ups, with one session."""
    from tests.factories import make_block, make_event, make_session

    event = make_event(capacity=None, **coming())
    make_session(event, block=make_block(event))
    return {"path": f"/bare/{event.slug}", "field": "round", "codes": [""], "role": 0}


def coming() -> dict[str, Any]:
    """A month from now: the site under measurement uses the real clock."""
    from datetime import timedelta

    from django.utils import timezone

    start = timezone.now() + timedelta(days=30)
    return {"starts_at": start, "ends_at": start + timedelta(hours=3)}


def statements(path: str, field: str, codes: list[str], role: int) -> dict[str, Any]:
    """The SQL statements of one whole sign-up: form, post, confirmation."""
    from benchmarks.visitor import LONG_ENOUGH, form_values

    client = browser()
    counts: list[int] = []
    for _time in range(2):  # the first one warms what a process keeps
        form, one = counted(partial(client.get, path))
        time.sleep(LONG_ENOUGH)
        values = form_values(form.content.decode(), field, codes[0], role)
        sent, two = counted(partial(client.post, path, values))
        assert sent.status_code == 303, sent.content.decode()
        _page, three = counted(partial(client.get, sent["Location"]))
        counts = [one, two, three]
    return {"counts": counts}


def browser(**options: Any) -> Any:
    """A test client that seems to come through our own reverse proxy."""
    from django.test import Client

    about: dict[str, Any] = {
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_HOST": HOST,
        "REMOTE_ADDR": HOST,
    }
    return Client(HTTP_ORIGIN=f"https://{HOST}", **about, **options)


def counted(visit: Callable[[], Any]) -> tuple[Any, int]:
    """What a visit answers, and its number of SQL statements, BEGIN and COMMIT included."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = visit()
    return answer, len(queries)


def stage_programme(sessions: int) -> dict[str, Any]:
    """A published programme of that size, with rounds, themes, rooms, tables and people."""
    from django.urls import reverse

    from benchmarks.staging import programme_of

    event = programme_of(sessions, **coming())
    return {
        "event": event.pk,
        "slug": event.slug,
        "page": reverse("events:event", kwargs={"slug": event.slug}),
        "programme": reverse("events:programme", kwargs={"slug": event.slug}),
    }


def uncached(path: str, times: int = 5) -> dict[str, Any]:
    """Processor time and statements of a page that is not kept, and its size."""
    from events.pages.store import pages

    client = browser()

    def visit() -> int:
        pages.clear()
        return len(client.get(path).content)

    visit()  # the release is read once per process
    size, sql = counted(visit)
    return {"size": size, "sql": sql, "cpu": median_cpu(visit, times) * 1000}


def median_cpu(job: Callable[[], Any], times: int) -> float:
    """Processor seconds of a job, the middle one of several."""
    spent = []
    for _time in range(times):
        began = time.process_time()
        job()
        spent.append(time.process_time() - began)
    return statistics.median(spent)


def stage_people(count: int) -> dict[str, Any]:
    """An event with that many registrations, and an organiser who may download them."""
    from benchmarks.staging import crowd

    event, organiser = crowd(count, **coming())
    return {"event": event.pk, "slug": event.slug, "organiser": organiser.pk}


def search(slug: str, organiser: int, words: str) -> dict[str, Any]:
    """Milliseconds to find one person in the list of attendees."""
    from django.urls import reverse

    from festival.models import User

    client = browser()
    client.force_login(User.objects.get(pk=organiser))
    path = reverse("staff:attendees", kwargs={"slug": slug})

    def find() -> None:
        assert client.get(path, {"q": words}).status_code == 200

    find()
    spent = []
    for _time in range(15):
        began = time.perf_counter()
        find()
        spent.append(time.perf_counter() - began)
    return {"ms": statistics.median(spent) * 1000}


def growth(small: int, large: int, times: int) -> dict[str, Any]:
    """One sign-up at an event with few and with very many registrations, taking turns."""
    from django.db import connection

    from benchmarks.staging import crowd

    events = [crowd(size, **coming())[0] for size in (small, large)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    spent: list[list[tuple[float, float]]] = [[], []]
    for _turn in range(times):
        for number, event in enumerate(events):
            began = (time.process_time(), time.perf_counter())
            sign_up_once(event)
            now = (time.process_time(), time.perf_counter())
            spent[number].append((now[0] - began[0], now[1] - began[1]))
    cpu, wall = (
        [statistics.median(one[kind] for one in some) for some in spent] for kind in (0, 1)
    )
    sql = [counted(partial(sign_up_once, event))[1] for event in events]
    return {"sql": sql, "cpu": cpu, "wall": wall}


def sign_up_once(event: Any) -> None:
    """One person, through the verb."""
    from django.utils import timezone

    from registrations.sign_up.applying import Applicant
    from registrations.sign_up.signing_up import sign_up

    key = uuid4()
    applicant = Applicant("Fatma", "Berg", f"{key.hex}@example.org", infix="van der")
    sign_up(event, applicant=applicant, form_key=key, now=timezone.now())


def main() -> None:
    """Do the job that the command line names."""
    import django

    django.setup()
    from tests.factories import number_from

    number_from(os.getpid() * 1000)
    job, values = sys.argv[1], json.loads(sys.argv[2])
    print(json.dumps(globals()[job](**values)))


if __name__ == "__main__":
    main()
