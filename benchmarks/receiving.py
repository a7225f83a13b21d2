"""The door, measured in a process with Django: who is expected, and what came of it."""

from functools import partial
from typing import Any
from uuid import uuid4


def stage_door(guests: int, devices: int) -> dict[str, Any]:
    """An evening with so many people who have a seat, and the devices that receive them."""
    from django.utils import timezone

    from benchmarks.inside import coming
    from benchmarks.staging import crowd
    from registrations.desk.cookies import cookie_name
    from registrations.door.devices import let_in

    event, organiser = crowd(guests * 10 // 9 + 1, **coming())  # one in ten has cancelled
    holding = event.registrations.holding_a_seat().order_by("pk")
    now = timezone.now()
    let_them = [let_in(event, name="Balie", now=now, by=organiser) for _n in range(devices)]
    return {
        "event": event.pk,
        "path": f"/desk/{event.slug}/",
        "guests": list(holding.values_list("code", flat=True)[:guests]),
        "devices": [(cookie_name(), f"{device.code}.{secret}") for device, secret in let_them],
    }


def door_statements(path: str, cookie: str, guests: list[str]) -> dict[str, Any]:
    """SQL statements of sending one check-in, and of sending many at once.

    Of people who are in already: what is kept, merged and told is the same.
    """
    from benchmarks.inside import browser, counted

    client = browser()
    name, _equals, value = cookie.partition("=")
    client.cookies[name] = value
    sent = client.get(f"{path}gasten.json")
    assert sent.status_code == 200, sent.content
    counts = []
    for some in (guests[:1], guests[:1], guests):  # the first one warms what a process keeps
        body = {"acts": [came_in(code) for code in some], "walk_ins": [], "last": 2**31}
        post = partial(client.post, f"{path}stuur.json", body, content_type="application/json")
        answer, count = counted(post)
        assert len(answer.json()["taken"]) == len(some), answer.content
        counts.append(count)
    return {"one": counts[1], "many": counts[2]}


def door_verdict(event: int, keys: list[str]) -> dict[str, Any]:
    """Of what was sent under these keys: how much is there twice, or not at all."""
    from events.models import Event
    from registrations.seating.invariants import broken_promises

    found = Event.objects.get(pk=event)
    kept = [str(key) for key in found.door_acts.values_list("key", flat=True)]
    return {
        "doubles": len(kept) - len(set(kept)),
        "lost": len(set(keys) - set(kept)),
        "inside": found.registrations.checked_in().count(),
        "broken": broken_promises(),
    }


def came_in(code: str) -> dict[str, Any]:
    """An act as a phone sends it."""
    from django.utils import timezone

    now = timezone.now().isoformat()
    about = {"kind": "in", "person": code, "place": "", "at": now, "way": "scan"}
    return about | {"key": str(uuid4()), "counter": 1, "undoes": "", "text": ""}
