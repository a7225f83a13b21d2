"""The personal page: what the person behind the link sees, and what they can do there."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar

from events.models import Event, Session
from events.publishing import publish
from registrations.announcing.calling_off import call_off, call_off_session
from registrations.changing.cancelling import cancel
from registrations.links import token_of
from registrations.models import Registration
from registrations.sign_up.applying import Companion, OwnCase
from registrations.states import Status
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    make_consent,
    make_event,
    make_role,
    make_session,
    make_theme,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import text_of

pytestmark = pytest.mark.django_db
AFTER = START + timedelta(days=1)


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def at(name: str, person: Registration, language: str = "nl") -> str:
    with override(language):
        return reverse(f"registrations:{name}", kwargs={"token": token_of(person)})


def status_of(person: Registration) -> str:
    person.refresh_from_db()
    return person.status


# what is seen


def test_the_page_tells_state_choice_and_what_was_told(client: Client) -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    text = make_consent(event, text="Ik mag op de foto.")
    signed_up(event, picks=picks[:1])
    person = signed_up(
        event,
        "fatma@example.org",
        picks=picks[:1],
        consents=[text],
        diet_needs="Geen noten",
        access_needs="Ringleiding",
        organisation="Wijkraad",
    )

    page = text_of(client.get(at("personal", person)))

    for told in (
        "Je bent aangemeld",
        "Onderwerp 1 wachtlijst, plek 1",
        "Fatma van der Berg",
        "fatma@example.org",
        "Geen noten",
        "Ringleiding",
        "Wijkraad",
        "Ik mag op de foto.",
    ):
        assert told in page


def test_who_waits_sees_the_place_in_line(client: Client) -> None:
    event = published_event(capacity=1)
    _seated, _first, second = (signed_up(event) for _person in range(3))

    page = text_of(client.get(at("personal", second)))

    assert "Je staat op de wachtlijst" in page
    assert "Je staat op plek 2 in de rij." in page
    assert "Van de wachtlijst af" in page
    assert "Zet het in mijn agenda" not in page


def test_the_role_is_told(client: Client) -> None:
    event = published_event()
    person = signed_up(event, role=make_role(event, "met eigen casus"))

    assert "Rol met eigen casus" in text_of(client.get(at("personal", person)))


def test_after_the_event_there_is_only_information(client: Client) -> None:
    person = signed_up(published_event())

    with time_machine.travel(AFTER, tick=False):
        page = text_of(client.get(at("personal", person)))
        answer = client.post(at("cancel", person))

    assert "Deze bijeenkomst is voorbij" in page
    assert ("annuleren" in page, "in mijn agenda" in page) == (False, False)
    assert (answer.status_code, status_of(person)) == (409, Status.CONFIRMED)
    assert "Deze bijeenkomst is geweest" in text_of(answer)


def test_a_called_off_event_is_told(client: Client) -> None:
    event = published_event()
    person = signed_up(event)
    call_off(event, now=NOW, by=None)

    assert "Deze bijeenkomst is afgelast" in text_of(client.get(at("personal", person)))


def test_a_choice_that_is_called_off_is_told(client: Client) -> None:
    event, picks = evening_with_tables(contact_email="buurt@example.org")
    make_session(event, "Rondleiding", block=picks[0].block)
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    person = signed_up(event, picks=picks[:1])
    Session.objects.filter(pk=picks[0].session.pk).update(title="Geheime werktitel")

    call_off_session(picks[0].session, now=NOW, by=None)

    page = text_of(client.get(at("personal", person)))
    assert "Werksessies Onderwerp 1 gaat niet door" in page
    assert "Geheime werktitel" not in page


def test_who_cancelled_before_it_was_called_off_sees_no_choice(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    cancel(person, now=NOW, by=None)
    call_off_session(picks[0].session, now=NOW + timedelta(hours=1), by=None)

    assert "gaat niet door" not in text_of(client.get(at("personal", person)))


def test_an_event_that_went_back_to_draft_is_not_linked_to(client: Client) -> None:
    event = published_event()
    person = signed_up(event)
    Event.objects.filter(pk=event.pk).update(visibility=Event.Visibility.DRAFT)

    page = client.get(at("personal", person))

    assert page.status_code == 200
    assert f'href="/bijeenkomst/{event.slug}/"' not in page.content.decode()


def test_the_page_speaks_english_too(client: Client) -> None:
    person = signed_up(published_event())

    page = client.get(at("personal", person, "en"))

    assert "You are signed up" in text_of(page)
    assert f'href="{at("personal", person)}"' in page.content.decode()


def test_browsers_and_search_engines_keep_nothing(client: Client) -> None:
    person = signed_up(published_event())

    for name in ("personal", "cancel", "personal_calendar"):
        page = client.get(at(name, person))
        assert "no-store" in page["Cache-Control"]
        assert page["X-Robots-Tag"] == "noindex"
        assert page["Referrer-Policy"] == "same-origin"


def test_the_number_of_queries_does_not_grow_with_the_crowd(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    event, picks = evening_with_tables(capacity=30, seats_per_table=2)
    along = Companion("Ali", "", "Kaya", picks=tuple(picks[:1]))
    alone = [signed_up(event, picks=picks[:1]) for _person in range(12)]
    party = signed_up(event, picks=picks[:1], companions=[along] * 4)

    client.get(at("personal", alone[1]))

    for person in (alone[0], alone[-1], party):
        with django_assert_max_num_queries(6):
            client.get(at("personal", person))


# links that open nothing


@pytest.mark.parametrize(
    "token", ["x", "a.0.b", "....", "abcd2345.0." + "A" * 43, "9" * 3000, "é.0.ß", "a:0:b"]
)
@pytest.mark.parametrize("tail", ["", "annuleren/", "agenda.ics"])
def test_a_wrong_link_is_answered_in_words(client: Client, token: str, tail: str) -> None:
    page = client.get(f"/aanmelding/{token}/{tail}")

    assert page.status_code == 404
    assert "Deze link werkt niet" in text_of(page)


def test_a_link_that_nothing_can_have_written_is_not_found(client: Client) -> None:
    assert client.get("/aanmelding/%00/").status_code == 404


def test_a_revoked_link_opens_nothing(client: Client) -> None:
    person = signed_up(published_event())
    link = at("personal", person)
    Registration.objects.filter(pk=person.pk).update(link_version=1)

    assert client.get(link).status_code == 404


def test_a_link_of_one_person_opens_no_other(client: Client) -> None:
    event = published_event()
    one, other = signed_up(event), signed_up(event)

    swapped = token_of(one).replace(one.code, other.code)

    assert client.get(f"/aanmelding/{swapped}/").status_code == 404


# cancelling


def test_cancelling_asks_once_and_then_tells(client: Client) -> None:
    person = signed_up(published_event())

    asked = client.get(at("cancel", person))
    before = status_of(person)
    answer = client.post(at("cancel", person), follow=True)

    assert (asked.status_code, before, status_of(person)) == (200, "confirmed", "cancelled")
    assert "Je aanmelding is geannuleerd" in text_of(answer)
    assert "Opnieuw aanmelden" in text_of(answer)


def test_leaving_the_waiting_list_asks_in_its_own_words(client: Client) -> None:
    event = published_event(capacity=1)
    signed_up(event)
    person = signed_up(event)

    asked = text_of(client.get(at("cancel", person)))

    assert "Van de wachtlijst af?" in asked
    assert "Ja, haal me van de wachtlijst" in asked


def test_cancelling_twice_is_harmless(client: Client) -> None:
    event = published_event()
    person = signed_up(event)
    cancel(person, now=NOW, by=None)

    answers = [client.post(at("cancel", person)), client.get(at("cancel", person))]

    event.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert event.seats_taken == 0


def test_looking_changes_nothing(client: Client) -> None:
    person = signed_up(published_event())

    for name in ("personal", "cancel", "personal_calendar"):
        client.get(at(name, person))
        client.head(at(name, person))

    assert status_of(person) == Status.CONFIRMED


def test_cancelling_needs_the_page_it_comes_from() -> None:
    person = signed_up(published_event())

    answer = Client(enforce_csrf_checks=True).post(at("cancel", person))

    assert (answer.status_code, status_of(person)) == (403, Status.CONFIRMED)


# the calendar file


def test_a_seat_can_be_put_in_a_calendar(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])

    answer = client.get(at("personal_calendar", person))

    entry = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert answer["Content-Type"].startswith("text/calendar; method=REQUEST")
    assert entry.decoded("DTSTART") == START
    assert "Onderwerp 1" in entry["DESCRIPTION"]


def test_who_has_no_seat_has_no_calendar_file(client: Client) -> None:
    person = signed_up(published_event())
    cancel(person, now=NOW, by=None)

    assert client.get(at("personal_calendar", person)).status_code == 404


# consents


def test_a_consent_is_taken_back_and_the_proof_stays(client: Client) -> None:
    event = published_event()
    person = signed_up(event, consents=[make_consent(event)])
    consent = person.consents.get()

    page = client.post(at("withdraw", person), {"consent": consent.pk}, follow=True)

    consent.refresh_from_db()
    assert (consent.given_at, consent.withdrawn_at) == (NOW, NOW)
    assert "ingetrokken op 4 mei 2026" in text_of(page)


def test_nobody_takes_back_the_consent_of_another(client: Client) -> None:
    event = published_event()
    text = make_consent(event)
    one, other = (signed_up(event, consents=[text]) for _person in range(2))

    for asked in (other.consents.get().pk, "x", "", "9" * 40, "²"):
        answer = client.post(at("withdraw", one), {"consent": asked})
        assert answer.status_code == 302

    assert other.consents.get().withdrawn_at is None
    assert client.get(at("withdraw", one)).status_code == 405


def test_a_link_from_before_a_draft_edit_shows_what_was_published(client: Client) -> None:
    event = make_event(title="Oud")
    publish(event, now=NOW, by=None)
    person = signed_up(event)
    Event.objects.filter(pk=event.pk).update(title="Geheim")

    assert "Geheim" not in client.get(at("personal", person)).content.decode()


def test_moments_are_told_in_the_time_zone_of_the_event(client: Client) -> None:
    person = signed_up(published_event(time_zone="America/Curacao"))

    page = text_of(client.get(at("personal", person)))

    assert "Aangemeld op maandag 4 mei 2026, 6.00 uur" in page


# what was done is told


def test_who_was_taken_off_the_sign_up_is_named(client: Client) -> None:
    person = signed_up(published_event(), companions=[Companion("Ali", "", "Kaya")])

    page = client.post(at("cancel", person), {"who": person.companions.get().code}, follow=True)

    assert "Ali Kaya komt niet meer. Voor de anderen verandert er niets." in text_of(page)


def test_giving_and_taking_back_a_consent_is_told(client: Client) -> None:
    event = published_event()
    text = make_consent(event)
    person = signed_up(event, consents=[text])

    taken = client.post(at("withdraw", person), {"consent": person.consents.get().pk}, follow=True)
    given = client.post(at("agree", person), {"text": text.pk}, follow=True)

    assert "Je toestemming is ingetrokken." in text_of(taken)
    assert "Je toestemming is genoteerd." in text_of(given)


def test_until_when_somebody_may_change_is_told(client: Client) -> None:
    person = signed_up(published_event(changes_until=NOW + timedelta(days=1)))

    page = text_of(client.get(at("personal", person)))

    assert "Je kunt je aanmelding wijzigen tot dinsdag 5 mei 2026" in page


def test_the_own_case_is_shown_with_its_question_and_theme(client: Client) -> None:
    event = published_event()
    theme = make_theme(event, "Energie")
    role = make_role(event, "met casus", with_case=True)
    case = OwnCase("Moestuin", question="Hoe krijgen we water?", theme=theme)
    person = signed_up(event, role=role, case=case)

    page = text_of(client.get(at("personal", person)))

    assert "Moestuin" in page
    assert "Hoe krijgen we water?" in page
    assert "Energie" in page
    assert "Je casus veranderen" in page
