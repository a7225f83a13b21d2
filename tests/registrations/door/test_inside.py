"""Who is inside, told to who is about to cancel, in the turnout, and on their own page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event
from registrations.attendance.reading import attendance_of
from registrations.changing.cancelling import cancel
from registrations.door.guests import counts
from registrations.door.inside import told_inside
from registrations.door.noting import note
from registrations.models import Registration
from registrations.sign_up.applying import Companion
from tests.factories import NOW, join_team, make_user, published_event, signed_up
from tests.registrations.door.noting import came_in, taken_back
from tests.registrations.filling_in import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may(time_machine: Any) -> None:
    time_machine.move_to(NOW)


def client_of(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "owner"))
    return client


def let_in(*people: Registration) -> None:
    note(people[0].event, [came_in(person) for person in people], now=NOW)


def three_of(event: Event) -> list[Registration]:
    return [signed_up(event, given_name=name, family_name="Bos") for name in ("Aad", "Ina", "Zus")]


def asked_about(event: Event, people: list[Registration]) -> str:
    """The page that asks whether to cancel for these."""
    data = {"do": "cancel", "who": [person.code for person in people]}
    return text_of(client_of(event).get(reverse("staff:many", args=[event.slug]), data))


def test_who_cancels_for_many_reads_who_is_in_already() -> None:
    event = published_event()
    people = three_of(event)
    let_in(*people[:2])

    text = asked_about(event, people)

    assert "Van deze mensen zijn er 2 al binnen: Aad van der Bos, Ina van der Bos." in text


def test_nothing_is_said_when_nobody_is_in() -> None:
    event = published_event()
    people = three_of(event)
    act = came_in(people[0])
    note(event, [act, taken_back(act)], now=NOW)

    assert told_inside(event.registrations.all()) == ""
    assert "al binnen" not in asked_about(event, people)


def test_so_does_who_cancels_for_one_and_their_party() -> None:
    event = published_event(nameless_companions=True)
    lead = signed_up(event, companions=[Companion()])
    let_in(*lead.companions.all())

    url = reverse("staff:cancel", args=[event.slug, lead.code])
    text = text_of(client_of(event).get(url))

    assert "Van deze mensen is er 1 al binnen: Meekomer 1 van Fatma van der Berg." in text


def test_it_costs_the_same_for_three_as_for_one(django_assert_num_queries: Any) -> None:
    event = published_event()
    people = three_of(event)
    for number in (1, 3):
        let_in(*people[:number])

        with django_assert_num_queries(2):
            told_inside(event.registrations.all())


def test_the_turnout_tells_who_is_in_without_a_seat_as_the_desk_does() -> None:
    event = published_event()
    people = three_of(event)
    let_in(*people)
    cancel(people[2], now=NOW, by=make_user())

    told = attendance_of(event)
    text = text_of(client_of(event).get(reverse("staff:attendance", args=[event.slug])))

    assert (told.total.present, told.seatless) == (2, 1)
    assert counts(event).inside == 3
    assert "En 1 persoon is binnen zonder plaats" in text
    url = reverse("staff:attendance_file", args=[event.slug])
    file = b"".join(client_of(event).get(url).streaming_content).decode()
    seatless = "Binnen zonder plaats, in geen van de andere aantallen"
    assert f'"Bijeenkomst";"{seatless}";"";"";"";"";"";1' in file


def test_that_number_stays_when_they_are_erased() -> None:
    event = published_event()
    people = three_of(event)
    let_in(*people)
    cancel(people[2], now=NOW, by=make_user())
    event.registrations.update(forgotten_at=NOW, given_name="", family_name="")

    assert attendance_of(event).seatless == 1


def test_their_page_tells_since_when_they_are_in() -> None:
    event = published_event()
    person = signed_up(event)
    let_in(person)
    cancel(person, now=NOW, by=make_user())

    url = reverse("staff:attendee", args=[event.slug, person.code])
    text = text_of(client_of(event).get(url))

    assert "Binnen sinds" in text
    assert "zonder plaats" in text
