"""Rendered pages are kept while they are true, shared by everybody, and cost one query."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from events.models import Appearance, Event, Session, Table
from events.pages.store import LONGEST, Page, Store, answer, page_of, pages
from events.pages.timetable import timetable
from events.pages.visit import Visit
from events.published import published
from events.publishing import publish
from festival.editing import change
from registrations.seating.capacity import change_capacity
from tests.factories import (
    NOW,
    evening_with_tables,
    make_event,
    make_organisation,
    make_person,
    make_theme,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db
VARY = "Accept-Encoding, Accept-Language"  # and not Cookie


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def programme_of(count: int) -> str:
    """The address of a programme in which each session has a host, and one in three a table."""
    event = make_event()
    theme = make_theme(event)
    host = make_person(organisation=make_organisation())
    sessions = Session.objects.bulk_create(
        Session(event=event, title=f"Sessie {number}", theme=theme, capacity=10, position=number)
        for number in range(count)
    )
    tables = Table.objects.bulk_create(
        Table(session=session, number=1, topic="Wonen", capacity=8) for session in sessions[::3]
    )
    Appearance.objects.bulk_create(Appearance(session=s, person=host) for s in sessions)
    Appearance.objects.bulk_create(Appearance(table=t, person=host, role="host") for t in tables)
    publish(event, now=NOW, by=None)
    return f"/bijeenkomst/{event.slug}/programma/"


def test_a_programme_of_300_sessions_costs_as_many_queries_as_one_of_3(client: Client) -> None:
    small, large = programme_of(3), programme_of(300)

    assert [queries(client, path) for path in (small, large)] == [4, 4]


def test_a_sign_up_costs_the_next_visitor_three_queries(client: Client) -> None:
    path = programme_of(3)
    client.get(path)
    signed_up(Event.objects.get(slug=path.split("/")[2]))

    assert queries(client, path) == 3  # what moved, the event, and the seats


def test_a_kept_programme_costs_one_query(client: Client) -> None:
    path = programme_of(3)
    client.get(path)

    assert queries(client, path) == 1


def test_other_pages_cost_a_fixed_number_of_queries(client: Client) -> None:
    event, picks = evening_with_tables(tables=2)
    stem = f"/bijeenkomst/{event.slug}/"
    table = picks[0].table
    assert table is not None

    first = {path: queries(client, path) for path in (stem, f"{stem}tafel/{table.code}/", "/")}
    again = {path: queries(client, path) for path in first}

    assert list(first.values()) == [4, 2, 3]
    assert list(again.values()) == [1, 1, 1]


def test_home_costs_the_same_for_one_gathering_and_for_many(client: Client) -> None:
    published_event()
    one = queries(client, "/")
    for _number in range(5):
        published_event()

    assert queries(client, "/") == one


def test_rendering_asks_the_database_nothing() -> None:
    slug = programme_of(3).split("/")[2]
    visit = Visit(published(slug), NOW, f"/bijeenkomst/{slug}/programma/")

    with CaptureQueriesContext(connection) as asked:
        text = visit.rendered("events/programme.html", timetable(visit, ""))

    assert len(asked) == 0
    assert "Sessie 2" in text


def test_who_has_the_page_is_told_so(client: Client) -> None:
    path = f"/bijeenkomst/{published_event().slug}/"
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_page_is_sent_compressed_to_who_takes_it(client: Client) -> None:
    path = f"/bijeenkomst/{published_event().slug}/"

    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": "br, gzip;q=0.8"})
    refused = client.get(path, headers={"Accept-Encoding": "gzip;q=0, identity"})

    assert gzip.decompress(packed.content) == plain.content == refused.content
    assert packed.headers["Content-Encoding"] == "gzip"
    assert not refused.has_header("Content-Encoding")
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert [plain.headers["Vary"], packed.headers["Vary"]] == [VARY, VARY]


@pytest.mark.parametrize("path", ["/", "/privacy/", "event", "programme"])
def test_a_page_holds_nothing_of_its_visitor(client: Client, path: str) -> None:
    slug = published_event().slug
    path = {"event": f"/bijeenkomst/{slug}/", "programme": f"/bijeenkomst/{slug}/programma/"}.get(
        path, path
    )
    client.force_login(
        get_user_model().objects.create_user("canary@example.org", "correct horse battery")
    )

    answer = client.get(path)

    assert "canary" not in answer.content.decode()
    assert "csrf" not in answer.content.decode().lower()
    assert answer.headers["Vary"] == VARY
    assert not answer.cookies
    assert answer.content == Client().get(path).content


def text(client: Client, event: Event) -> str:
    return client.get(f"/bijeenkomst/{event.slug}/").content.decode()


def test_a_sign_up_is_seen_at_once(client: Client) -> None:
    event = published_event(capacity=5)
    assert "nog 5 plaatsen" in text(client, event)

    signed_up(event)

    assert "nog 4 plaatsen" in text(client, event)


def test_more_seats_are_seen_at_once(client: Client) -> None:
    event = published_event(capacity=5)
    assert "nog 5 plaatsen" in text(client, event)

    change_capacity(event, capacity=9, now=NOW, by=None)

    assert "nog 9 plaatsen" in text(client, event)


def test_a_new_release_is_seen_at_once(client: Client) -> None:
    event = published_event(motto="Eerst")
    assert "Eerst" in text(client, event)

    change(event, now=NOW, by=None, motto="Daarna")
    assert "Eerst" in text(client, event)
    publish(event, now=NOW, by=None)

    assert "Daarna" in text(client, event)


def test_a_phase_that_begins_is_seen_at_once(client: Client) -> None:
    event = published_event(closes_at=NOW + timedelta(hours=1))
    assert 'class="button"' in text(client, event)

    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert "Je kunt je niet meer aanmelden." in text(client, event)


def test_a_seat_taken_at_a_table_leaves_the_rest_of_the_programme_as_it_was(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, picks = evening_with_tables(seats_per_table=5, tables=2)
    path = f"/bijeenkomst/{event.slug}/programma/"
    before = client.get(path).content.decode()

    signed_up(event, picks=picks[:1])
    monkeypatch.delattr(Visit, "rendered")  # only the seats are made anew
    after = client.get(path).content.decode()

    assert before.count("nog 5 plaatsen") == 2
    assert after == before.replace("nog 5 plaatsen", "nog 4 plaatsen", 1)


def test_a_change_of_seats_at_a_table_is_seen_at_once(client: Client) -> None:
    event, picks = evening_with_tables(seats_per_table=5, tables=1)
    path = f"/bijeenkomst/{event.slug}/programma/"
    client.get(path)
    assert picks[0].table is not None

    change_capacity(picks[0].table, capacity=None, now=NOW, by=None)

    assert "plaatsen" not in client.get(path).content.decode().split("<main")[1]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("opens_at", NOW + timedelta(days=1), "Je kunt je aanmelden vanaf"),
        ("closes_at", NOW, "Je kunt je niet meer aanmelden."),
        ("takes_registrations", False, "Je hoeft je hier niet aan te melden"),
        ("visibility", "unlisted", "noindex"),
    ],
)
def test_what_is_live_is_seen_at_once(
    client: Client, field: str, value: object, words: str
) -> None:
    event = published_event()
    assert words not in text(client, event)

    change(event, now=NOW, by=None, **{field: value})

    assert words in text(client, event)


def test_made_up_choices_do_not_fill_the_store(client: Client) -> None:
    published_event()
    for number in range(5):
        client.get(f"/?thema=verzonnen-{number}&x={number}")
        client.get(f"/?plaats={number}")

    assert len(pages) == 2  # one for an unknown theme, one for an unknown place


def test_the_store_drops_what_was_longest_unused() -> None:
    one = page_of("a" * 1000)
    store: Store[Page] = Store(one.size * 2)
    store.put("a", one)
    store.put("b", page_of("b" * 1000))
    store.get("a")
    store.put("c", page_of("c" * 1000))

    assert [store.get(key) is not None for key in "abc"] == [True, False, True]


def test_a_page_that_is_too_old_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    store: Store[Page] = Store(10_000)
    kept = page_of("tekst")
    store.put("a", kept)

    assert store.get("a") is not None
    monkeypatch.setattr("time.monotonic", lambda: kept.rendered_at + LONGEST + 1)
    assert store.get("a") is None


def test_a_crowd_at_a_cold_page_has_it_rendered_once(rf: RequestFactory) -> None:
    rendered: list[str] = []

    def render() -> str:
        sleep(0.05)
        rendered.append("once")
        return "<!doctype html>"

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _n: answer(rf.get("/"), "cold", render), range(8)))

    assert rendered == ["once"]
    assert {page.getvalue() for page in answers} == {b"<!doctype html>"}
