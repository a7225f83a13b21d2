"""The desk without network, in a real Chromium: nothing is lost, nobody is counted twice."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from registrations.desk.cookies import cookie_name
from registrations.models import DoorAct
from tests.factories import signed_up
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.phone import Phone, evening, guests, inside, trusted
from tests.journeys.wire import Wire

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept_browser(chromium: Any) -> Iterator[Any]:
    """A browser with a profile on the disk, which stays when it is killed."""
    made: list[Any] = []

    def opened(profile: Path) -> Any:
        made.append(
            chromium.browser_type.launch_persistent_context(
                profile,
                executable_path=CHROMIUM,
                args=FLAGS,
                locale="nl-NL",
                viewport={"width": 360, "height": 740},
                timezone_id="Europe/Amsterdam",
            )
        )
        return made[-1]

    yield opened
    made[-1].close()


def kill(profile: Path) -> None:
    """End the browser that uses this profile, without a chance to clean up."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with suppress(OSError):
            words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            if f"--user-data-dir={profile}" in words:
                os.kill(int(entry.name), signal.SIGKILL)


def test_somebody_is_checked_in_without_network_and_sent_later(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()

    door.offline()
    door.check_in(person)
    door.says("Geen netwerk: 1 handeling wacht op verzending")
    before = inside(event)
    door.online()
    door.says("Alles is verzonden")

    assert (before, inside(event)) == (set(), {person.code})
    assert DoorAct.objects.get().device == door.device
    assert door.trouble == []


def test_fifty_survive_a_killed_browser(
    live_server: Any, tmp_path: Path, kept_browser: Any
) -> None:
    event = evening()
    people = guests(event, 50)
    wire = Wire(live_server.url)
    browser = kept_browser(tmp_path / "profile")
    door = Phone(browser, wire, event, trusted(browser, wire, event, "Deur 1"))
    door.visit()
    door.offline()
    for person in people:
        door.check_in(person)
    door.says("Geen netwerk: 50 handelingen wachten op verzending")

    known = [one for one in browser.cookies() if one["name"] == cookie_name()]
    kill(tmp_path / "profile")
    again = Phone(kept_browser(tmp_path / "profile"), wire, event, door.device)
    again.context.add_cookies(known)  # Chromium writes cookies to the disk every half minute
    again.context.set_offline(True)
    again.page.goto(again.home)
    again.says("Geen netwerk: 50 handelingen wachten op verzending")
    again.type("Gast07")
    again.page.get_by_text("Binnen sinds").wait_for()
    again.online()
    again.says("Alles is verzonden")

    assert inside(event) == {person.code for person in people}
    assert DoorAct.objects.count() == 50
    assert DoorAct.objects.values("counter").distinct().count() == 50
    assert again.page.locator("[data-put=inside]").inner_text() == "50"
    wire.close()


def test_what_was_sent_without_an_answer_is_sent_again_once(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    door = phone(event)
    door.visit()

    door.wire.loses_answers = True
    door.check_in(person)
    door.says("Geen netwerk: 1 handeling wacht op verzending")
    arrived = inside(event)
    door.online()
    door.says("Alles is verzonden")

    assert (arrived, DoorAct.objects.count()) == ({person.code}, 1)


@pytest.mark.parametrize("first", [0, 1], ids=["one first", "the other first"])
def test_two_phones_agree_in_whatever_order_they_send(phone: Any, first: int) -> None:
    event = evening()
    both, undone, again, alone = guests(event, 4)
    doors = [phone(event, "Deur 1"), phone(event, "Deur 2")]
    for door in doors:
        door.visit()
        door.offline()

    for door in doors:
        door.check_in(both)
        door.check_in(undone)
        door.take_back(undone)
    doors[0].check_in(again)
    doors[0].take_back(again)
    doors[0].check_in(again)
    doors[1].check_in(alone)
    for door in (doors[first], doors[1 - first]):
        door.online()
        door.says("Alles is verzonden")
    doors[first].page.get_by_role("link", name="Meer").click()
    doors[first].page.get_by_role("button", name="Nu verzenden en ophalen").click()

    assert inside(event) == {both.code, again.code, alone.code}
    for door in doors:
        door.sees(3)
        door.page.get_by_role("link", name="Let op: 1 melding").click()
        shown = door.page.locator("#notices-list .guest-name")
        shown.wait_for()
        assert shown.all_inner_texts() == [both.full_name]


def test_two_tabs_of_one_phone_count_once(phone: Any) -> None:
    event = evening()
    people = guests(event, 6)
    door = phone(event)
    door.visit()
    other = door.deaf_tab()
    door.offline()

    door.type("Gast00")
    other.type("Gast00")
    door.button(people[0]).click()
    door.result("Binnen", people[0].full_name)
    other.button(people[0]).click()
    other.result("Al binnen", people[0].full_name)
    for n, person in enumerate(people[1:]):
        (door, other)[n % 2].check_in(person)
    door.online()
    door.says("Alles is verzonden")

    counters = sorted(DoorAct.objects.values_list("counter", flat=True))
    assert counters == [1, 2, 3, 4, 5, 6]
    assert inside(event) == {person.code for person in people}


def test_new_guests_appear_when_the_network_returns(phone: Any) -> None:
    event = evening()
    door = phone(event)
    door.visit()
    door.offline()
    (late,) = guests(event, 1)

    door.type(late.given_name)
    door.page.get_by_text("Niemand gevonden").wait_for()
    door.online()

    door.button(late).wait_for()


def test_the_phone_holds_no_more_than_the_desk_needs(phone: Any) -> None:
    event = evening()
    signed_up(event, "kanarie@example.org", now=timezone.now(), access_needs="kanarie-nood")
    door = phone(event)
    door.visit()

    assert "kanarie" not in door.held()
