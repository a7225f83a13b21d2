"""What search engines are told is complete, true, and cannot break out of its block."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.template import Context, Template

from events.interop.jsonld import event_jsonld
from events.programme import (
    Appearance,
    Organisation,
    Partner,
    Person,
    Picture,
    Programme,
    Session,
    Table,
    Venue,
)
from events.published import Seats

START = datetime(2027, 6, 1, 17, 45, tzinfo=UTC)
URL = "http://testserver/bijeenkomst/avond/"
HOSTILE = '</script><script>alert("1")</script><!-- & \u2028'
EVENING = Programme(
    code="evening2",
    slug="avond",
    title="Routekaart",
    edition="2027",
    language="nl",
    time_zone="Europe/Amsterdam",
    starts_at=START,
    ends_at=START + timedelta(hours=2),
    summary="Van idee naar onderneming.",
    intro="Kom **langs**.",
    venue=Venue("Pakhuis", "Amsterdam", street="Kade 1", postal_code="1019 HC"),
    room="Studio",
    organisations=(Organisation("lsa", "LSA", "network", website="https://lsa.example/"),),
    partners=(Partner("lsa", "organiser"),),
    people=(
        Person("person22", "Hans Nooren", "nooren hans", function="gastheer", organisation="lsa"),
        Person("person33", "Wie niet optreedt", "x"),
    ),
    photos=(Picture("photos/zaal-1200x800.webp", "photos/zaal-small.webp", 1200, 800, "De zaal"),),
    sessions=(
        Session(
            "session2",
            "Werksessies",
            "tables",
            about="Vier *tafels*.",
            room="Foyer",
            starts_at=START + timedelta(minutes=45),
            ends_at=START + timedelta(minutes=90),
            tables=(Table("table222", 1, "Zorg", appearances=(Appearance("person22", "host"),)),),
        ),
        Session("session3", "Nog te plannen", "plenary"),
        Session(
            "session4",
            "Afgezegd",
            "plenary",
            starts_at=START,
            ends_at=START,
            cancelled=True,
        ),
    ),
)
PAKHUIS = {
    "@type": "PostalAddress",
    "streetAddress": "Kade 1",
    "postalCode": "1019 HC",
    "addressLocality": "Amsterdam",
    "addressCountry": "NL",
}
HANS = {
    "@type": "Person",
    "name": "Hans Nooren",
    "jobTitle": "gastheer",
    "affiliation": {"@type": "Organization", "name": "LSA", "url": "https://lsa.example/"},
}


def told(programme: Programme, seats: Seats | None = None) -> dict[str, Any]:
    text = event_jsonld(programme, site_url="http://testserver", url=URL, seats=seats)
    event: dict[str, Any] = json.loads(text)
    return event


def test_what_search_engines_require_and_advise_is_there() -> None:
    event = told(EVENING, Seats(capacity=10, taken=9))

    sessions = event.pop("subEvent")
    assert event == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": URL,
        "url": URL,
        "name": "Routekaart (2027)",
        "description": "Van idee naar onderneming.\n\nKom langs.",
        "inLanguage": "nl",
        "startDate": "2027-06-01T19:45:00+02:00",
        "endDate": "2027-06-01T21:45:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": "Studio, Pakhuis", "address": PAKHUIS},
        "image": [
            {
                "@type": "ImageObject",
                "contentUrl": "http://testserver/media/photos/zaal-1200x800.webp",
                "url": "http://testserver/media/photos/zaal-1200x800.webp",
                "caption": "De zaal",
            }
        ],
        "organizer": [{"@type": "Organization", "name": "LSA", "url": "https://lsa.example/"}],
        "performer": [HANS],
        "isAccessibleForFree": True,
        "offers": {
            "@type": "Offer",
            "url": URL,
            "price": 0,
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
        },
    }
    assert sessions[0] == {
        "@type": "Event",
        "name": "Werksessies",
        "url": "http://testserver/bijeenkomst/avond/sessie/session2/",
        "description": "Vier tafels.",
        "startDate": "2027-06-01T20:30:00+02:00",
        "endDate": "2027-06-01T21:15:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": "Foyer, Pakhuis", "address": PAKHUIS},
        "performer": [HANS],
    }
    assert [(s["name"], s["eventStatus"].rsplit("/", 1)[1]) for s in sessions[1:]] == [
        ("Afgezegd", "EventCancelled")
    ]


def test_a_full_gathering_is_sold_out() -> None:
    event = told(EVENING, Seats(capacity=10, taken=10))

    assert event["offers"]["availability"] == "https://schema.org/SoldOut"


@pytest.mark.parametrize(
    ("programme", "seats"),
    [(EVENING, None), (replace(EVENING, cancelled=True), Seats(capacity=10, taken=0))],
)
def test_without_sign_up_or_when_cancelled_nothing_is_offered(
    programme: Programme, seats: Seats | None
) -> None:
    assert "offers" not in told(programme, seats)


def test_a_cancelled_gathering_says_so_for_every_part() -> None:
    event = told(replace(EVENING, cancelled=True))

    parts = [event, *event["subEvent"]]
    assert {part["eventStatus"] for part in parts} == {"https://schema.org/EventCancelled"}


@pytest.mark.parametrize(
    ("precision", "start"), [("day", "2027-06-01"), ("month", "2027-06"), ("year", "2027")]
)
def test_a_date_is_told_as_exactly_as_it_is_known(precision: str, start: str) -> None:
    event = told(replace(EVENING, precision=precision))

    assert (event["startDate"], event["endDate"]) == (start, start)


def test_without_a_venue_the_town_is_the_place() -> None:
    event = told(replace(EVENING, venue=None, town="Parkstad Limburg"))

    assert event["location"] == {
        "@type": "Place",
        "name": "Parkstad Limburg",
        "address": {"@type": "PostalAddress", "addressLocality": "Parkstad Limburg"},
    }


def test_a_hostile_text_cannot_end_the_block() -> None:
    session = replace(EVENING.sessions[0], title=HOSTILE, about=HOSTILE)
    programme = replace(EVENING, title=HOSTILE, intro=HOSTILE, sessions=(session,))

    text = event_jsonld(programme, site_url="http://testserver", url=URL, seats=None)

    rendered = Template("{{ text }}").render(Context({"text": text}))
    assert not set("<>&") & set(rendered)
    assert json.loads(rendered)["name"] == f"{HOSTILE} (2027)"
