"""Letting people in on the phone: one, a party, with a remark, or all the same."""

from typing import Any

import pytest
from django.utils import timezone

from registrations.door.tickets import ticket_address, ticket_of
from registrations.models import DoorAct
from registrations.sign_up.applying import Companion
from registrations.states import Status
from tests.factories import signed_up
from tests.journeys.phone import a_party, evening, guests, inside

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_party_a_remark_and_a_scan_without_network(phone: Any) -> None:
    event = evening()
    (alone,) = guests(event, 1)
    lead = signed_up(
        event,
        given_name="Piet",
        infix="de",
        family_name="Vries",
        now=timezone.now(),
        companions=[Companion("Truus", "de", "Vries"), Companion("Kees", "", "Vries")],
    )
    door = phone(event)
    door.visit()
    door.offline()

    door.scan(ticket_of(alone))
    door.result("Binnen", alone.full_name)
    door.scan(ticket_address(lead))
    door.result("Let op", "Gezelschap van 3: Piet de Vries, Kees Vries, Truus de Vries")
    door.page.get_by_role("button", name="Alle 3 inchecken").click()
    door.result("Binnen", "3 mensen uit het gezelschap van Piet de Vries")
    door.page.get_by_label("Opmerking").fill("heeft een stoel nodig")
    door.page.get_by_role("button", name="Opmerking bewaren").click()
    door.page.get_by_text("heeft een stoel nodig").wait_for()
    door.scan(ticket_of(alone))
    door.result("Al binnen", alone.full_name)
    door.online()
    door.says("Alles is verzonden")

    assert event.registrations.filter(status=Status.ATTENDED).count() == 4
    ways = set(DoorAct.objects.filter(kind="in").values_list("way", flat=True))
    assert (ways, DoorAct.objects.get(kind="note").text) == ({"scan"}, "heeft een stoel nodig")


def test_a_row_of_a_party_lets_in_one_or_all(phone: Any) -> None:
    event = evening()
    lead = a_party(event)
    door = phone(event)
    door.visit()
    door.offline()

    door.type("truus")
    row = door.page.locator("#found li")
    offered = row.get_by_role("button").all_inner_texts()
    row.get_by_role("button", name="Alleen Truus de Vries").click()
    door.result("Binnen", "Truus de Vries")
    door.type("kees")
    row.get_by_role("button", name="Alle 2 inchecken").click()
    door.result("Binnen", "2 mensen uit het gezelschap van Piet de Vries")
    look = row.get_by_role("link", name="Bekijken")
    door.online()
    door.says("Alles is verzonden")

    assert [words.split(":")[0].strip() for words in offered] == [
        "Alle 3 inchecken",
        "Alleen Truus de Vries",
    ]
    assert look.get_attribute("href").startswith("#wie/")
    assert inside(event) == {one.code for one in event.registrations.of_party(lead.pk)}


def test_of_a_party_the_others_are_let_in_after_one(phone: Any) -> None:
    event = evening()
    lead = a_party(event)
    door = phone(event)
    door.visit()

    door.open(lead)
    door.page.locator("#person > .desk-buttons").get_by_role("button", name="Alleen").click()
    door.result("Binnen", "Piet de Vries")
    door.page.get_by_role("button", name="De 2 anderen inchecken").click()

    door.result("Binnen", "2 mensen uit het gezelschap")
    door.sees(3)


def test_a_remark_is_on_the_row_and_with_the_result(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()

    door.open(person)
    door.page.get_by_label("Opmerking").fill("heeft een stoel nodig")
    door.page.get_by_role("button", name="Opmerking bewaren").click()
    door.page.get_by_text("heeft een stoel nodig").wait_for()
    door.page.get_by_role("link", name="Zoeken").click()
    door.type(person.given_name)
    door.page.locator("#found .remark", has_text="heeft een stoel nodig").wait_for()
    door.scan(ticket_of(person))

    door.result("Binnen", person.full_name)
    door.result("Binnen", "heeft een stoel nodig")


def test_what_was_half_typed_about_one_person_is_not_kept_with_the_next(phone: Any) -> None:
    event = evening()
    one, other = guests(event, 2)
    door = phone(event)
    door.visit()

    door.open(one)
    door.page.get_by_label("Opmerking").fill("komt later terug")
    door.open(other)

    assert door.page.get_by_label("Opmerking").input_value() == ""


def test_who_is_let_in_all_the_same_has_a_seat_once_it_is_sent(phone: Any) -> None:
    event = evening(capacity=1)
    (seated,) = guests(event, 1)
    waits = signed_up(event, now=timezone.now(), given_name="Wim", infix="", family_name="Wacht")
    door = phone(event)
    door.visit()
    door.offline()

    door.open(waits)
    door.page.get_by_role("button", name="Toch binnenlaten").click()
    door.page.get_by_text("Schrijf op waarom.").wait_for()
    door.page.get_by_label("Waarom laat je").first.fill("stond er met kinderen")
    door.page.get_by_role("button", name="Toch binnenlaten").click()
    door.result("Binnen", waits.full_name)
    quiet = door.page.locator("#notices").is_hidden()
    door.online()
    door.says("Alles is verzonden")
    door.sees(1)

    assert (quiet, inside(event)) == (True, {waits.code})
    assert door.page.locator("#notices").is_hidden()
    event.refresh_from_db()
    assert (event.all_seats, event.seats_taken) == (2, 2)
    seated.refresh_from_db()
    assert seated.status == Status.CONFIRMED


def test_who_is_in_already_is_not_sent_out_by_one_tap(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.check_in(person)

    door.scan(ticket_of(person))
    door.result("Al binnen", person.full_name)
    assert not door.page.locator("#undo").is_visible()
    link = door.page.locator("#result").get_by_role("link")
    assert link.get_attribute("href") == f"#wie/{person.code}"


def test_a_second_tap_at_once_keeps_the_result_and_its_way_back(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.open(person)

    door.page.locator("[data-do=in]").evaluate("(button) => { button.click(); button.click(); }")
    door.result("Binnen", person.full_name)
    door.says("Alles is verzonden")

    assert door.page.locator("#result .result").get_attribute("class") == "result in"
    assert door.page.locator("#undo").is_visible()
    assert DoorAct.objects.filter(registration=person).count() == 1


def test_what_was_taken_back_is_corrected_when_another_phone_lets_them_in(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    one, other = phone(event, "Deur 1"), phone(event, "Deur 2")
    for door in (one, other):
        door.visit()
    one.check_in(person)
    one.take_back(person)
    one.says("Alles is verzonden")

    other.check_in(person)
    other.says("Alles is verzonden")
    one.online()

    one.result("Al binnen", "Deur 2")
    assert one.trouble == []
