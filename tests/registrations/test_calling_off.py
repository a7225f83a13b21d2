"""Calling off: shown everywhere, seats freed, and everybody whom it concerns told once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.cancelling import CalledOff, EventOver, cancel_event
from events.interop.ical import session_calendar
from events.models import Appearance, Event, Session, Table
from events.programme import Programme, from_json
from events.published import published
from events.publishing import publish
from festival.models import AuditEntry
from registrations.announcing.calling_off import call_off, call_off_session, hold_session_after_all
from registrations.changing.cancelling import cancel
from registrations.mails import Letter
from registrations.models import Choice, Registration
from registrations.sign_up.picking import Pick
from tests.events.calendars import entries
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    made,
    make_event,
    make_person,
    make_session,
    make_user,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def addresses_mailed() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def test_everybody_who_counted_on_it_gets_one_mail_with_a_cancelled_appointment() -> None:
    event, picks = evening_with_tables(capacity=2)
    signed_up(event, "seat@example.org", picks=[picks[0]])
    gone = signed_up(event, "gone@example.org")
    cancel(gone, now=NOW, by=None)
    signed_up(event, "second@example.org")
    signed_up(event, "waits@example.org")
    mail.outbox.clear()

    told = [call_off(event, now=LATER, by=None) for _ in range(2)]

    assert told == [3, 0]
    assert addresses_mailed() == ["seat@example.org", "second@example.org", "waits@example.org"]
    assert mail.outbox[0].subject == f"Afgelast: {event.title}"
    assert f"{event.title} is afgelast." in mail.outbox[0].body
    (calendar,) = [a for a in mail.outbox[0].attachments if a[0] == "agenda.ics"]
    assert "METHOD:CANCEL" in calendar[1]


def test_who_only_waited_gets_no_cancelled_appointment() -> None:
    event = published_event(capacity=1)
    signed_up(event, "seat@example.org")
    signed_up(event, "waits@example.org")
    mail.outbox.clear()

    call_off(event, now=LATER, by=None)

    files = {message.to[0]: [a[0] for a in message.attachments] for message in mail.outbox}
    assert files == {"seat@example.org": ["agenda.ics"], "waits@example.org": []}


def test_the_public_sees_the_cancellation_and_nothing_of_the_draft() -> None:
    event = published_event(title="Zoals bekend")
    make_session(event, "Nog geheim")
    Event.objects.filter(pk=event.pk).update(title="Nieuwe titel")
    user = make_user(name="Anneke")

    cancel_event(event, now=LATER, by=user)

    event.refresh_from_db()
    release = event.release
    assert release is not None
    public = from_json(release.content)
    assert (public.title, public.sessions, public.cancelled) == ("Zoals bekend", (), True)
    assert (release.number, public.sequence, release.card["cancelled"]) == (2, 1, True)
    assert (event.cancelled_at, event.cancelled_by) == (LATER, user)
    assert AuditEntry.objects.filter(action="cancel event", actor_name="Anneke").count() == 1


def test_a_second_time_changes_nothing() -> None:
    event = published_event()
    cancel_event(event, now=NOW, by=None)

    again = cancel_event(event, now=LATER, by=None)

    assert (again.cancelled_at, again.releases.count()) == (NOW, 2)


def test_what_is_over_cannot_be_cancelled() -> None:
    event = published_event()

    with pytest.raises(EventOver, match="voorbij"):
        call_off(event, now=event.ends_at, by=None)

    event.refresh_from_db()
    assert event.cancelled_at is None


def test_a_draft_is_cancelled_without_being_published() -> None:
    event = published_event()
    Event.objects.filter(pk=event.pk).update(release=None)

    cancel_event(event, now=LATER, by=None)

    event.refresh_from_db()
    assert (event.release, event.cancelled_at) == (None, LATER)


def test_seats_are_freed_and_it_stays_known_who_would_have_come() -> None:
    event, picks = evening_with_tables(capacity=1)
    came = signed_up(event, picks=picks[:1])
    waited = signed_up(event, picks=picks[:1])
    gone = cancel(signed_up(event), now=NOW, by=None)
    owner = make_user()

    call_off(event, now=LATER, by=owner)

    event.refresh_from_db()
    for person in (came, waited, gone):
        person.refresh_from_db()
    assert (event.seats_taken, [t.seats_taken for t in Table.objects.all()]) == (0, [0] * 4)
    assert (came.status, came.cancelled_at, came.cancelled_by) == ("cancelled", LATER, owner)
    assert set(event.registrations.gone_with_the_event()) == {came, waited}
    assert set(Choice.objects.values_list("status", flat=True)) == {"released"}


def test_the_reason_stands_in_the_mail_as_text() -> None:
    event = published_event()
    signed_up(event)
    mail.outbox.clear()

    letter = Letter("Helaas", "De zaal is <i>ondergelopen</i>.")
    call_off(event, letter=letter, now=LATER, by=None)

    assert mail.outbox[0].subject == "Helaas"
    assert "De zaal is <i>ondergelopen</i>." in mail.outbox[0].body
    assert "&lt;i&gt;ondergelopen&lt;/i&gt;" in str(mail.outbox[0].alternatives[0][0])


def test_the_calendar_file_takes_the_appointment_back_with_a_higher_sequence() -> None:
    event, picks = evening_with_tables()
    signed_up(event, picks=picks[:1])
    (before,) = entries(mail.outbox[-1].attachments[0][1].encode()).items()
    mail.outbox.clear()

    call_off(event, now=LATER, by=None)

    (after,) = entries(mail.outbox[0].attachments[0][1].encode()).items()
    assert after[0] == before[0]
    assert after[1].sequence > before[1].sequence
    assert after[1].status == "CANCELLED"


def test_hosts_are_told_that_the_event_is_off() -> None:
    event, picks = evening_with_tables()
    host = make_person(email="els@example.org")
    made(Appearance(table=picks[0].table, person=host, role="host"))
    publish(event, now=NOW, by=None)
    mail.outbox.clear()

    told = call_off(event, now=LATER, by=None)

    (entry,) = entries(mail.outbox[0].attachments[0][1].encode()).values()
    assert (told, addresses_mailed()) == (1, ["els@example.org"])
    assert f"{event.title} is afgelast." in mail.outbox[0].body
    assert entry.status == "CANCELLED"


# a session


def public_of(event: Event) -> Programme:
    event.refresh_from_db()
    return published(event.slug).programme


def evening_with_two_choices() -> tuple[Event, list[Pick]]:
    event, picks = evening_with_tables(seats_per_table=1, tables=1)
    tour = make_session(event, "Rondleiding", kind="parallel", block=picks[0].block)
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    return event, [picks[0], Pick(picks[0].block, tour)]


def test_who_chose_a_session_or_waits_there_is_told_and_loses_only_that_seat() -> None:
    event, picks = evening_with_two_choices()
    seated = signed_up(event, "zit@example.org", picks=picks[:1])
    waits = signed_up(event, "wacht@example.org", picks=picks[:1])
    signed_up(event, "anders@example.org", picks=picks[1:])
    mail.outbox.clear()

    told = [call_off_session(picks[0].session, now=LATER, by=None) for _ in range(2)]

    session, table = Session.objects.get(pk=picks[0].session.pk), Table.objects.get()
    assert (told, addresses_mailed()) == ([2, 0], ["wacht@example.org", "zit@example.org"])
    assert (session.cancelled_at, table.seats_taken) == (LATER, 0)
    assert {p.choices.get().status for p in (seated, waits)} == {"released"}
    assert Registration.objects.holding_a_seat().count() == 3
    assert "“Werksessie” gaat niet door." in mail.outbox[0].body
    assert "Onderwerp 1" not in mail.outbox[0].body


def test_only_the_session_becomes_public_as_called_off() -> None:
    event, picks = evening_with_two_choices()
    Event.objects.filter(pk=event.pk).update(title="Nieuwe titel")
    make_session(event, "Nog geheim")

    call_off_session(picks[0].session, now=LATER, by=None)

    event.refresh_from_db()
    assert event.release is not None
    public = from_json(event.release.content)
    assert [(s.title, s.cancelled) for s in public.sessions] == [
        ("Rondleiding", False),
        ("Werksessie", True),
    ]
    assert public.title != "Nieuwe titel"
    assert event.release.changes["nl"] == ["“Werksessie” gaat niet door."]


def test_calendars_are_told_of_the_session() -> None:
    event, picks = evening_with_two_choices()
    host = make_person(email="els@example.org")
    made(Appearance(table=picks[0].table, person=host, role="host"))
    publish(event, now=NOW, by=None)
    signed_up(event, "zit@example.org", picks=picks[:1])
    (before,) = entries(mail.outbox[-1].attachments[0][1].encode()).values()
    mail.outbox.clear()

    call_off_session(picks[0].session, now=LATER, by=None)

    event.refresh_from_db()
    found = published(event.slug)
    feed = entries(session_calendar(found.programme, picks[0].session.code, stamped_at=LATER))
    files = {m.to[0]: entries(m.attachments[0][1].encode()) for m in mail.outbox}
    (personal,) = files["zit@example.org"].values()
    assert [(e.status, e.sequence) for e in feed.values()] == [("CANCELLED", 1)]
    assert files["els@example.org"] == feed
    assert (personal.status, personal.sequence) == ("CONFIRMED", before.sequence + 1)
    assert "Werksessie" not in mail.outbox[0].attachments[0][1]


def test_the_mail_also_takes_back_the_entry_of_the_session_itself() -> None:
    event, picks = evening_with_two_choices()
    code = picks[0].session.code
    signed_up(event, "zit@example.org", picks=picks[:1])
    signed_up(event, "wacht@example.org", picks=picks[:1])
    ((uid, before),) = entries(session_calendar(public_of(event), code, stamped_at=NOW)).items()
    mail.outbox.clear()

    call_off_session(picks[0].session, now=LATER, by=None)

    feed = session_calendar(public_of(event), code, stamped_at=LATER)
    for message in mail.outbox:
        name, content, kind = message.attachments[1]
        ((own, after),) = entries(content.encode()).items()
        assert (name, kind) == ("gaat-niet-door.ics", "text/calendar; method=PUBLISH")
        assert "METHOD:PUBLISH" in content
        assert {own: after} == entries(feed)
        assert (own, before.status, after.status) == (uid, "CONFIRMED", "CANCELLED")
        assert after.sequence > before.sequence
        assert "“gaat-niet-door.ics” haalt dit onderdeel uit je agenda" in message.body
    assert addresses_mailed() == ["wacht@example.org", "zit@example.org"]


def test_a_session_called_off_a_second_time_rises_again_in_sequence() -> None:
    event, picks = evening_with_two_choices()
    code = picks[0].session.code
    call_off_session(picks[0].session, now=NOW, by=None)
    hold_session_after_all(picks[0].session, now=NOW, by=None)
    ((_uid, before),) = entries(session_calendar(public_of(event), code, stamped_at=NOW)).items()
    signed_up(event, "zit@example.org", picks=picks[:1])
    mail.outbox.clear()

    call_off_session(picks[0].session, now=LATER, by=None)

    (after,) = entries(mail.outbox[0].attachments[1][1].encode()).values()
    assert (before.status, after.status) == ("CONFIRMED", "CANCELLED")
    assert after.sequence > before.sequence


def test_a_session_without_a_time_has_no_entry_to_take_back() -> None:
    event, picks = evening_with_two_choices()
    Session.objects.filter(pk=picks[0].session.pk).update(starts_at=None, ends_at=None)
    publish(event, now=NOW, by=None)
    signed_up(event, "zit@example.org", picks=picks[:1])
    mail.outbox.clear()

    call_off_session(picks[0].session, now=LATER, by=None)

    assert [name for name, *_rest in mail.outbox[0].attachments] == ["agenda.ics"]
    assert "gaat-niet-door.ics" not in mail.outbox[0].body


def test_a_plenary_that_is_off_is_told_to_everybody() -> None:
    event = make_event()
    session = make_session(event, "Plenair")
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    signed_up(event, "zit@example.org")
    mail.outbox.clear()

    call_off_session(session, now=LATER, by=None)

    assert addresses_mailed() == ["zit@example.org"]
    assert "Je had dit gekozen" not in mail.outbox[0].body
    personal, own = [entries(a[1].encode()) for a in mail.outbox[0].attachments]
    assert [entry.status for entry in personal.values()] == ["CONFIRMED"]
    assert own == entries(session_calendar(public_of(event), session.code, stamped_at=LATER))
    assert [(entry.status, entry.sequence) for entry in own.values()] == [("CANCELLED", 1)]


def test_it_can_be_on_again_without_seats_and_without_mail() -> None:
    event, picks = evening_with_two_choices()
    person = signed_up(event, picks=picks[:1])
    call_off_session(picks[0].session, now=LATER, by=None)
    mail.outbox.clear()

    was_off = [hold_session_after_all(picks[0].session, now=LATER, by=None) for _ in range(2)]

    event.refresh_from_db()
    assert event.release is not None
    public = from_json(event.release.content).session_by_code[picks[0].session.code]
    assert (was_off, public.cancelled, public.sequence) == ([True, False], False, 2)
    assert (person.choices.get().status, mail.outbox) == ("released", [])


def test_a_session_of_what_is_over_or_off_is_refused() -> None:
    event, picks = evening_with_two_choices()

    with pytest.raises(EventOver, match="voorbij"):
        call_off_session(picks[0].session, now=event.ends_at, by=None)
    call_off(event, now=LATER, by=None)
    with pytest.raises(CalledOff, match="zelf is afgelast"):
        call_off_session(picks[0].session, now=LATER, by=None)


def test_telling_costs_the_same_however_many_chose_it() -> None:
    def cost(people: int) -> int:
        event, picks = evening_with_tables(seats_per_table=people, capacity=None)
        for _person in range(people):
            signed_up(event, picks=picks[:1])
        with CaptureQueriesContext(connection) as queries:
            call_off_session(picks[0].session, now=LATER, by=None)
        return len(queries)

    assert cost(1) == cost(4)


# the pages


def client_of(event: Event, role: str = "owner") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def test_the_page_counts_whom_it_tells_and_calls_off_once(time_machine: Any) -> None:
    time_machine.move_to(NOW)
    event = published_event(capacity=1)
    signed_up(event)
    signed_up(event)
    mail.outbox.clear()
    client, address = client_of(event), f"/beheer/{event.slug}/afgelasten/"

    asked = client.get(address).content.decode()
    sent = {"subject": "Afgelast", "opening": "De zaal is dicht."}
    answers = [client.post(address, sent, follow=True) for _ in range(2)]

    assert asked.count("<dd>1</dd>") == 2
    assert "2 personen krijgen een mail." in answers[0].content.decode()
    assert "2 personen waren toen aangemeld, van wie 1 met een plaats." in (
        answers[1].content.decode()
    )
    assert len(mail.outbox) == 2


def test_the_page_of_a_session_calls_it_off_and_takes_it_back(time_machine: Any) -> None:
    time_machine.move_to(NOW)
    event, picks = evening_with_two_choices()
    signed_up(event, picks=picks[:1])
    mail.outbox.clear()
    client = client_of(event, "editor")
    address = f"/beheer/{event.slug}/afgelasten/{picks[0].session.code}/"

    empty = client.post(address, {"subject": "", "opening": "x"})
    looked = client.post(address, {"subject": "Let op", "opening": "Griep.", "look": "yes"})
    done = client.post(address, {"subject": "Let op", "opening": "Griep."}, follow=True)
    back = client.post(f"{address}toch/", follow=True)

    assert (empty.status_code, looked.status_code, len(mail.outbox)) == (422, 200, 1)
    assert "Griep." in mail.outbox[0].body
    assert "“Werksessie” is afgelast. 1 persoon krijgt een mail." in done.content.decode()
    assert "gaat weer door" in back.content.decode()
    assert client.get(f"{address}toch/").status_code == 405


def test_a_session_of_another_event_is_not_found() -> None:
    event, (_event, picks) = published_event(), evening_with_two_choices()

    answer = client_of(event).get(f"/beheer/{event.slug}/afgelasten/{picks[0].session.code}/")

    assert answer.status_code == 404
