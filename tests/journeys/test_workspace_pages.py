"""Every page of the organiser's workspace: accessible, valid, and workable on the smallest phone."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from events.models import Event
from festival.models import User
from registrations.demo import load_demo
from tests.factories import join_team, make_event, make_user
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.entering import enter
from tests.scene import make_scene
from tests.test_access import of_teams

pytestmark = pytest.mark.django_db(transaction=True)
FULL = "routekaart-naar-een-bewonersonderneming-vervolg"
WIDTHS = (1280, 360)


def owner() -> User:
    return make_user("anneke@example.org", name="Anneke", is_superuser=False)


def pages_of_the_scene(user: User) -> list[str]:
    """Each address of the workspace that can be looked at, with something to look at."""
    scene = make_scene()
    join_team(scene.event, "owner", user)
    addresses = sorted(address.filled(scene) for address in of_teams())
    return looked_at(user, addresses)


def pages_of_an_event(user: User, event: Event) -> list[str]:
    """The pages that need no more than the event itself."""
    join_team(event, "owner", user)
    plain = [address for address in of_teams() if address.parts == ("slug",)]
    return looked_at(user, sorted(a.filled(None, slug=event.slug) for a in plain))  # type: ignore[arg-type]


def looked_at(user: User, addresses: list[str]) -> list[str]:
    """Those that answer a GET with a page."""
    client = Client()
    client.force_login(user)
    answers = {url: client.get(url) for url in addresses}
    return [
        url
        for url, answer in answers.items()
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    ]


def problems_on(page: Any, base: str, paths: list[str]) -> list[str]:
    """What axe says at two widths, and what does not fit at 320 pixels."""
    problems = []
    for path in paths:
        page.goto(f"{base}{path}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            problems += [f"{path} {width}: {line}" for line in violations(page)]
        page.set_viewport_size({"width": 320, "height": 700})
        problems += [f"{path}: wider than 320 px"] * (sideways_scroll(page) > 0)
    return problems


def test_every_page_about_one_thing_is_accessible_and_fits(
    live_server: Any, open_page: Any
) -> None:
    paths = pages_of_the_scene(owner())
    page = open_page()
    enter(page, live_server.url)

    assert len(paths) > 20
    assert problems_on(page, live_server.url, paths) == []


def test_every_page_about_a_full_event_is_accessible_and_fits(
    live_server: Any, open_page: Any
) -> None:
    load_demo(now=datetime.now(UTC), by=None)
    paths = pages_of_an_event(owner(), Event.objects.get(slug=FULL))
    page = open_page()
    enter(page, live_server.url)

    assert problems_on(page, live_server.url, paths) == []


def test_every_page_about_an_empty_event_is_accessible_and_fits(
    live_server: Any, open_page: Any
) -> None:
    paths = pages_of_an_event(owner(), make_event(visibility="draft", takes_registrations=False))
    page = open_page()
    enter(page, live_server.url)

    assert problems_on(page, live_server.url, paths) == []


def test_every_page_is_valid_html(invalid_html: Any, tmp_path: Path) -> None:
    load_demo(now=datetime.now(UTC), by=None)
    user = owner()
    paths = [
        *pages_of_the_scene(user),
        *pages_of_an_event(user, Event.objects.get(slug=FULL)),
        *pages_of_an_event(user, make_event(visibility="draft", takes_registrations=False)),
    ]
    client = Client()
    client.force_login(user)

    documents = {
        path.strip("/").replace("/", "_"): client.get(path).content.decode() for path in paths
    }

    assert invalid_html(documents, tmp_path) == []
