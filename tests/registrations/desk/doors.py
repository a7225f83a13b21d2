"""What tests of the desk start from: an event, and a browser that is a device there."""

from typing import Any
from uuid import uuid4

from django.test import Client

from events.models import Event
from registrations.door.devices import let_in
from registrations.models import Device, Registration
from tests.factories import NOW, join_team


def device_at(event: Event, name: str = "Telefoon Anja", **about: Any) -> tuple[Device, Client]:
    """A device that was let in, and its browser."""
    device, secret = let_in(event, name=name, now=NOW, by=None)
    client = Client(**about)
    client.cookies["festival_desk"] = f"{device.code}.{secret}"
    return device, client


def desk_url(event: Event, rest: str = "") -> str:
    return f"/desk/{event.slug}/{rest}"


def who_url(person: Registration, rest: str = "") -> str:
    return desk_url(person.event, f"wie/{person.code}/{rest}")


def tap(client: Client, person: Registration, what: str = "in", **data: Any) -> Any:
    """Press a button on somebody's page, and follow to what it tells."""
    return client.post(who_url(person, f"{what}/"), {"key": uuid4()} | data, follow=True)


def results(answer: Any) -> list[tuple[str, str]]:
    """What the page tells: the kind, and the sentence."""
    return [(result.kind, result.sentence) for result in answer.context["results"]]


def team(event: Event, role: str = "owner") -> Client:
    """The browser of somebody of the event's team, logged in."""
    client = Client()
    client.force_login(join_team(event, role))
    return client


def desk_of(event: Event, rest: str = "") -> str:
    """The team's page of the desk."""
    return f"/beheer/{event.slug}/balie/{rest}"
