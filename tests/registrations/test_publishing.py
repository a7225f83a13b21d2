"""Publishing tells exactly those whom it touches, once, of their own changes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Appearance, Event, Session, Table
from events.publishing import publish
from festival.editing import change
from registrations.announcing.publishing import draft_of
from registrations.sign_up.picking import Pick
from tests.events.calendars import entries
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    join_team,
    made,
    make_event,
    make_person,
    make_room,
    make_session,
    make_venue,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine: Any) -> None:
    time_machine.move_to(NOW)


def page_of(event: Event) -> str:
    return reverse("staff:publish", kwargs={"slug": event.slug})


def editor(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


def typed(event: Event, **other: Any) -> dict[str, Any]:
    """What a browser sends of the form as it was opened."""
    event = Event.objects.get(pk=event.pk)
    return {
        "seen": draft_of(event).stamp,
        "notes": "",
        "tell": "on",
        "subject": "Let op",
        "opening": "Er verandert iets.",
    } | other


def moved(picks: list[Pick], minutes: int = 15) -> Session:
    session = Session.objects.get(pk=picks[0].session.pk)
    begins = session.starts_at + timedelta(minutes=minutes)  # type: ignore[operator]
    return change(session, now=NOW, by=None, starts_at=begins)


def addressees() -> list[str]:
    return sorted(address for one in mail.outbox for address in one.to)


def test_who_chose_what_changed_is_mailed_and_nobody_else() -> None:
    event, picks = evening_with_tables(tables=2)
    other = make_session(event, "Rondleiding", kind="parallel", block=picks[0].block)
    publish(event, now=NOW, by=None)
    chose = signed_up(event, "koos@example.org", picks=picks[:1])
    signed_up(event, "anders@example.org", picks=[Pick(picks[0].block, other)])
    signed_up(event, "niets@example.org")
    mail.outbox.clear()
    moved(picks)

    answer = editor(event).post(page_of(event), typed(event), follow=True)

    event.refresh_from_db()
    assert event.release is not None
    assert event.release.number == 3
    assert "Versie 3 is openbaar. 1 persoon krijgt een mail." in answer.content.decode()
    assert addressees() == [chose.email]
    assert mail.outbox[0].subject == "Let op"
    assert "Er verandert iets." in mail.outbox[0].body
    assert "- “Werksessie” begint om 20.45 uur in plaats van 20.30 uur." in mail.outbox[0].body


def test_the_mail_brings_the_calendar_up_to_date() -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    before = mail.outbox[-1].attachments[0][1]
    mail.outbox.clear()
    moved(picks)

    editor(event).post(page_of(event), typed(event))

    (calendar,) = mail.outbox[0].attachments
    uid = f"{person.code}@localhost"
    was, now_is = (next(iter(entries(text.encode()).items())) for text in (before, calendar[1]))
    assert was[0] == now_is[0], uid
    assert (was[1].sequence, now_is[1].sequence, now_is[1].status) == (0, 1, "CONFIRMED")
    assert calendar[2] == "text/calendar; method=REQUEST"


def test_a_change_of_the_whole_touches_everybody_also_who_waits() -> None:
    event = published_event(capacity=1)
    signed_up(event, "zit@example.org")
    signed_up(event, "wacht@example.org", language="en")
    mail.outbox.clear()
    change(Event.objects.get(pk=event.pk), now=NOW, by=None, ends_at=START + timedelta(hours=3))

    editor(event).post(page_of(event), typed(event))

    assert addressees() == ["wacht@example.org", "zit@example.org"]
    english = next(one for one in mail.outbox if one.to == ["wacht@example.org"])
    assert "What changes for you" in english.body
    assert "The gathering is on Monday 1 June 2026" in english.body
    assert english.attachments == []


def test_texts_touch_nobody() -> None:
    event = published_event()
    signed_up(event)
    mail.outbox.clear()
    change(Event.objects.get(pk=event.pk), now=NOW, by=None, intro="Welkom.")

    page = editor(event).get(page_of(event)).content.decode()
    editor(event).post(page_of(event), typed(event))

    assert "De inleiding is nieuw." in page
    assert 'name="opening"' not in page
    assert mail.outbox == []


def test_nobody_is_mailed_without_the_tick() -> None:
    event, picks = evening_with_tables()
    signed_up(event, picks=picks[:1])
    mail.outbox.clear()
    moved(picks)
    sent = typed(event)
    del sent["tell"]

    editor(event).post(page_of(event), sent)

    event.refresh_from_db()
    assert event.release is not None
    assert (event.release.number, mail.outbox) == (2, [])


def test_hosts_with_an_address_are_told_and_the_others_are_named() -> None:
    event, picks = evening_with_tables()
    reached = make_person("Els", "Bos", email="els@example.org")
    silent = make_person("Jan", "Stil")
    for person in (reached, silent):
        made(Appearance(table=picks[0].table, person=person, role="host"))
    publish(event, now=NOW, by=None)
    mail.outbox.clear()
    moved(picks)
    client = editor(event)

    page = client.get(page_of(event)).content.decode()
    client.post(page_of(event), typed(event))

    assert f'<a href="/beheer/personen/{silent.code}/">Jan Stil</a>' in page
    assert addressees() == ["els@example.org"]
    assert "Je krijgt deze mail omdat je in het programma" in mail.outbox[0].body
    (calendar,) = mail.outbox[0].attachments
    (entry,) = entries(calendar[1].encode()).values()
    assert (entry.sequence, entry.status) == (1, "CONFIRMED")


def test_a_new_host_and_the_former_one_are_both_told() -> None:
    event, picks = evening_with_tables()
    before = made(
        Appearance(table=picks[0].table, person=make_person(email="oud@example.org"), role="host")
    )
    publish(event, now=NOW, by=None)
    change(before, now=NOW, by=None, person=make_person("Eef", email="nieuw@example.org"))
    mail.outbox.clear()

    editor(event).post(page_of(event), typed(event))

    assert addressees() == ["nieuw@example.org", "oud@example.org"]


def test_what_an_organiser_writes_stays_text() -> None:
    event, picks = evening_with_tables()
    signed_up(event, picks=picks[:1])
    mail.outbox.clear()
    moved(picks)

    sent = typed(event, opening="<b>{{ registration.email }}</b>", subject="Een\r\nBcc: x@y.nl")
    editor(event).post(page_of(event), sent)

    html = str(mail.outbox[0].alternatives[0][0])
    assert "&lt;b&gt;{{ registration.email }}&lt;/b&gt;" in html
    assert "<b>" not in html
    assert mail.outbox[0].subject == "Een Bcc: x@y.nl"


def test_twice_publishes_once_and_mails_once() -> None:
    event, picks = evening_with_tables()
    signed_up(event, picks=picks[:1])
    mail.outbox.clear()
    moved(picks)
    client, sent = editor(event), typed(event)

    answers = [client.post(page_of(event), sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert (event.releases.count(), len(mail.outbox)) == (2, 1)


@pytest.mark.parametrize("meanwhile", ["published", "changed"])
def test_what_somebody_else_did_meanwhile_is_shown_first(meanwhile: str) -> None:
    event, picks = evening_with_tables()
    signed_up(event, picks=picks[:1])
    mail.outbox.clear()
    moved(picks)
    sent = typed(event, notes="Door de trein.")
    change(Table.objects.get(pk=picks[0].table.pk), now=NOW, by=None, topic="Wonen")  # type: ignore[union-attr]
    if meanwhile == "published":
        publish(event, now=NOW, by=None)
        moved(picks, minutes=5)

    refused = editor(event).post(page_of(event), sent)

    said = refused.content.decode()
    assert refused.status_code == 409
    assert {"published": "Inmiddels is versie 2", "changed": "is gewijzigd sinds"}[
        meanwhile
    ] in said
    assert "Door de trein." in said
    assert (event.releases.count(), mail.outbox) == (1 + (meanwhile == "published"), [])
    again = editor(event).post(page_of(event), typed(event, notes="Door de trein."))
    assert again.status_code == 302


def test_the_first_time_an_organiser_chooses_who_may_see_it() -> None:
    event = make_event(visibility="draft")
    client = editor(event)

    page = client.get(page_of(event)).content.decode()
    client.post(page_of(event), {"seen": draft_of(event).stamp, "visibility": "unlisted"})

    event.refresh_from_db()
    assert "Maak je bijeenkomst openbaar" in page
    assert (event.visibility, event.releases.count()) == ("unlisted", 1)


def test_a_mail_without_subject_is_refused_beside_the_field() -> None:
    event, picks = evening_with_tables()
    signed_up(event, picks=picks[:1])
    moved(picks)

    refused = editor(event).post(page_of(event), typed(event, subject=""))

    assert refused.status_code == 422
    assert "Geef de mail een onderwerp." in refused.content.decode()
    assert event.releases.count() == 1


def test_looking_at_the_mail_sends_nothing() -> None:
    event, picks = evening_with_tables()
    signed_up(event, picks=picks[:1])
    mail.outbox.clear()
    moved(picks)

    page = editor(event).post(page_of(event), typed(event, opening="Tot dan!", look="yes"))

    assert "Beste Voornaam," in page.content.decode()
    assert page.content.decode().count("Tot dan!") == 2
    assert (event.releases.count(), mail.outbox) == (1, [])


def test_nothing_is_offered_when_nothing_changed() -> None:
    event = published_event()

    page = editor(event).get(page_of(event)).content.decode()

    assert "Alles is openbaar" in page
    assert '<button name="look"' not in page


def test_page_and_verb_cost_the_same_for_many() -> None:
    def cost(people: int) -> tuple[int, int]:
        event, picks = evening_with_tables(tables=people, seats_per_table=1, capacity=None)
        venue = make_venue()
        change(event, now=NOW, by=None, venue=venue, room=make_room(venue))
        publish(event, now=NOW, by=None)
        for number in range(people):
            signed_up(event, picks=[picks[number]])
            signed_up(event, picks=[picks[number]], language="en")
            host = make_person(email=f"host{number}@example.org")
            made(Appearance(table=picks[number].table, person=host, role="host"))
        moved(picks)
        client = editor(event)
        with CaptureQueriesContext(connection) as looking:
            client.get(page_of(event))
        with CaptureQueriesContext(connection) as doing:
            assert client.post(page_of(event), typed(event)).status_code == 302
        return len(looking), len(doing)

    assert cost(1) == cost(4)
