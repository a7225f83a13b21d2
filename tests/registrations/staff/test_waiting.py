"""The waiting lists of the team: who waits, in order, and a seat by hand."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from events.models import Event
from registrations.changing.cancelling import cancel
from registrations.models import Registration
from registrations.sign_up.applying import Companion, IfShort
from registrations.staff.waiting.lines import Unit, units
from tests.factories import NOW, evening_with_tables, join_team, published_event, signed_up
from tests.registrations.filling_in import problems, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event() -> Event:
    """With one seat, which Fatma has."""
    event = published_event(capacity=1, offer_hours=4)
    signed_up(event)
    return event


@pytest.fixture
def full() -> Event:
    """A gathering with three seats, all of them taken: parties can wait for them."""
    event = published_event(capacity=3, offer_hours=4)
    for _seat in range(3):
        signed_up(event)
    return event


@pytest.fixture
def editor(event: Event) -> Client:
    return client_of(event)


def client_of(event: Event, role: str = "editor") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def page_of(event: Event, rest: str = "") -> str:
    return f"/beheer/{event.slug}/wachtlijst/{rest}"


def waits(event: Event, name: str, *companions: str, minutes: int = 1) -> Registration:
    """Somebody who comes with these others when the event is full."""
    others = [Companion(given_name=other, family_name="Bos") for other in companions]
    moment = NOW + timedelta(minutes=minutes)
    return signed_up(event, given_name=name, infix="", companions=others, now=moment)


def test_people_stand_in_order_and_parties_as_one(full: Event) -> None:
    waits(full, "Els", "Jan", "Piet")
    waits(full, "Ans", minutes=2)

    lines = client_of(full).get(page_of(full)).context["lines"]

    assert [(one.place, one.person.given_name, one.size) for one in lines] == [
        (1, "Els", 3),
        (4, "Ans", 1),
    ]


def test_units_have_the_place_after_everybody_ahead() -> None:
    rows = [(1, None, NOW), (2, 1, NOW), (5, None, NOW), (9, 1, NOW + timedelta(hours=1))]

    assert units(rows) == [
        Unit(1, (1, 2), NOW),
        Unit(3, (5,), NOW),
        Unit(4, (9,), NOW + timedelta(hours=1)),
    ]


def test_a_party_is_one_unit_also_with_somebody_in_between() -> None:
    rows = [(1, None, NOW), (2, None, NOW), (3, 1, NOW)]

    assert units(rows) == [Unit(1, (1, 3), NOW), Unit(3, (2,), NOW)]


def test_the_rule_and_the_offers_stand_above(editor: Client, event: Event) -> None:
    waits(event, "Els")
    cancel(event.registrations.get(status="confirmed"), now=NOW, by=None)

    page = text_of(editor.get(page_of(event)))

    assert "heeft 4 uur om te antwoorden" in page
    assert "Een plaats is aangeboden aan" in page
    assert "Els Berg" in page
    assert "Niemand wacht." in page


def test_a_table_has_a_list_of_its_own() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    for name in ("Els", "Ans"):
        signed_up(event, given_name=name, infix="", picks=picks[:1])
    key = f"t-{picks[0].table.code}"

    page = client_of(event).get(page_of(event, f"?bij={key}"))

    assert [(one.place, one.person.given_name) for one in page.context["lines"]] == [(1, "Ans")]
    assert "Tafel 1: Onderwerp 1" in text_of(page)


def test_who_waits_for_a_table_alone_counts_as_waiting() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    for name in ("Els", "Ans"):
        signed_up(event, given_name=name, infix="", picks=picks[:1])

    page = client_of(event).get(page_of(event))

    numbers = {str(entry.words): entry.number for entry in page.context["menu"]}
    assert numbers["Wachtlijst"] == 1
    assert "Niemand wacht op de bijeenkomst zelf." in text_of(page)


def test_a_list_of_nothing_is_not_found(editor: Client, event: Event) -> None:
    assert editor.get(page_of(event, "?bij=t-nergens")).status_code == 404


def test_pages_go_on_where_the_last_one_stopped(full: Event, monkeypatch: Any) -> None:
    monkeypatch.setattr("registrations.staff.waiting.views.PER_PAGE", 1)
    waits(full, "Els", "Jan")
    waits(full, "Ans", minutes=2)

    lines = client_of(full).get(page_of(full, "?page=2")).context["lines"]

    assert [(one.place, one.person.given_name) for one in lines] == [(3, "Ans")]


def test_a_party_gets_seats_by_hand_with_a_reason(full: Event) -> None:
    waits(full, "Ans")
    person = waits(full, "Els", "Jan", minutes=2)
    mail.outbox.clear()
    typed = {"reason": "Zij begeleiden een tafel.", "add_seats": "on"}

    page = client_of(full).post(page_of(full, f"{person.code}/plaats/"), typed, follow=True)

    full.refresh_from_db()
    states = list(full.registrations.order_by("pk").values_list("status", flat=True))
    assert states == [*["confirmed"] * 3, "waiting", "confirmed", "confirmed"]
    assert (full.capacity, full.seats_taken) == (5, 5)
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert "2 mensen hebben een plaats en krijgen een mail." in text_of(page)


def test_without_a_reason_nobody_goes_first(editor: Client, event: Event) -> None:
    person = waits(event, "Els")

    page = editor.post(page_of(event, f"{person.code}/plaats/"), {"reason": " "})

    assert (page.status_code, problems(page)) == (422, {"reason": ["Schrijf op waarom."]})


def test_without_a_free_seat_the_form_says_so(editor: Client, event: Event) -> None:
    person = waits(event, "Els")

    page = editor.post(page_of(event, f"{person.code}/plaats/"), {"reason": "Gast."})

    assert (page.status_code, list(problems(page))) == (422, ["add_seats"])


def test_a_seat_by_hand_twice_does_no_harm(editor: Client, event: Event) -> None:
    person = waits(event, "Els")
    typed = {"reason": "Gast.", "add_seats": "on"}

    answers = [editor.post(page_of(event, f"{person.code}/plaats/"), typed) for _time in range(2)]

    event.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (event.capacity, event.seats_taken) == (2, 2)


def test_who_receives_at_the_door_looks_and_does_not_act(event: Event) -> None:
    person = waits(event, "Els")
    desk = client_of(event, "desk")

    page = text_of(desk.get(page_of(event)))

    assert "Els Berg" in page
    assert "Geef een plaats" not in page
    assert desk.get(page_of(event, f"{person.code}/plaats/")).status_code == 403


def test_a_list_takes_as_many_queries_for_three_as_for_one(
    full: Event, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    editor, event = client_of(full), full
    waits(event, "Een", "Met")
    editor.get(page_of(event))
    with CaptureQueriesContext(connection) as one:
        editor.get(page_of(event))
    waits(event, "Twee", "Met", minutes=2)
    waits(event, "Drie", minutes=3)

    with django_assert_num_queries(len(one)):
        editor.get(page_of(event))


def test_who_has_no_name_is_known_by_who_they_come_with() -> None:
    event = published_event(capacity=1, nameless_companions=True)
    signed_up(event, given_name="Anna", infix="", companions=[Companion()], if_short=IfShort.SPLIT)
    person = event.registrations.waiting().get()
    team = client_of(event)

    pages = [team.get(page_of(event)), team.get(page_of(event, f"{person.code}/plaats/"))]

    known = "Meekomer 1 van Anna Berg"
    assert f"Geef een plaats : {known}" in text_of(pages[0])
    assert f"Geef {known} een plaats" in text_of(pages[1])
