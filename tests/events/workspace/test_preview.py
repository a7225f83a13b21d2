"""A preview is the public's own page of what is not public yet, and only the team sees it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Appearance, Event
from events.pages.store import pages
from events.publishing import publish
from festival.editing import change
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    made,
    make_event,
    make_person,
    make_session,
    make_table,
    make_theme,
    published_event,
)

pytestmark = pytest.mark.django_db


def reader(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "reader"))
    return client


def look(client: Client, event: Event, name: str = "preview", **about: object) -> str:
    url = reverse(f"workspace:{name}", kwargs={"slug": event.slug} | about)
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_draft_is_shown_and_the_public_page_does_not_know_it() -> None:
    event = published_event(title="Avond")
    change(event, now=NOW, by=None, motto="Doe het zelf")
    session = make_session(event, "Nog geheim")

    page = look(reader(event), event)

    public = Client().get(reverse("events:event", kwargs={"slug": event.slug})).content.decode()
    there = reverse(
        "workspace:preview_part",
        kwargs={"slug": event.slug, "kind": "sessie", "part": session.code},
    )
    assert "Doe het zelf" in page
    assert f'href="{there}"' in page
    assert ("Doe het zelf" in public, "Nog geheim" in public) == (False, False)


def test_it_says_what_it_is_and_is_kept_nowhere() -> None:
    event = make_event(visibility="draft")
    before = len(pages)

    answer = reader(event).get(reverse("workspace:preview", kwargs={"slug": event.slug}))

    assert "<strong>Voorbeeld</strong>" in answer.content.decode()
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    assert len(pages) == before


def test_each_kind_of_page_has_its_preview() -> None:
    event, picks = evening_with_tables()
    theme, person = make_theme(event, "Wonen"), make_person("Els", "Bos")
    made(Appearance(table=picks[0].table, person=person, role="host"))
    client = reader(event)
    table = picks[0].table
    assert table is not None

    shown = {
        "sessie": (picks[0].session.code, "Werksessie"),
        "tafel": (table.code, "Onderwerp 1"),
        "persoon": (person.code, "Els Bos"),
        "thema": (theme.slug, "Wonen"),
    }

    for kind, (part, title) in shown.items():
        assert title in look(client, event, "preview_part", kind=kind, part=part)
    assert "Onderwerp 4" in look(client, event, "preview_programme")
    gone = {"slug": event.slug, "kind": "casus", "part": "weg"}
    assert client.get(reverse("workspace:preview_part", kwargs=gone)).status_code == 404


def test_seats_stand_in_the_preview_as_they_are(time_machine: Any) -> None:
    time_machine.move_to(NOW)
    event, _picks = evening_with_tables(seats_per_table=7)

    page = look(reader(event), event, "preview_programme")

    assert "nog 7 plaatsen" in page
    assert "seats-" not in page


def test_an_earlier_release_looks_as_it_was() -> None:
    event = published_event(title="Toen", motto="Oud motto")
    change(event, now=NOW, by=None, motto="Nieuw motto")
    publish(event, now=NOW, by=None)

    page = look(reader(event), event, "release", number=1)

    assert ("Oud motto" in page, "Nieuw motto" in page) == (True, False)
    assert "<strong>Versie 1</strong>" in page


def test_releases_are_listed_with_what_they_changed() -> None:
    event = published_event()
    change(event, now=NOW, by=None, intro="Welkom.")
    publish(event, now=NOW, by=None, notes="Een welkomstwoord.")

    page = look(reader(event), event, "releases")

    assert "De inleiding is nieuw." in page
    assert "Een welkomstwoord." in page
    assert page.index("Versie 2") < page.index("Versie 1")


def test_a_preview_costs_the_same_however_large() -> None:
    def cost(sessions: int) -> int:
        event = make_event(visibility="draft")
        for number in range(sessions):
            make_table(make_session(event, f"Sessie {number}", kind="tables"))
        client = reader(event)
        with CaptureQueriesContext(connection) as queries:
            look(client, event, "preview_programme")
        return len(queries)

    assert cost(1) == cost(5)
