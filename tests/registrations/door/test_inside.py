"""Who is inside, told to who is about to cancel, in the turnout, and on their own page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event
from events.pages.when import clock
from registrations.attendance.reading import attendance_of
from registrations.changing.cancelling import cancel
from registrations.door.guests import counts
from registrations.door.inside import told_inside
from registrations.door.noting import note
from registrations.models import Registration
from registrations.privacy import forget_expired
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


def test_the_turnout_counts_who_is_in_without_a_seat_as_the_desk_does() -> None:
    event = published_event()
    people = three_of(event)
    let_in(*people)
    cancel(people[2], now=NOW, by=make_user())

    told = attendance_of(event)
    text = text_of(client_of(event).get(reverse("staff:attendance", args=[event.slug])))

    assert (told.total.present, told.total.unexpected, told.seatless) == (3, 1, 1)
    assert (told.total.expected, told.total.absent) == (2, 0)
    assert counts(event).inside == 3
    assert "3 mensen zijn ingecheckt" in text
    assert "1 persoon is binnen zonder plaats: op de wachtlijst, of geannuleerd." in text
    url = reverse("staff:attendance_file", args=[event.slug])
    file = b"".join(client_of(event).get(url).streaming_content).decode()
    assert '"Bijeenkomst";"Iedereen";2;2;0;0;1;3' in file
    assert '"Bijeenkomst";"Niet verwacht, en binnen zonder plaats";"";"";"";"";1;1' in file


def test_they_are_in_the_arrivals_from_when_they_came_in() -> None:
    event = published_event(capacity=1)
    gone = signed_up(event)
    cancel(gone, now=NOW, by=make_user())
    seated, waiting = signed_up(event), signed_up(event)
    for minutes, person in ((0, seated), (20, gone), (40, waiting)):
        act = came_in(person, at=NOW + timedelta(minutes=minutes))
        again = came_in(person, at=NOW + timedelta(minutes=minutes + 5))
        note(event, [again, act], now=NOW + timedelta(hours=1))

    arrivals = attendance_of(event).arrivals

    assert arrivals
    came = [(period.label, period.inside) for period in arrivals.periods if period.came]
    first = NOW.astimezone(event.zone)
    clocks = [clock(first + timedelta(minutes=minutes)) for minutes in (0, 20, 40)]
    assert came == list(zip(clocks, (1, 2, 3), strict=True))


def test_whose_coming_in_was_taken_back_is_not_counted() -> None:
    event = published_event()
    person = signed_up(event)
    act = came_in(person)
    note(event, [act, taken_back(act)], now=NOW)
    cancel(person, now=NOW, by=make_user())

    told = attendance_of(event)

    assert (told.total.present, told.seatless, told.arrivals) == (0, 0, None)


def test_those_numbers_stay_when_they_are_erased() -> None:
    event = published_event()
    people = three_of(event)
    let_in(*people)
    cancel(people[2], now=NOW, by=make_user())
    before = attendance_of(event)

    forget_expired(event.ends_at + timedelta(days=200))

    assert not event.registrations.remembered().exists()
    assert attendance_of(event) == before
    assert (before.total.present, before.seatless) == (3, 1)


def test_the_turnout_costs_the_same_for_three_as_for_one(django_assert_num_queries: Any) -> None:
    event = published_event()
    people = three_of(event)
    let_in(*people)
    for person in people:
        cancel(person, now=NOW, by=make_user())

        with django_assert_num_queries(6):  # of seven: there are no tables
            attendance_of(event)


def test_their_page_tells_since_when_they_are_in() -> None:
    event = published_event()
    person = signed_up(event)
    let_in(person)
    cancel(person, now=NOW, by=make_user())

    url = reverse("staff:attendee", args=[event.slug, person.code])
    text = text_of(client_of(event).get(url))

    assert "Binnen sinds" in text
    assert "zonder plaats" in text
