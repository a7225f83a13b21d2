"""Lists as files: what fifty thousand people cost beside ten thousand, in time and memory."""

import resource
import time
from typing import Any

from benchmarks.place import Place
from benchmarks.report import Figure

FEW, MANY = 10_000, 50_000
KINDS = ("csv", "json", "ods", "xlsx")


def measure(place: Place, database: str) -> list[Figure]:
    """Both sizes in every kind; the whole way, through the worker where the site goes that way."""
    staged = {count: place.inside("stage_people", count=count) for count in (FEW, MANY)}
    figures = []
    for kind in KINDS:
        few, many = (_made(place, staged[count], kind) for count in (FEW, MANY))
        what = f"{database}, {kind.upper()}: 50 000 people over 10 000"
        seconds = f"{few['seconds']:.1f} and {many['seconds']:.1f} s"
        memory = f"{few['peak']:.0f} and {many['peak']:.0f} MiB in the whole process"
        by = "by the worker" if many["later"] else "at once"
        figures += [
            Figure(f"{what}: time", many["seconds"] / few["seconds"], "×", at_most=6, note=seconds),
            Figure(f"{what}: memory", many["peak"] / few["peak"], "×", at_most=1.15, note=memory),
            Figure(
                f"{database}, {kind.upper()}: more SQL for each 1 000 people",
                (many["sql"] - few["sql"]) / (MANY - FEW) * 1000,
                "",
                at_most=6,
                note=f"{many['mib']:.1f} MiB, {by}",
            ),
        ]
    return figures


def _made(place: Place, staged: dict[str, Any], kind: str) -> dict[str, Any]:
    about = {"slug": staged["slug"], "organiser": staged["organiser"]}
    return place.inside("export", kind=kind, **about)


def export(slug: str, organiser: int, kind: str) -> dict[str, Any]:
    """One list with all its columns: processor seconds, statements, size, and peak memory of the process."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from benchmarks.inside import browser
    from events.models import Event
    from events.permissions import MAY
    from festival.models import User
    from registrations.exporting.columns import columns_of

    client = browser()
    client.force_login(User.objects.get(pk=organiser))
    event = Event.objects.get(slug=slug)
    columns = [column.key for column in columns_of(event, frozenset(MAY))]
    form = {"columns": columns, "each": "person", "kind": kind, "people": ""}
    began = time.process_time()
    with CaptureQueriesContext(connection) as queries:
        answer: Any = client.post(reverse("staff:export", args=[slug]), form)
        later = answer.status_code == 302
        if later:
            answer = _from_the_worker(client, event)
        size = sum(len(piece) for piece in answer.streaming_content)
    return {
        "seconds": time.process_time() - began,
        "mib": size / 2**20,
        "sql": len(queries),
        "later": later,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _from_the_worker(client: Any, event: Any) -> Any:
    """The file that was asked for last, made here as the worker makes it."""
    from django.urls import reverse
    from django.utils import timezone

    from registrations.exporting import makers

    makers.prepare(timezone.now())
    file = event.prepared_files.latest("pk")
    assert file.state == file.State.READY, file.why
    return client.get(reverse("staff:fetch_prepared", args=[event.slug, file.code]))
