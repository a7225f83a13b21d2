"""A phone leaves the desk: it sends what waits and holds nobody any more."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from registrations.door.devices import stop
from registrations.states import Status
from tests.journeys.phone import evening, guests, inside, trusted

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_stopped_phone_erases_everything_at_the_next_contact(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()
    door.check_in(person)
    assert (person.given_name in door.held(), door.caches()) == (True, 1)

    stop(door.device, now=timezone.now(), by=None)
    door.online()

    door.page.get_by_role("heading", name="Deze telefoon hoort niet meer bij de balie").wait_for()
    door.page.get_by_text("1 handeling was nog niet verzonden en is verloren").wait_for()
    assert (door.held(), door.caches(), inside(event)) == ("", 0, set())
    assert person.given_name not in door.page.content()


def test_a_phone_that_lost_its_cookie_keeps_what_waits_until_it_is_let_in_again(
    phone: Any,
) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()
    door.check_in(person)

    door.context.clear_cookies()
    door.online()
    door.says("Laat hem opnieuw toe: 1 handeling wacht op verzending")
    door.offline()
    trusted(door.context, door.wire, event, "Deur 1")
    door.online()
    door.says("Alles is verzonden")

    assert inside(event) == {person.code}


def test_signing_out_asks_sends_what_waits_and_erases(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.wire.cut()  # the phone does not notice at once
    door.check_in(person)

    door.page.get_by_role("link", name="Meer").click()
    door.page.get_by_role("link", name="Deze telefoon afmelden").click()
    door.page.get_by_text("1 handeling").last.wait_for()
    door.page.get_by_role("link", name="Nee, doorgaan").click()
    door.online()
    door.says("Alles is verzonden")
    door.sign_out()

    door.page.get_by_text("Deze telefoon is afgemeld.").wait_for()
    assert (door.held(), door.caches(), inside(event)) == ("", 0, {person.code})
    door.device.refresh_from_db()
    assert door.device.revoked_at is not None


def test_who_signs_out_without_network_loses_nothing_and_holds_no_list(phone: Any) -> None:
    event = evening()
    person, other = guests(event, 2)
    door = phone(event)
    door.visit()
    door.check_in(other)
    door.says("Alles is verzonden")
    door.offline()
    door.check_in(person)
    door.walk_in("Nieuw", 1)

    door.sign_out("2 handelingen zijn nog niet verzonden")
    door.page.get_by_text("2 handelingen worden verzonden zodra er netwerk is").wait_for()
    held = door.held()
    door.online()
    door.page.get_by_text("Deze telefoon is afgemeld.").wait_for()

    came = event.registrations.get(walked_in=True)
    assert [name in held for name in (person.given_name, other.given_name, other.code)] == [
        False
    ] * 3
    assert (door.held(), door.caches()) == ("", 0)
    assert inside(event) == {person.code, other.code, came.code}
    door.device.refresh_from_db()
    assert door.device.revoked_at is not None


def test_a_sign_out_without_network_is_remembered_when_the_page_is_closed(phone: Any) -> None:
    event = evening()
    people = guests(event, 2)
    door = phone(event)
    door.visit()
    door.offline()
    door.check_in(people[0])
    door.sign_out("1 handeling is nog niet verzonden")
    door.page.get_by_text("1 handeling wordt verzonden zodra er netwerk is").wait_for()

    door.reopen(door.home)
    door.page.get_by_text("1 handeling wordt verzonden zodra er netwerk is").wait_for()
    shown = door.page.content()
    door.page.close()
    door.wire.mend()
    door.context.set_offline(False)
    door.reopen(f"{door.home}?zonder=app")
    door.page.get_by_text("Deze telefoon is afgemeld.").wait_for()

    assert people[1].given_name not in shown
    assert (door.held(), inside(event)) == ("", {people[0].code})
    door.device.refresh_from_db()
    assert door.device.revoked_at is not None


def test_a_party_taken_back_before_signing_out_without_network_stays_out(phone: Any) -> None:
    event = evening()
    door = phone(event)
    door.visit()
    door.offline()
    door.walk_in("Nieuw", 3)
    door.page.get_by_role("button", name="Ongedaan maken").click()
    door.page.get_by_role("button", name="Alle 3").click()
    door.result("Teruggedraaid", "Nieuw en 2 anderen")

    door.sign_out("2 handelingen zijn nog niet verzonden")
    door.page.get_by_text("2 handelingen worden verzonden").wait_for()
    door.online()
    door.page.get_by_text("Deze telefoon is afgemeld.").wait_for()

    came = event.registrations.filter(walked_in=True)
    assert [person.status for person in came] == [Status.CANCELLED] * 3
    assert door.held() == ""


def test_a_phone_that_left_and_lost_its_cookie_sends_what_waits_once_let_in(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()
    door.check_in(person)
    door.sign_out("1 handeling is nog niet verzonden")
    door.page.get_by_text("1 handeling wordt verzonden").wait_for()

    door.context.clear_cookies()
    door.online()
    door.page.get_by_text("Laat hem opnieuw toe: 1 handeling wacht op verzending").wait_for()
    door.page.goto("about:blank")  # a late answer would take the new cookie away as well
    trusted(door.context, door.wire, event, "Deur 1")
    door.visit()

    assert inside(event) == {person.code}


def test_a_stopped_phone_that_opens_a_page_of_the_desk_erases_its_list(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()
    held = door.held()
    stop(door.device, now=timezone.now(), by=None)
    door.page.close()
    door.wire.mend()
    door.context.set_offline(False)

    door.reopen(f"{door.home}aantallen/")
    door.page.get_by_role("heading", name="Dit apparaat is gestopt").wait_for()
    door.page.wait_for_function("indexedDB.databases().then((all) => all.length === 0)")

    assert (person.given_name in held, door.held()) == (True, "")


def test_the_list_is_erased_when_its_time_is_over_also_without_network(phone: Any) -> None:
    event = evening()
    guests(event, 1)
    door = phone(event)
    door.visit()
    door.offline()

    door.page.clock.set_fixed_time(event.ends_at + timedelta(days=2))
    door.page.reload()

    door.page.get_by_text("De bijeenkomst is voorbij.").wait_for()
    assert (door.held(), door.caches()) == ("", 0)
