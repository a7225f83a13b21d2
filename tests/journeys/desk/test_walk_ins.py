"""Who did not sign up is noted on the phone, with or without network."""

from typing import Any

import pytest

from registrations.models import DoorAct
from registrations.states import Status
from tests.journeys.phone import evening, guests

pytestmark = pytest.mark.django_db(transaction=True)


def test_walk_ins_without_network_have_a_seat_added_for_a_reason(phone: Any) -> None:
    event = evening(capacity=2)
    guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()

    door.page.get_by_role("link", name="Binnenloper").click()
    door.page.get_by_text("1 plaats vrij").wait_for()
    door.page.get_by_label("Voornaam").fill("Nieuw")
    door.page.get_by_label("Hoeveel mensen?").fill("3")
    door.page.get_by_role("button", name="Inchecken").click()
    door.page.get_by_text("Schrijf op waarom.").wait_for()
    assert door.page.evaluate("document.activeElement.name") == "reason"
    door.page.locator("#walk-in").get_by_label("Waarom").fill("stond er met de kinderen")
    door.page.get_by_role("button", name="Inchecken").click()
    door.result("Binnen", "Nieuw")
    door.sees(3)
    door.type("nieuw")
    door.page.get_by_role("link", name="Nieuw", exact=True).click()
    door.page.get_by_label("Opmerking").fill("zit vooraan")
    door.page.get_by_role("button", name="Opmerking bewaren").click()
    door.says("Geen netwerk: 2 handelingen wachten op verzending")
    door.online()
    door.says("Alles is verzonden")

    event.refresh_from_db()
    came = event.registrations.filter(walked_in=True)
    assert (came.count(), event.seats_taken, event.all_seats) == (3, 4, 4)
    assert {person.status for person in came} == {Status.ATTENDED}
    assert DoorAct.objects.get(kind="note").registration == came.get(given_name="Nieuw")


def test_phones_hear_of_more_people_than_seats_and_give_the_seats_back(phone: Any) -> None:
    event = evening(capacity=3)
    door = phone(event)
    door.visit()
    door.offline()
    guests(event, 3)

    door.walk_in("Nieuw", 3)
    door.result("Binnen", "Nieuw en 2 anderen")
    door.type("nieuw")
    door.page.locator("#found li", has_text="+2").wait_for()
    door.online()
    door.says("Alles is verzonden")

    door.page.locator("#notices a", has_text="1 melding").click()
    notice = door.page.locator("#notices-list li")
    notice.get_by_text("terwijl alle plaatsen van de bijeenkomst bezet waren").wait_for()
    assert notice.get_by_role("link", name="Nieuw en 2 anderen").is_visible()
    door.page.get_by_role("link", name="Binnenloper").click()
    door.page.get_by_text("6 plaatsen, waarvan 3 aan de deur bijgezet.").wait_for()

    door.open(event.registrations.get(given_name="Nieuw"))
    door.page.locator("#person [data-do=undo]").click()
    door.page.locator("#undo-all").click()
    door.result("Teruggedraaid", "Nieuw en 2 anderen staan niet meer als binnen.")
    door.says("Alles is verzonden")
    door.page.get_by_role("link", name="Binnenloper").click()
    door.page.locator("#seats-free:not(:has-text('bijgezet'))").wait_for()
    event.refresh_from_db()
    assert (event.all_seats, event.seats_taken) == (3, 3)


@pytest.mark.parametrize("sent_first", [False, True])
def test_taking_a_walk_in_party_back_takes_everybody_back(phone: Any, sent_first: bool) -> None:
    event = evening()
    door = phone(event)
    door.visit()
    door.offline()

    door.walk_in("Nieuw", 3)
    door.sees(3)
    if sent_first:
        door.online()
        door.says("Alles is verzonden")
    door.page.get_by_role("button", name="Ongedaan maken").click()
    door.page.get_by_role("button", name="Alle 3").click()
    door.result("Teruggedraaid", "Nieuw en 2 anderen")
    door.sees(0)
    door.online()
    door.says("Alles is verzonden")

    came = event.registrations.filter(walked_in=True)
    assert [person.status for person in came] == [Status.CANCELLED] * 3
    door.sees(0)


def test_a_walk_in_party_goes_out_whole_or_in_part_and_comes_back_whole(phone: Any) -> None:
    event = evening()
    door = phone(event)
    door.visit()
    door.walk_in("Nieuw", 3)
    door.says("Alles is verzonden")
    lead = event.registrations.leading().get()
    door.open(lead)
    assert door.page.locator("#before-undoing").is_hidden()  # no other phone let them in

    door.page.locator("[data-do=undo]").click()
    door.result("Let op", "Nieuw en 2 anderen zijn dan niet meer binnen.")
    door.page.get_by_role("button", name="Nee, doorgaan").click()
    door.page.locator("[data-do=undo]").click()
    door.page.get_by_role("button", name="Alle 3").click()
    door.sees(0)
    door.says("Alles is verzonden")
    door.page.get_by_role("link", name="Meekomer 2 van Nieuw", exact=True).wait_for()
    door.page.locator("#why").fill("Stonden er wel")
    door.page.get_by_role("button", name="Alle 3 toch binnenlaten").click()
    door.result("Binnen", "Nieuw en 2 anderen")
    door.sees(3)
    door.says("Alles is verzonden")

    came = event.registrations.order_by("pk").values_list("status", flat=True)
    assert list(came) == [Status.ATTENDED] * 3
    assert door.trouble == []


def test_a_role_that_is_full_asks_why(phone: Any) -> None:
    event = evening()
    event.registration_roles.create(name="bewoner", quota=1)
    door = phone(event)
    door.visit()

    for name in ("Eerste", "Tweede"):
        door.page.get_by_role("link", name="Binnenloper", exact=True).click()
        door.page.get_by_label("Voornaam").fill(name)
        door.page.get_by_label("Rol").select_option(label="bewoner")
        door.page.locator("#walk-in").get_by_role("button", name="Inchecken").click()
        if name == "Eerste":
            door.result("Binnen", name)

    door.page.locator("#reason-error", has_text="Schrijf op waarom").wait_for()


def test_a_walk_in_has_no_role_until_one_is_chosen(phone: Any) -> None:
    event = evening()
    event.registration_roles.create(name="bewoner")
    door = phone(event)
    door.visit()

    door.page.get_by_role("link", name="Binnenloper").click()
    door.page.get_by_label("Voornaam").fill("Nieuw")
    door.page.locator("#walk-in").get_by_role("button", name="Inchecken").click()
    door.page.locator("#role-error", has_text="Kies een rol.").wait_for()
    door.page.get_by_label("Rol").select_option(label="bewoner")
    door.page.locator("#walk-in").get_by_role("button", name="Inchecken").click()

    door.result("Binnen", "Nieuw")
