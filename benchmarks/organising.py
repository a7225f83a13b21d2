"""What organisers wait for, measured in a process with Django; called by `benchmarks.inside`."""

import time
from typing import Any


def stage_festival(sessions: int) -> dict[str, Any]:
    """A festival of that size that has not been published yet, and its organiser."""
    from benchmarks.inside import coming
    from tests.factories import join_team
    from tests.large import festival_of

    event = festival_of(sessions, **coming())
    return {"event": event.pk, "slug": event.slug, "organiser": join_team(event).pk}


def warn(event: int, times: int = 7) -> dict[str, Any]:
    """Processor milliseconds of all warnings about an event, reading included; statements."""
    from functools import partial

    from benchmarks.inside import counted, median_cpu
    from events.models import Event
    from events.warnings import warnings_of

    warned = partial(warnings_of, Event.objects.get(pk=event))
    found, sql = counted(warned)
    cpu = median_cpu(warned, times) * 1000
    return {"cpu": cpu, "sql": sql, "found": len(found)}


def look(name: str, slug: str, organiser: int) -> dict[str, Any]:
    """Processor milliseconds, statements and bytes of one page of the workspace."""
    from django.urls import reverse

    from benchmarks.inside import browser, counted, median_cpu
    from festival.models import User

    client = browser()
    client.force_login(User.objects.get(pk=organiser))
    path = reverse(name, kwargs={"slug": slug})

    def visit() -> int:
        answer = client.get(path)
        assert answer.status_code == 200, answer.status_code
        return len(answer.content)

    visit()
    size, sql = counted(visit)
    return {"cpu": median_cpu(visit, 5) * 1000, "sql": sql, "size": size}


def publish_again(event: int) -> dict[str, Any]:
    """Seconds to publish: for the first time, and after everything moved an hour."""
    from datetime import timedelta

    from django.db.models import F
    from django.utils import timezone

    from events.models import Event, Session
    from events.publishing import publish

    seconds, processor = [], []
    for shift in (0, 1):
        hour = timedelta(hours=shift)
        Session.objects.filter(event=event).update(
            starts_at=F("starts_at") + hour, ends_at=F("ends_at") + hour
        )
        row = Event.objects.get(pk=event)
        began = (time.perf_counter(), time.process_time())
        publish(row, now=timezone.now(), by=None)
        seconds.append(time.perf_counter() - began[0])
        processor.append(time.process_time() - began[1])
    return {"seconds": seconds, "processor": processor}
