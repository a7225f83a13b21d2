"""Practising at the desk: that it is said beforehand, and taken back by the team."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from registrations.hours import opens_at
from tests.factories import NOW, published_event, signed_up
from tests.registrations.desk.doors import desk_of, desk_url, device_at, tap, team

pytestmark = pytest.mark.django_db
NOTICE = "De bijeenkomst is later:"
OFFER = "als binnen genoteerd. Was dat om te oefenen?"


@pytest.fixture(autouse=True)
def at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def test_pages_of_the_desk_say_that_it_is_too_early(time_machine: Any) -> None:
    event = published_event()
    _device, phone = device_at(event)
    pages = [desk_url(event, rest) for rest in ("?zonder=app", "binnenloper/", "aantallen/")]

    before = [NOTICE in phone.get(path).content.decode() for path in pages]
    time_machine.move_to(opens_at(event))
    after = [NOTICE in phone.get(path).content.decode() for path in pages]

    assert (before, after) == ([True] * 3, [False] * 3)


def test_the_app_knows_from_when_it_is_no_practice() -> None:
    event = published_event()
    _device, phone = device_at(event)

    page = phone.get(desk_url(event, "app/")).content.decode()

    assert f'data-opens="{timezone.localtime(opens_at(event)).isoformat()}"' in page


def test_the_team_is_asked_first_and_takes_it_back() -> None:
    event = published_event()
    _device, phone = device_at(event)
    person = signed_up(event)
    tap(phone, person)
    noor = {"given_name": "Noor", "people": "1", "key": str(uuid4())}
    phone.post(desk_url(event, "binnenloper/"), noor)
    client = team(event)

    offered = client.get(desk_of(event)).content.decode()
    asked = client.get(desk_of(event, "oefening/")).content.decode()
    answer = client.post(desk_of(event, "oefening/"), follow=True).content.decode()

    person.refresh_from_db()
    assert "2 mensen zijn meer dan 6 uur voor het begin als binnen genoteerd" in offered
    assert "1 van hen is als binnenloper genoteerd" in asked
    assert ("2 mensen zijn niet binnen." in answer, OFFER in answer) == (True, False)
    assert (person.status, person.checked_in_at) == ("confirmed", None)


def test_looking_changes_nothing_and_twice_is_harmless() -> None:
    event = published_event()
    _device, phone = device_at(event)
    tap(phone, signed_up(event))
    client = team(event)

    client.get(desk_of(event, "oefening/"))
    stood = event.door_acts.that_stand().count()
    client.post(desk_of(event, "oefening/"))
    again = client.post(desk_of(event, "oefening/"), follow=True).content.decode()
    nothing = client.get(desk_of(event, "oefening/"))

    assert (stood, event.door_acts.count()) == (1, 2)
    assert "Er was niets meer terug te draaien." in again
    assert nothing["Location"] == desk_of(event)


def test_who_only_works_at_the_desk_reads_of_it_and_takes_nothing_back() -> None:
    event = published_event()
    _device, phone = device_at(event)
    tap(phone, signed_up(event))
    client = team(event, "desk")

    page = client.get(desk_of(event)).content.decode()
    answer = client.post(desk_of(event, "oefening/"))

    assert (OFFER in page, "Draai de oefening terug" in page) == (True, False)
    assert (answer.status_code, event.door_acts.count()) == (403, 1)


def test_nothing_is_offered_for_who_came_in_time(time_machine: Any) -> None:
    event = published_event()
    _device, phone = device_at(event)
    person, client = signed_up(event), team(event)
    time_machine.move_to(opens_at(event))
    tap(phone, person)

    assert OFFER not in client.get(desk_of(event)).content.decode()


def test_nothing_is_offered_once_it_is_over(time_machine: Any) -> None:
    event = published_event()
    _device, phone = device_at(event)
    tap(phone, signed_up(event))
    client = team(event)
    time_machine.move_to(event.ends_at + timedelta(days=2))

    assert OFFER not in client.get(desk_of(event)).content.decode()
