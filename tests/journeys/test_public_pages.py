"""Every public page of the demo: accessible, valid, and never wider than its window."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from events.models import Event
from registrations.demo import load_demo
from tests.factories import make_event, published_event
from tests.journeys.conftest import sideways_scroll, violations

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 800}
SMALLEST = {"width": 320, "height": 700}


def dutch_pages(start: str = "/sitemap.xml") -> list[str]:
    """The paths of all public pages in Dutch, from the sitemap."""
    found: list[str] = []
    for address in re.findall(r"<loc>([^<]+)</loc>", Client().get(start).content.decode()):
        path = urlsplit(address).path
        if path.endswith(".xml"):
            found += dutch_pages(path)
        elif not path.startswith("/en/"):
            found.append(path)
    return found


@pytest.mark.parametrize("half", [0, 1], ids=["one half", "the other half"])
def test_every_public_page_is_accessible_and_fits(
    live_server: Any, open_page: Any, half: int
) -> None:
    load_demo(now=datetime.now(UTC), by=None)
    paths = dutch_pages()
    page, problems = open_page(), []

    for path in paths[half::2]:
        page.goto(f"{live_server.url}{path}")
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            problems += [f"{path} {size['width']}: {line}" for line in violations(page)]
        page.set_viewport_size(SMALLEST)
        problems += [f"{path}: wider than 320 px"] * (sideways_scroll(page) > 0)

    assert len(paths) > 5 * Event.objects.listed().count()
    assert problems == []


def test_each_kind_of_page_is_accessible_in_english(live_server: Any, open_page: Any) -> None:
    load_demo(now=datetime.now(UTC), by=None)
    kinds = {
        re.sub(r"[^/]+/$", "", path.partition("/bijeenkomst/")[2]): path for path in dutch_pages()
    }
    page, problems = open_page(), []

    for path in kinds.values():
        page.goto(f"{live_server.url}/en{path}")
        problems += [f"/en{path}: {line}" for line in violations(page)]

    assert len(kinds) > 3 * Event.objects.listed().count()
    assert problems == []


def test_every_public_page_is_valid_html(invalid_html: Any, tmp_path: Path) -> None:
    load_demo(now=datetime.now(UTC), by=None)
    visitor = Client()

    documents = {
        path.strip("/").replace("/", "_") or "home": visitor.get(path).content.decode()
        for path in [*dutch_pages(), "/en/"]
    }

    assert invalid_html(documents, tmp_path) == []


def test_empty_draft_and_missing_pages_are_accessible(live_server: Any, open_page: Any) -> None:
    paths = bare_pages()
    page, problems = open_page(), []

    for path in paths:
        page.goto(f"{live_server.url}{path}")
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            problems += [f"{path} {size['width']}: {line}" for line in violations(page)]

    assert problems == []


def test_empty_draft_and_missing_pages_are_valid_html(invalid_html: Any, tmp_path: Path) -> None:
    paths = bare_pages()
    visitor = Client()

    documents = {
        f"page{number}": visitor.get(path).content.decode() for number, path in enumerate(paths)
    }

    assert invalid_html(documents, tmp_path) == []


def bare_pages() -> list[str]:
    """Pages with next to nothing on them, and pages that are not there."""
    bare = published_event(takes_registrations=False)
    make_event(slug="concept", visibility="draft")
    return [
        "/",
        "/?jaar=1999",
        f"/bijeenkomst/{bare.slug}/",
        f"/bijeenkomst/{bare.slug}/programma/",
        "/bijeenkomst/concept/",
        "/bestaat-niet/",
        f"/en/bijeenkomst/{bare.slug}/",
        "/account/inloggen/",
        "/account/wachtwoord/vergeten/",
    ]
