"""What people answered and agreed to is for who makes the gathering, not for who receives them."""

import pytest
from django.test import Client

from events.models import Event
from registrations.changing.consenting import withdraw
from registrations.models import Answer, Question, Registration
from tests.factories import NOW, join_team, made, make_consent, published_event, signed_up

pytestmark = pytest.mark.django_db
CANARY = "kanariegeel"


@pytest.fixture
def person() -> Registration:
    """Somebody whose answer and consent, and the question itself, hold a word to look for."""
    event = published_event()
    text = make_consent(event, "foto", f"Ik mag op de foto {CANARY}.")
    found = signed_up(event, consents=[text])
    options = f"{CANARY}\nNoord"
    about = {"kind": "one", "options": options, "purpose": "Om te weten"}
    question = made(Question(event=event, text=f"Welke {CANARY}?", **about))
    Answer.objects.create(registration=found, question=question, asked=question.text, value=CANARY)
    withdraw(found, found.consents.get().pk, now=NOW)
    return found


def client_of(event: Event, role: str) -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


@pytest.mark.parametrize(("role", "sees"), [("desk", False), ("editor", True)])
@pytest.mark.parametrize("rest", ["", "{code}/"])
def test_answers_and_consents_are_for_makers(
    person: Registration, role: str, sees: bool, rest: str
) -> None:
    path = f"/beheer/{person.event.slug}/deelnemers/{rest.format(code=person.code)}"

    page = client_of(person.event, role).get(path).content.decode()

    assert person.family_name in page
    assert (CANARY in page) == sees
    assert ("Trok een toestemming in" in page) == (sees and bool(rest))


def test_the_desk_narrows_no_list_by_an_answer(person: Registration) -> None:
    question = person.event.questions.get()
    path = f"/beheer/{person.event.slug}/deelnemers/?answer-{question.pk}={CANARY}"
    other = signed_up(person.event, given_name="Zoraya")

    listed = {
        role: other.given_name in client_of(person.event, role).get(path).content.decode()
        for role in ("desk", "editor")
    }

    assert listed == {"desk": True, "editor": False}
