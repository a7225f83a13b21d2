"""The box on top of the desk: names, tickets and scanners."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from events.models import TeamMember
from registrations.changing.cancelling import cancel_people
from registrations.door.tickets import ticket_address, ticket_of
from registrations.models import DoorAct
from registrations.sign_up.applying import Companion
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    make_role,
    published_event,
    signed_up,
)
from tests.registrations.desk.doors import desk_url, device_at, results, tap

pytestmark = pytest.mark.django_db
SEARCH_QUERIES = 10


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def looked_up(client: Any, event: Any, words: str) -> list[str]:
    answer = client.get(desk_url(event), {"q": words})
    return [who.name for who in answer.context["people"]]


def scanned(client: Any, event: Any, typed: str) -> Any:
    return client.post(desk_url(event), {"q": typed, "key": uuid4()}, follow=True)


@pytest.mark.parametrize("typed", ["ber", "Fatma", "van der Berg", "BÈRG", "fat ber", "wijkr"])
def test_three_letters_of_any_part_suffice(typed: str) -> None:
    event = published_event()
    signed_up(event, organisation="Wijkraad")
    signed_up(event, given_name="Piet", infix="", family_name="Jansen")
    _device, client = device_at(event)

    assert looked_up(client, event, typed) == ["Fatma van der Berg"]


def test_a_name_typed_with_a_mistake_is_found_apart() -> None:
    event = published_event()
    signed_up(event, given_name="Willemijn", infix="", family_name="Hendriksen")
    _device, client = device_at(event)

    answer = client.get(desk_url(event), {"q": "hendrikssen"})

    assert [who.name for who in answer.context["close"]] == ["Willemijn Hendriksen"]
    assert "Bedoel je" in answer.content.decode()


def test_two_letters_are_too_few() -> None:
    event = published_event()
    signed_up(event)
    _device, client = device_at(event)

    answer = client.get(desk_url(event), {"q": "be"})

    assert "Typ ten minste drie letters." in answer.content.decode()
    assert answer.context["people"] == []


def test_nobody_found_leads_to_noting_a_walk_in() -> None:
    event = published_event()
    _device, client = device_at(event)

    page = client.get(desk_url(event), {"q": "Zwanenburg"}).content.decode()

    assert "Niemand gevonden voor “Zwanenburg”." in page
    assert desk_url(event, "binnenloper/") in page


def test_a_row_tells_what_who_receives_people_needs() -> None:
    event, picks = evening_with_tables()
    lead = signed_up(
        event,
        organisation="Wijkraad",
        role=make_role(event, "spreker"),
        picks=[picks[2]],
        companions=[Companion("Omar"), Companion("Ayse")],
    )
    _device, client = device_at(event)

    (who,) = [
        who
        for who in client.get(desk_url(event), {"q": "fatma"}).context["people"]
        if who.code == lead.code
    ]

    assert (who.organisation, who.role, who.others, who.absent) == ("Wijkraad", "spreker", 2, 3)
    assert [(at.round, at.title) for at in who.places] == [("Werksessies", "3. Onderwerp 3")]
    assert who.standing == "Verwacht"


def test_nobody_of_another_gathering_is_found() -> None:
    event, other = published_event(), published_event()
    signed_up(other, family_name="Kanarie")
    _device, client = device_at(event)

    assert looked_up(client, event, "kanarie") == []


@pytest.mark.parametrize("typed", ["{ticket}", "{address}", " {ticket}\r", "{upper}"])
def test_a_scanner_that_types_checks_in_at_once(typed: str) -> None:
    event = published_event()
    person = signed_up(event)
    device, client = device_at(event)
    ticket = ticket_of(person)
    words = {"ticket": ticket, "address": ticket_address(person), "upper": ticket.upper()}

    answer = scanned(client, event, typed.format(**words))

    assert results(answer) == [("in", "Fatma van der Berg is binnen.")]
    act = DoorAct.objects.get()
    assert (act.registration, act.device, act.way) == (person, device, "scan")
    person.refresh_from_db()
    assert (person.status, person.checked_in_at) == ("attended", NOW)


def test_a_second_scan_tells_since_when_and_by_which_device(time_machine: Any) -> None:
    event = published_event()
    person = signed_up(event)
    _device, first = device_at(event, "Telefoon Anja")
    _other, second = device_at(event, "Telefoon Bram")
    scanned(first, event, ticket_of(person))
    time_machine.move_to(NOW + timedelta(minutes=5), tick=False)

    answer = scanned(second, event, ticket_of(person))

    told = "Fatma van der Berg: Binnen sinds 12.00, door Telefoon Anja."
    assert results(answer) == [("already", told)]
    assert DoorAct.objects.count() == 1


def test_the_same_scan_sent_twice_counts_once() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)
    form = {"q": ticket_of(person), "key": uuid4()}

    for _time in range(2):
        client.post(desk_url(event), form)

    assert DoorAct.objects.count() == 1


def test_a_party_is_asked_about_first() -> None:
    event = published_event()
    lead = signed_up(event, companions=[Companion("Omar")])
    _device, client = device_at(event)

    answer = scanned(client, event, ticket_of(lead))

    sentence = "Fatma van der Berg hoort bij een gezelschap: 2 van hen zijn nog niet binnen."
    assert results(answer) == [("look", f"{sentence} Wie is er?")]
    assert not DoorAct.objects.exists()


def test_the_last_one_of_a_party_is_not_asked_about() -> None:
    event = published_event()
    lead = signed_up(event, companions=[Companion("Omar")])
    _device, client = device_at(event)
    tap(client, lead.companions.get())

    answer = scanned(client, event, ticket_of(lead))

    assert results(answer) == [("in", "Fatma van der Berg is binnen.")]


def test_a_ticket_of_another_gathering_is_told_apart() -> None:
    event, other = published_event(), published_event()
    stranger = signed_up(other, family_name="Kanarie")
    _device, client = device_at(event)

    answer = scanned(client, event, ticket_address(stranger))

    assert results(answer) == [("refused", "Deze code is voor een andere bijeenkomst.")]
    assert "Kanarie" not in answer.content.decode()
    assert not DoorAct.objects.exists()


@pytest.mark.parametrize(
    ("role", "told"),
    [("desk", "Deze code is voor een andere bijeenkomst."), ("reader", ""), (None, "")],
)
def test_a_code_of_another_gathering_is_told_apart_to_who_works_there(
    role: str | None, told: str
) -> None:
    event, other = published_event(), published_event()
    device, client = device_at(event)
    device.let_in_by = join_team(event, "desk")
    device.save()
    if role:
        TeamMember.objects.create(event=other, user=device.let_in_by, role=role)

    answer = scanned(client, event, signed_up(other).code)

    assert [sentence for _kind, sentence in results(answer)] == ([told] if told else [])


def test_a_phone_asks_whether_a_bare_ticket_is_of_another_gathering() -> None:
    event, other = published_event(), published_event()
    _device, client = device_at(event)
    here, there = signed_up(event), signed_up(other)
    path = desk_url(event, "elders.json")

    said = [
        client.post(path, {"ticket": ticket}).json()["elsewhere"]
        for ticket in (ticket_of(there), ticket_of(here), f"{there.code}-{'0' * 16}", "", "ander")
    ]

    assert said == [True, False, False, False, False]
    assert client.get(path).status_code == 405
    assert Client().post(path, {"ticket": ticket_of(there)}).status_code == 401


def test_a_forged_ticket_is_nobodys() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)

    answer = scanned(client, event, f"{person.code}-0123456789abcdef")

    told = "Niemand heeft deze code. Zoek de persoon op naam."
    assert results(answer) == [("refused", told)]
    assert not DoorAct.objects.exists()


def test_who_tries_many_tickets_is_told_to_stop() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)

    for number in range(61):
        answer = scanned(client, event, f"{person.code}-{number:016x}")

    assert results(answer) == [("refused", "Te veel codes die niemand heeft. Zoek mensen op naam.")]


def test_who_cancelled_is_not_let_in_by_a_scan() -> None:
    event = published_event()
    person = signed_up(event)
    cancel_people([person], now=NOW, by=None)
    _device, client = device_at(event)

    answer = scanned(client, event, ticket_of(person))

    told = "Fatma van der Berg: Geannuleerd. Toch binnenlaten?"
    assert results(answer) == [("look", told)]
    assert not DoorAct.objects.exists()


def test_a_code_typed_by_hand_opens_the_person() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)

    answer = scanned(client, event, person.code)

    assert answer.context["who"].code == person.code
    assert not DoorAct.objects.exists()


def test_a_scan_with_the_camera_of_the_phone_changes_nothing_yet() -> None:
    event = published_event()
    person = signed_up(event)
    _device, client = device_at(event)
    path = desk_url(event, f"in/{ticket_of(person)}/")

    answer = client.get(path, follow=True)

    assert answer.context["who"].code == person.code
    assert not DoorAct.objects.exists()
    assert client.post(path).status_code == 405


def test_a_search_costs_the_same_for_one_and_for_three(django_assert_num_queries: Any) -> None:
    event = published_event(capacity=50)
    signed_up(event)
    _device, client = device_at(event)
    client.get(desk_url(event))

    with django_assert_num_queries(SEARCH_QUERIES):
        assert len(looked_up(client, event, "Berg")) == 1
    for number in range(2):
        signed_up(event, given_name=f"Piet{number}", companions=[Companion("Omar", "", "Kaya")])
    with django_assert_num_queries(SEARCH_QUERIES):
        assert len(looked_up(client, event, "Berg")) == 3


def test_of_more_than_thirty_the_first_are_shown() -> None:
    event = published_event(capacity=50)
    for _number in range(31):
        signed_up(event)
    _device, client = device_at(event)

    answer = client.get(desk_url(event), {"q": "Berg"})

    assert len(answer.context["people"]) == 30
    assert "De eerste 30; typ meer letters" in answer.content.decode()
