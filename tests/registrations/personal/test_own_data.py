"""One's own data: all of it, and nobody else's; erased at once where nothing forbids it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from registrations.models import Bounce, GroupMail, MailRecipient, Question, Registration
from registrations.personal.own_data import ABOUT_US
from registrations.sign_up.applying import OwnCase
from registrations.sign_up.signing_up import Reply
from registrations.states import Status
from tests.factories import (
    NOW,
    evening_with_tables,
    made,
    make_consent,
    make_role,
    published_event,
    signed_up,
)
from tests.registrations.door.noting import checked_in
from tests.registrations.filling_in import text_of
from tests.registrations.personal.links import at, renewed

pytestmark = pytest.mark.django_db


def fetched(client: Client, person: Registration) -> Any:
    answer = client.get(at("own_data", person))
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_everything_that_is_held_is_in_the_file(client: Client) -> None:
    event, picks = evening_with_tables()
    question = made(Question(event=event, text="Wat neem je mee?", purpose="Voor de tafel."))
    person = signed_up(
        event,
        "fatma@example.org",
        picks=picks[:1],
        consents=[make_consent(event)],
        replies=[Reply(question, "Soep")],
        diet_needs="Geen noten",
    )
    signed_up(event, "ander@example.org")

    said = fetched(client, person)

    (told,) = said["people"]
    assert (told["email"], told["diet_needs"]) == ("fatma@example.org", "Geen noten")
    assert [choice["choice"] for choice in told["choices"]] == ["Onderwerp 1"]
    assert told["answers"] == [{"question": "Wat neem je mee?", "answer": "Soep"}]
    assert [consent["text"] for consent in told["consents"]] == ["Ik mag op de foto."]
    assert [line["what"] for line in said["history"]] == ["sign up"]
    assert "ander@example.org" not in json.dumps(said)


def test_a_case_of_ones_own_is_in_the_file(client: Client) -> None:
    event = published_event()
    case = OwnCase("Tuin", "Hoe komen we aan water?", "Stichting Groen")
    person = signed_up(event, role=make_role(event, with_case=True), case=case)

    (told,) = fetched(client, person)["people"]

    assert told["case"] == {
        "title": "Tuin",
        "question": "Hoe komen we aan water?",
        "organisation": "Stichting Groen",
        "theme": "",
        "status": "proposed",
    }


def test_no_field_about_a_person_is_left_out(client: Client) -> None:
    person = signed_up(published_event())

    (told,) = fetched(client, person)["people"]

    fields = {field.name for field in Registration._meta.concrete_fields}
    assert fields - ABOUT_US - set(told) == set()


def test_it_is_a_file_that_browsers_do_not_keep(client: Client) -> None:
    answer = client.get(at("own_data", signed_up(published_event())))

    assert answer["Content-Disposition"] == 'attachment; filename="mijn-gegevens.json"'
    assert "no-store" in answer["Cache-Control"]


def test_it_tells_of_messages_and_of_mail_that_came_back(client: Client) -> None:
    event = published_event()
    person = signed_up(event)
    message = made(GroupMail(event=event, subject="Zaal", text="Boven.", state="sent", sent_at=NOW))
    MailRecipient.objects.create(mail=message, registration=person, state="sent", message_id="1@x")
    Bounce.objects.create(registration=person, at=NOW, status="5.1.1")

    found = client.get(at("own_data", person)).json()

    at_noon = NOW.isoformat().replace("+00:00", "Z")
    messages = [{"sent_at": at_noon, "subject": "Zaal", "status": "sent"}]
    assert found["messages_to_groups"] == messages
    assert found["mail_that_came_back"] == [{"at": at_noon, "status": "5.1.1"}]


# erasing


def test_who_asks_is_cancelled_and_erased_at_once_and_counts_stay(client: Client) -> None:
    event, picks = evening_with_tables(capacity=1)
    person = signed_up(event, "fatma@example.org", picks=picks[:1], diet_needs="Geen noten")
    heir = signed_up(event)
    link = at("personal", person)

    answer = client.post(at("erase", person))

    gone = renewed(person)
    assert (answer.status_code, answer["Location"]) == (302, "/mijn-aanmeldingen/gewist/")
    assert (gone.full_name, gone.diet_needs, gone.sort_name) == ("", "", "")
    assert (gone.email, gone.forgotten_at) == (f"{gone.code}@erased.invalid", NOW)
    assert (gone.status, renewed(heir).status) == (Status.CANCELLED, Status.CONFIRMED)
    assert client.get(link).status_code == 404


def test_a_case_that_was_not_accepted_goes_as_well(client: Client) -> None:
    event = published_event()
    role = make_role(event, with_case=True)
    person = signed_up(event, role=role, case=OwnCase("Tuin"))
    signed_up(event, role=role, case=OwnCase("Brug"))

    client.post(at("erase", person))

    assert [case.title for case in event.cases.all()] == ["Brug"]


def test_answers_go_as_well(client: Client) -> None:
    event = published_event()
    question = made(Question(event=event, text="Wat neem je mee?", purpose="Voor de tafel."))
    person = signed_up(event, replies=[Reply(question, "Soep")])
    other = signed_up(event, replies=[Reply(question, "Brood")])

    client.post(at("erase", person))

    assert (person.answers.count(), other.answers.count()) == (0, 1)


def test_it_asks_first(client: Client) -> None:
    person = signed_up(published_event())

    page = text_of(client.get(at("erase", person)))

    assert "Je gegevens wissen?" in page
    assert renewed(person).forgotten_at is None


def test_while_the_gathering_goes_on_it_has_to_wait(client: Client, today: Any) -> None:
    event = published_event()
    person = signed_up(event)
    today.move_to(event.starts_at)

    page, answer = client.get(at("erase", person)), client.post(at("erase", person))

    assert (page.status_code, answer.status_code) == (200, 409)
    assert "Je kunt je gegevens hier wissen vanaf maandag 1 juni 2026, 22.00 uur." in text_of(
        answer
    )
    assert renewed(person).forgotten_at is None


@pytest.mark.parametrize(
    ("before", "code"),
    [(timedelta(days=20), 302), (timedelta(hours=7), 302), (timedelta(hours=2), 409)],
)
def test_who_was_checked_in_waits_only_on_the_day_itself(
    client: Client, today: Any, before: timedelta, code: int
) -> None:
    event = published_event()
    person = signed_up(event)
    checked_in(person)
    today.move_to(event.starts_at - before)

    answer = client.post(at("erase", person))

    assert answer.status_code == code
    assert (renewed(person).forgotten_at is None) == (code == 409)
    assert ("Je staat genoteerd als binnen." in answer.content.decode()) == (code == 409)


def test_who_has_no_seat_need_not_wait(client: Client, today: Any) -> None:
    event = published_event(capacity=1)
    signed_up(event)
    person = signed_up(event)
    today.move_to(event.starts_at)

    client.post(at("erase", person))

    assert renewed(person).forgotten_at == event.starts_at


def test_afterwards_who_came_still_counts(client: Client, today: Any) -> None:
    event = published_event()
    person = signed_up(event)
    today.move_to(event.ends_at)

    client.post(at("erase", person))

    gone = renewed(person)
    assert (gone.status, gone.forgotten_at) == (Status.CONFIRMED, event.ends_at)


def test_a_second_time_there_is_nothing_left(client: Client) -> None:
    address = at("erase", signed_up(published_event()))

    assert [client.post(address).status_code for _time in range(2)] == [302, 404]


def test_the_page_afterwards_says_that_it_is_done(client: Client) -> None:
    person = signed_up(published_event())

    page = client.post(at("erase", person), follow=True)

    assert "Je gegevens zijn gewist" in text_of(page)
    assert "Je persoonlijke link werkt niet meer." in text_of(page)
