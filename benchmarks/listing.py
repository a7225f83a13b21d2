"""Jobs with the lists of a large event, for `benchmarks.inside`."""

import statistics
import time
from typing import Any


def stage_lists(count: int) -> dict[str, Any]:
    """A crowd with companions, needs, labels and mails that came back."""
    from django.db import connection
    from django.utils import timezone

    from benchmarks.inside import coming
    from benchmarks.staging import crowd
    from registrations.models import Bounce, Registration, Tag

    event, organiser = crowd(count, **coming())
    rows = list(event.registrations.live().order_by("pk").values_list("pk", flat=True))
    for lead, companion in zip(rows[::10], rows[1::10], strict=False):
        Registration.objects.filter(pk=companion).update(lead=lead, email="")
    Registration.objects.filter(pk__in=rows[::20]).update(diet_needs="Vegetarisch, geen noten")
    tag = Tag.objects.create(event=event, name="vrijwilliger", colour="green")
    ties: Any = Tag.people.through
    ties.objects.bulk_create(ties(tag_id=tag.pk, registration_id=pk) for pk in rows[::5])
    now = timezone.now()
    Bounce.objects.bulk_create(
        Bounce(registration_id=pk, at=now, status="5.1.1") for pk in rows[::100]
    )
    table = event.sessions.get().tables.first()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as its autovacuum does, a minute after many rows came
    return {
        "slug": event.slug,
        "organiser": organiser.pk,
        "place": f"t-{table.code}",
        "tag": tag.pk,
    }


def look_at_lists(
    slug: str, organiser: int, pages: dict[str, str], times: int = 7
) -> dict[str, Any]:
    """Milliseconds, the middle of several, and statements of pages below `deelnemers/`."""
    from benchmarks.inside import browser, counted
    from festival.models import User

    client = browser()
    client.force_login(User.objects.get(pk=organiser))
    found = {}
    for what, path in pages.items():
        url = f"/beheer/{slug}/{path}"

        def visit(url: str = url) -> None:
            answer = client.get(url)
            assert answer.status_code == 200, (url, answer.status_code)

        visit()
        _nothing, sql = counted(visit)
        found[what] = {"ms": statistics.median(_seconds(visit) for _ in range(times)) * 1000}
        found[what]["sql"] = sql
    return found


def do_to_many(slug: str, count: int) -> dict[str, Any]:
    """Seconds to put a label on many people, and to cancel a portion of them."""
    from uuid import uuid4

    from django.utils import timezone

    from events.models import Event
    from festival.models import User
    from registrations.labelling import put_on
    from registrations.many.acting import PORTION, ask, do_portion
    from registrations.models import Tag

    event, by, now = Event.objects.get(slug=slug), User.objects.first(), timezone.now()
    keys = list(event.registrations.live().order_by("pk").values_list("pk", flat=True)[:count])
    tag = Tag.objects.create(event=event, name="bus")
    label = _seconds(lambda: put_on(tag, keys, now=now, by=by))
    assert by is not None
    options = {"reason": ""}
    act = ask(event, "cancel", keys, key=uuid4(), told="", options=options, now=now, by=by)
    return {"label": label, "portion": _seconds(lambda: do_portion(act, now=now)), "of": PORTION}


def _seconds(do: Any) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began
