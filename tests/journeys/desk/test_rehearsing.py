"""Practising before the evening: every phone says so, also without network, and hears of the end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.models import Event
from tests.factories import join_team
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.entering import enter_as
from tests.journeys.phone import evening, guests, inside
from tests.registrations.door.noting import checked_in

pytestmark = pytest.mark.django_db(transaction=True)
NOTICE = "De bijeenkomst is later:"


def ahead() -> Event:
    """An evening in three days."""
    start = timezone.now() + timedelta(days=3)
    return evening(starts_at=start, ends_at=start + timedelta(hours=3))


def test_a_phone_says_that_it_is_too_early(phone: Any) -> None:
    event = ahead()
    door = phone(event)
    door.visit()
    door.offline()

    for screen in ("#zoek", "#binnenloper", "#meer"):
        door.page.evaluate("(screen) => { location.hash = screen; }", screen)
        door.page.get_by_text(NOTICE).wait_for()
    assert (violations(door.page), sideways_scroll(door.page)) == ([], 0)


def test_on_the_evening_it_says_nothing(phone: Any) -> None:
    door = phone(evening())
    door.visit()

    assert not door.page.get_by_text(NOTICE).is_visible()


def test_phones_hear_that_the_rehearsal_was_taken_back(phone: Any, open_page: Any) -> None:
    event = ahead()
    (person, *_others) = guests(event, 3)
    door, page = phone(event), open_page(width=360)
    door.visit()
    door.check_in(person)
    door.sees(1)
    door.says("Alles is verzonden")

    enter_as(page, door.wire.url, join_team(event, "owner"))
    page.goto(f"{door.wire.url}/beheer/{event.slug}/balie/")
    wrong = [*violations(page), sideways_scroll(page)]
    page.get_by_role("link", name="Draai de oefening terug").click()
    page.get_by_role("heading", name="De oefening terugdraaien?").wait_for()
    wrong += [*violations(page), sideways_scroll(page)]
    page.get_by_role("button", name="Ja, draai het terug").click()
    page.get_by_text("1 persoon is niet binnen.").wait_for()

    door.page.reload()
    door.sees(0)
    assert (wrong, inside(event)) == ([0, 0], set())


def test_a_phone_tells_the_day_of_what_was_noted_another_day(phone: Any) -> None:
    event = evening()
    (person,) = guests(event, 1)
    checked_in(person, at=datetime(2026, 5, 3, 10, tzinfo=UTC))
    door = phone(event)
    door.visit()

    door.open(person)

    door.page.get_by_text("Binnen sinds 3 mei, 12.00").first.wait_for()
