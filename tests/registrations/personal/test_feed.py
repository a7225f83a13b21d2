"""The calendar that one follows: it moves along with every change, under the same UIDs."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from icalendar import Calendar

from events.published import with_release
from events.publishing import publish
from festival.editing import change
from registrations.announcing.calling_off import call_off, call_off_session
from registrations.changing.cancelling import cancel
from registrations.links import FEED_SALT, registration_of, token_of
from registrations.models import Registration
from registrations.personal.feed import feed_of
from tests.factories import NOW, START, evening_with_tables, published_event, signed_up
from tests.registrations.personal.links import at, renewed

pytestmark = pytest.mark.django_db


def entries(client: Client, person: Registration) -> dict[str, tuple[int, str]]:
    """The SEQUENCE and STATUS of each entry, by its UID."""
    answer = client.get(at("personal_feed", person))
    assert answer.status_code == 200
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(e["UID"]).split("@")[0]: (e["SEQUENCE"], str(e["STATUS"])) for e in found}


def test_it_has_the_gathering_and_each_session_with_a_seat(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])

    answer = client.get(at("personal_feed", person))

    calendar = Calendar.from_ical(answer.content)
    gathering, session = calendar.walk("VEVENT")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert (str(gathering["UID"]), str(session["RELATED-TO"])) == (str(session["RELATED-TO"]),) * 2
    assert str(session["SUMMARY"]) == f"Onderwerp 1 – {event.title}"
    assert session.decoded("DTSTART") == picks[0].session.starts_at
    assert str(gathering["URL"]).endswith(f"/bijeenkomst/{event.slug}/")
    assert str(session["URL"]).endswith(f"/sessie/{picks[0].session.code}/")
    assert "ATTENDEE" not in gathering  # RFC 5546: none in what is published


def test_it_is_the_same_entry_as_in_the_mail(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    Registration.objects.update(revision=3)

    file = Calendar.from_ical(client.get(at("personal_calendar", person)).content)

    (entry,) = file.walk("VEVENT")
    assert entries(client, person)[person.code] == (entry["SEQUENCE"], "CONFIRMED")
    assert str(entry["UID"]).split("@")[0] == person.code


def test_cancelling_ends_every_entry_with_a_higher_sequence(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    before = entries(client, person)
    mail.outbox.clear()

    cancel(person, now=NOW, by=None)

    after = entries(client, person)
    attached: Any = mail.outbox[0].attachments[0]
    (entry,) = Calendar.from_ical(attached[1]).walk("VEVENT")
    assert after == {uid: (seq + 1, "CANCELLED") for uid, (seq, _status) in before.items()}
    assert after[person.code][0] == entry["SEQUENCE"]


def test_a_session_that_is_called_off_ends_its_own_entry(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    uid = f"{person.code}-{picks[0].session.code}"
    before = entries(client, person)[uid]

    call_off_session(picks[0].session, now=NOW, by=None)

    after = entries(client, person)
    assert after[person.code][1] == "CONFIRMED"
    assert (after[uid][0] > before[0], after[uid][1]) == (True, "CANCELLED")


def test_it_follows_a_new_version_of_the_programme(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    before = entries(client, person)[person.code][0]

    change(event, starts_at=START + timedelta(minutes=15), now=NOW, by=None)
    publish(event, now=NOW, by=None)

    assert entries(client, renewed(person))[person.code][0] > before


def test_who_waits_follows_an_empty_calendar(client: Client) -> None:
    event = published_event(capacity=1)
    signed_up(event)

    assert entries(client, signed_up(event)) == {}


def test_a_gathering_that_is_called_off_ends_it(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])

    call_off(event, now=NOW, by=None)

    assert {status for _seq, status in entries(client, person).values()} == {"CANCELLED"}


def test_who_has_it_already_gets_no_copy(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])

    first = client.get(at("personal_feed", person))
    second = client.get(at("personal_feed", person), headers={"If-None-Match": first["ETag"]})
    cancel(person, now=NOW, by=None)
    third = client.get(at("personal_feed", person), headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, second.status_code, third.status_code) == (200, 304, 200)
    assert "private" in first["Cache-Control"]
    assert second.content == b""


def test_its_queries_do_not_grow_with_the_choices(
    client: Client, django_assert_num_queries: Any
) -> None:
    event, picks = evening_with_tables()
    one, none = signed_up(event, picks=picks[:1]), signed_up(event)
    client.get(at("personal_feed", one))

    for person in (none, one):
        with django_assert_num_queries(2):
            client.get(at("personal_feed", person))


def test_a_revoked_link_stops_the_calendar(client: Client) -> None:
    person = signed_up(published_event())
    address = at("personal_feed", person)
    Registration.objects.update(link_version=1)

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_its_link_opens_nothing_else_and_it_holds_no_other(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    reading = token_of(person, salt=FEED_SALT)

    feed = client.get(at("personal_feed", person)).content.replace(b"\r\n ", b"").decode()

    assert token_of(person) not in feed
    assert registration_of(reading) is None
    assert registration_of(reading, salt=FEED_SALT) == person
    assert client.get(f"/aanmelding/{reading}/").status_code == 404
    assert client.get(f"/mijn-agenda/{token_of(person)}/agenda.ics").status_code == 404


def test_what_somebody_changes_is_dated_when_they_did() -> None:
    event = published_event()
    person = signed_up(event)
    later = NOW + timedelta(days=2)
    cancel(person, now=later, by=None)
    person.refresh_from_db()

    content = feed_of(person, with_release(event), [])

    (entry,) = Calendar.from_ical(content).walk("VEVENT")
    assert (entry["LAST-MODIFIED"].dt, entry["DTSTAMP"].dt) == (later, later)
