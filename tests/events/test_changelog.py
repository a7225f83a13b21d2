"""The public reads what changed since the programme was first published."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.publishing import publish
from festival.editing import change
from tests.factories import NOW, make_event, make_session, published_event

pytestmark = pytest.mark.django_db


def test_each_release_tells_its_note_and_its_changes() -> None:
    event = published_event()
    make_session(event, "Slotwoord")
    publish(event, now=NOW + timedelta(days=1), by=None, notes="Op verzoek.")

    page = Client().get(f"/bijeenkomst/{event.slug}/wijzigingen/").content.decode()

    assert "Op verzoek." in page
    assert "Nieuw: “Slotwoord” (19.45 tot 20.45 uur)." in page
    assert page.index("Nieuw:") < page.index("voor het eerst gepubliceerd")
    assert "dinsdag 5 mei 2026" in page or "5 mei 2026" in page


def test_it_speaks_the_language_of_the_visitor() -> None:
    event = published_event()
    change(event, now=NOW, by=None, intro="Welkom.")
    publish(event, now=NOW, by=None)

    page = Client().get(f"/en/bijeenkomst/{event.slug}/wijzigingen/").content.decode()

    assert "The introduction is new." in page


def test_nothing_of_the_draft_stands_in_it() -> None:
    event = published_event()
    change(event, now=NOW, by=None, title="Geheime titel")

    page = Client().get(f"/bijeenkomst/{event.slug}/wijzigingen/").content.decode()

    assert "Geheime" not in page


def test_a_draft_has_no_changelog() -> None:
    event = make_event(visibility="draft")

    assert Client().get(f"/bijeenkomst/{event.slug}/wijzigingen/").status_code == 404


def test_the_page_of_the_event_leads_to_it_once_something_changed() -> None:
    event = published_event()
    link = f'href="/bijeenkomst/{event.slug}/wijzigingen/"'
    first = Client().get(f"/bijeenkomst/{event.slug}/").content.decode()
    change(event, now=NOW, by=None, intro="Welkom.")
    publish(event, now=NOW, by=None)

    second = Client().get(f"/bijeenkomst/{event.slug}/").content.decode()

    itself = Client().get(f"/bijeenkomst/{event.slug}/wijzigingen/").content.decode()
    assert (link in first, link in second) == (False, True)
    assert "Bekijk wat er gewijzigd is" not in itself


def test_it_costs_the_same_for_many_releases() -> None:
    def cost(releases: int) -> int:
        event = published_event()
        for number in range(releases):
            change(event, now=NOW, by=None, intro=f"Welkom {number}.")
            publish(event, now=NOW, by=None)
        with CaptureQueriesContext(connection) as queries:
            Client().get(f"/bijeenkomst/{event.slug}/wijzigingen/")
        return len(queries)

    assert cost(1) == cost(4)
