"""What machines read: from the release only, and kept by who has it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from events import published as published_module
from events.models import Event, Session
from events.publishing import publish
from festival.editing import change, remove
from tests.events.calendars import Read, entries
from tests.factories import (
    NOW,
    START,
    make_event,
    make_room,
    make_session,
    make_theme,
    make_venue,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def address(name: str, **kwargs: str) -> str:
    return reverse(f"feeds:{name}", kwargs=kwargs)


def programme_of(client: Client, event: Event) -> dict[str, Read]:
    return entries(client.get(address("programme_calendar", slug=event.slug)).content)


def of_event(client: Client, event: Event) -> Read:
    (read,) = entries(client.get(address("event_calendar", slug=event.slug)).content).values()
    return read


def published_again(event: Event, thing: Any, **values: Any) -> None:
    change(thing, now=LATER, by=None, **values)
    publish(event, now=LATER, by=None)


def evening_with_a_session(**fields: Any) -> tuple[Event, Session]:
    event = make_event(**fields)
    session = make_session(event)
    publish(event, now=NOW, by=None)
    return event, session


SITE_FEEDS = ["site_calendar", "news", "sitemap", "site_sitemap"]


def test_a_calendar_is_announced_as_one(client: Client) -> None:
    event = published_event(slug="routekaart")

    answer = client.get(address("event_calendar", slug=event.slug))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert answer["Content-Disposition"] == 'inline; filename="routekaart-event.ics"'
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Last-Modified"] == "Mon, 04 May 2026 10:00:00 GMT"
    assert b"DTSTAMP:20260504T100000Z" in answer.content


@pytest.mark.parametrize(
    "name", ["event_calendar", "programme_calendar", "event_sitemap", *SITE_FEEDS]
)
def test_who_has_it_already_gets_nothing_again_until_the_next_release(
    client: Client, name: str
) -> None:
    event = published_event()
    path = address(name) if name in SITE_FEEDS else address(name, slug=event.slug)
    first = client.get(path)
    seen = {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}

    same = client.get(path, headers=seen)
    since = client.get(path, headers={"If-Modified-Since": first["Last-Modified"]})
    publish(event, now=LATER, by=None)
    anew = client.get(path, headers=seen)

    assert [r.status_code for r in (first, same, since, anew)] == [200, 304, 304, 200]
    assert (same["ETag"], same.content) == (first["ETag"], b"")


@pytest.mark.parametrize("name", [name for name in SITE_FEEDS if name != "site_sitemap"])
def test_what_goes_out_of_the_lists_changes_them_at_once(client: Client, name: str) -> None:
    event, _other = published_event(), published_event()
    first = client.get(address(name))

    change(event, now=LATER, by=None, visibility=Event.Visibility.UNLISTED)

    anew = client.get(address(name), headers={"If-None-Match": first["ETag"]})
    assert anew.status_code == 200


def test_a_draft_change_is_not_told(client: Client) -> None:
    event = published_event(title="Routekaart")

    change(event, now=LATER, by=None, title="Nog geheim", starts_at=START - timedelta(hours=1))

    assert of_event(client, event) == Read("Routekaart", START, event.ends_at, 0, "CONFIRMED")


@pytest.mark.parametrize("name", ["event_calendar", "programme_calendar", "event_sitemap"])
def test_a_draft_has_nothing_to_read(client: Client, name: str) -> None:
    event = published_event()
    change(event, now=LATER, by=None, visibility=Event.Visibility.DRAFT)
    unpublished = make_event()

    for slug in (event.slug, unpublished.slug, "bestaat-niet"):
        assert client.get(address(name, slug=slug)).status_code == 404


def test_an_unlisted_gathering_has_its_own_calendar_and_stands_in_no_list(client: Client) -> None:
    event = make_event(visibility=Event.Visibility.UNLISTED, slug="besloten")
    session = make_session(event)
    publish(event, now=NOW, by=None)

    own = [
        client.get(address("event_calendar", slug=event.slug)),
        client.get(address("programme_calendar", slug=event.slug)),
        client.get(address("session_calendar", slug=event.slug, code=session.code)),
    ]

    assert [answer.status_code for answer in own] == [200, 200, 200]
    assert client.get(address("event_sitemap", slug=event.slug)).status_code == 404
    for name in SITE_FEEDS:
        assert b"besloten" not in client.get(address(name)).content


@pytest.mark.parametrize("precision", ["month", "year"])
def test_a_gathering_without_a_known_day_has_no_calendar(client: Client, precision: str) -> None:
    event, session = evening_with_a_session(precision=precision)

    for path in (
        address("event_calendar", slug=event.slug),
        address("programme_calendar", slug=event.slug),
        address("session_calendar", slug=event.slug, code=session.code),
    ):
        assert client.get(path).status_code == 404
    assert entries(client.get(address("site_calendar")).content) == {}


def test_a_session_of_another_gathering_or_without_a_time_has_no_calendar(client: Client) -> None:
    event, _session = evening_with_a_session()
    _other, stranger = evening_with_a_session()
    unplanned = make_session(event, starts_at=None, ends_at=None)
    publish(event, now=LATER, by=None)

    for code in (stranger.code, unplanned.code, "bestaatn"):
        path = address("session_calendar", slug=event.slug, code=code)
        assert client.get(path).status_code == 404


def test_the_sequence_rises_when_the_time_changes_and_not_otherwise(client: Client) -> None:
    event, session = evening_with_a_session()

    published_again(event, event, title="Andere titel", intro="Andere tekst")
    published_again(event, session, title="Andere sessie", about="Andere tekst")
    unmoved = of_event(client, event).sequence, *_sequences(client, event)
    published_again(event, event, ends_at=event.ends_at + timedelta(hours=1))
    longer = of_event(client, event).sequence, *_sequences(client, event)
    published_again(event, session, ends_at=session.ends_at + timedelta(minutes=5))
    moved = of_event(client, event).sequence, *_sequences(client, event)

    assert (unmoved, longer, moved) == ((0, 0), (1, 0), (1, 1))


def test_the_sequence_rises_when_the_place_changes_and_not_otherwise(client: Client) -> None:
    venue = make_venue()
    room, other_room = make_room(venue, "Studio"), make_room(venue, "Foyer")
    event, session = evening_with_a_session(venue=venue)

    published_again(event, venue, access_note="Lift aanwezig", website="https://example.org")
    unmoved = of_event(client, event).sequence, *_sequences(client, event)
    published_again(event, session, room=other_room)
    session_moved = of_event(client, event).sequence, *_sequences(client, event)
    published_again(event, event, room=room)
    event_moved = of_event(client, event).sequence, *_sequences(client, event)

    assert (unmoved, session_moved, event_moved) == ((0, 0), (0, 1), (1, 2))


def _sequences(client: Client, event: Event) -> list[int]:
    return [entry.sequence for entry in programme_of(client, event).values()]


def test_a_withdrawn_session_is_cancelled_under_the_same_identity(client: Client) -> None:
    event, session = evening_with_a_session()
    make_session(event, "Hapje")
    publish(event, now=NOW, by=None)
    uid = f"{session.code}@testserver"
    before = programme_of(client, event)[uid]
    own = address("session_calendar", slug=event.slug, code=session.code)

    remove(session, now=LATER, by=None)
    publish(event, now=LATER, by=None)

    after = before._replace(sequence=before.sequence + 1, status="CANCELLED")
    assert programme_of(client, event)[uid] == after
    assert entries(client.get(own).content) == {uid: after}


def test_a_calendar_keeps_its_links_working_when_the_address_changes(client: Client) -> None:
    event = published_event(slug="oud")

    change(event, now=LATER, by=None, slug="verhuisd")

    content = client.get(address("event_calendar", slug="verhuisd")).content
    assert b"URL:http://testserver/bijeenkomst/verhuisd/" in content


def test_the_news_tells_what_was_announced_last_and_stays_in_place_after_a_change(
    client: Client,
) -> None:
    first = published_event(title="Eerst & <b>vet</b>", summary="Doe <i>het</i> zelf")
    second = make_event(title="Daarna")
    publish(second, now=LATER, by=None)
    publish(first, now=LATER + timedelta(days=1), by=None)

    answer = client.get(address("news"))

    feed = ElementTree.fromstring(answer.content)
    told = [
        [entry.findtext(f"{ATOM}{name}") for name in ("title", "published", "updated", "id")]
        for entry in feed.findall(f"{ATOM}entry")
    ]
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert told == [
        [
            "Daarna",
            "2026-05-05T10:00:00+00:00",
            "2026-05-05T10:00:00+00:00",
            f"tag:testserver,2026:{second.code}",
        ],
        [
            "Eerst & <b>vet</b>",
            "2026-05-04T10:00:00+00:00",
            "2026-05-06T10:00:00+00:00",
            f"tag:testserver,2026:{first.code}",
        ],
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-05-06T10:00:00+00:00"
    summaries = [entry.findtext(f"{ATOM}summary") for entry in feed.findall(f"{ATOM}entry")]
    assert summaries == ["", "Doe &lt;i&gt;het&lt;/i&gt; zelf"]


def test_the_sitemap_lists_every_page_of_a_listed_gathering_in_both_languages(
    client: Client,
) -> None:
    event = make_event(slug="avond")
    session, theme = make_session(event), make_theme(event)
    publish(event, now=NOW, by=None)

    index = ElementTree.fromstring(client.get(address("sitemap")).content)
    sitemap = ElementTree.fromstring(client.get(address("event_sitemap", slug="avond")).content)

    assert [loc.text for loc in index.iter(f"{SITEMAP}loc")] == [
        "http://testserver/sitemap-site.xml",
        "http://testserver/sitemap/avond.xml",
    ]
    paths = ["", "programma/", f"sessie/{session.code}/", f"thema/{theme.slug}/"]
    assert [loc.text for loc in sitemap.iter(f"{SITEMAP}loc")] == [
        f"http://testserver{language}/bijeenkomst/avond/{path}"
        for path in paths
        for language in ("", "/en")
    ]
    first = next(sitemap.iter(f"{SITEMAP}url"))
    assert first.findtext(f"{SITEMAP}lastmod") == "2026-05-04"
    assert [(link.get("hreflang"), link.get("href")) for link in first.iter(f"{XHTML}link")] == [
        ("nl", "http://testserver/bijeenkomst/avond/"),
        ("en", "http://testserver/en/bijeenkomst/avond/"),
    ]


def test_robots_stay_away_from_staff_and_personal_pages(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {"Disallow: /beheer/", "Disallow: /en/aanmelding/", "Disallow: /admin/"} <= set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


@time_machine.travel(datetime(2026, 5, 4, 10, 30, tzinfo=UTC), tick=False)
def test_who_finds_a_weakness_is_told_where_to_report_it(client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = "mailto:veilig@example.org"

    answer = client.get("/.well-known/security.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:veilig@example.org",
        "Expires: 2026-10-31T00:00:00Z",
        "Preferred-Languages: nl, en",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


@pytest.mark.parametrize("name", SITE_FEEDS)
@pytest.mark.parametrize("events", [1, 3])
def test_lists_of_gatherings_cost_the_same_however_many_there_are(
    client: Client, django_assert_num_queries: Any, name: str, events: int
) -> None:
    for _number in range(events):
        evening_with_a_session()
    cache.clear()

    with django_assert_num_queries(2 if name in {"site_calendar", "news"} else 1):
        client.get(address(name))
    with django_assert_num_queries(1):
        client.get(address(name))


@pytest.mark.parametrize("sessions", [1, 30])
def test_a_calendar_costs_the_same_however_long_the_programme(
    client: Client, django_assert_num_queries: Any, sessions: int
) -> None:
    event = make_event()
    for number in range(sessions):
        make_session(event, f"Sessie {number}")
    publish(event, now=NOW, by=None)
    published_module._released.cache_clear()

    with django_assert_num_queries(2):
        client.get(address("programme_calendar", slug=event.slug))
    with django_assert_num_queries(1):
        client.get(address("programme_calendar", slug=event.slug))


@pytest.mark.parametrize("name", [*SITE_FEEDS, "robots", "security"])
def test_feeds_are_read_only(client: Client, name: str) -> None:
    assert client.post(address(name)).status_code == 405
    assert client.head(address(name)).status_code == 200


def test_a_page_names_its_calendars_and_the_news(client: Client) -> None:
    event = published_event(slug="avond")

    html = client.get(reverse("events:event", args=[event.slug])).content.decode()

    for kind, path in [
        ("text/calendar", "/bijeenkomst/avond/agenda.ics"),
        ("text/calendar", "/bijeenkomst/avond/programma.ics"),
        ("text/calendar", "/agenda.ics"),
        ("application/atom+xml", "/nieuws.atom"),
    ]:
        assert f'<link rel="alternate" type="{kind}" href="{path}"' in html


def test_a_page_offers_no_calendar_when_the_day_is_not_known(client: Client) -> None:
    event, session = evening_with_a_session(precision="year")

    for path in (
        reverse("events:event", args=[event.slug]),
        reverse("events:programme", args=[event.slug]),
        reverse("events:session", args=[event.slug, session.code]),
    ):
        html = client.get(path).content.decode()
        assert f"/bijeenkomst/{event.slug}/agenda.ics" not in html
        assert "programma.ics" not in html
        assert f"{session.code}.ics" not in html


def test_a_page_tells_search_engines_whether_there_is_room(client: Client) -> None:
    event = published_event(capacity=1, summary="</script><b>")
    page = reverse("events:event", args=[event.slug])

    def availability() -> str:
        html = client.get(page).content.decode()
        block = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
        told: dict[str, Any] = json.loads(block)
        assert told["description"] == "</script><b>"
        return str(told["offers"]["availability"])

    with time_machine.travel(NOW, tick=False):
        before = availability()
        signed_up(event)
        after = availability()

    assert (before, after) == ("https://schema.org/InStock", "https://schema.org/SoldOut")
