"""Nothing of the five announcements is lost: each fact stands on a public page."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import reverse

from tests.events.demo.crawling import Page, pages_of, squeezed

pytestmark = pytest.mark.django_db
LISTS = sorted(Path(__file__).with_name("facts").glob("*.yaml"))


def missing(facts: list[str], text: str) -> list[str]:
    return [fact for fact in facts if squeezed(fact) not in text]


def unseen(told: dict[str, Any], pages: dict[str, Page]) -> dict[str, list[str]]:
    """The facts of a list that are not where they should be, by where that is."""
    slug = told["event"]
    everything = " ".join(page.text for page in pages.values())
    links = {link for page in pages.values() for link in page.links}
    event = pages[reverse("events:event", kwargs={"slug": slug})]
    programme = pages.get(reverse("events:programme", kwargs={"slug": slug}))
    lost = {
        "event page": missing(told.get("event_page", []), event.text),
        "programme page": missing(
            told.get("programme_page", []), programme.text if programme else ""
        ),
        "any page": missing(told.get("any_page", []), everything),
        "links": [link for link in told.get("links", []) if link not in links],
    }
    return {where: facts for where, facts in lost.items() if facts}


@pytest.mark.parametrize("path", LISTS, ids=[path.stem for path in LISTS])
def test_each_fact_stands_on_a_public_page(demo: Any, client: Client, path: Path) -> None:
    told = yaml.safe_load(path.read_text())

    pages = {page.address: page for page in pages_of(client, told["event"])}

    assert unseen(told, pages) == {}


def test_a_fact_that_is_nowhere_is_reported(demo: Any, client: Client) -> None:
    slug = "routekaart-naar-een-bewonersonderneming"
    pages = {page.address: page for page in pages_of(client, slug)}
    strange = {"event": slug, "event_page": ["23.59"], "links": ["http://example.org/nergens"]}

    lost = unseen(strange, pages)

    assert lost == {"event page": ["23.59"], "links": ["http://example.org/nergens"]}
