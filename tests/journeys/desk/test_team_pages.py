"""What the team reads of who is inside: the turnout, cancelling, and parties that go on."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from events.models import Event
from registrations.changing.cancelling import cancel_people
from registrations.door.noting import note
from registrations.door.walking_in import walk_in
from registrations.sign_up.applying import Companion
from tests.factories import join_team, make_user, signed_up
from tests.journeys.conftest import sideways_scroll, violations
from tests.journeys.entering import enter_as
from tests.journeys.phone import evening, guests
from tests.registrations.door.noting import came_in

pytestmark = pytest.mark.django_db(transaction=True)
NAMED = ("Aad", "Bea", "Cor", "Dia")


def full_evening() -> Event:
    """A page full of people, whose last party goes on; some in, of whom one has no seat now."""
    now = timezone.now()
    event = evening(nameless_companions=True)
    some = guests(event, 46)
    along = [Companion(given_name=name, family_name="Zwart") for name in NAMED]
    signed_up(event, given_name="Zus", infix="", family_name="Zwart", companions=along, now=now)
    note(event, [came_in(person, at=now) for person in some[:4]], now=now)
    cancel_people(some[:1], now=now, by=make_user())
    walk_in(event, key=uuid4(), given_name="Noor", people=3, now=now, at=now)
    return event


def pages(page: Any, base: str, event: Event) -> Iterator[str]:
    """Each of these pages, while it is open."""
    team, (inside,) = f"{base}/beheer/{event.slug}", event.registrations.filter(given_name="Gast01")
    page.goto(f"{team}/opkomst/")
    page.get_by_text("zonder plaats").first.wait_for()
    yield "turnout"
    page.goto(f"{team}/deelnemers/?page=2")
    page.get_by_text("Vervolg van het gezelschap van Zus Zwart").wait_for()
    yield "list"
    page.goto(f"{team}/deelnemers/{inside.code}/afmelden/")
    page.get_by_text("al binnen").wait_for()
    yield "cancel"
    picked = "&who=".join(event.registrations.filter(lead=None).values_list("code", flat=True)[:13])
    page.goto(f"{team}/deelnemers/doen/?do=cancel&who={picked}")
    page.get_by_text("al binnen: Gast").wait_for()
    page.get_by_text("en nog ").wait_for()
    yield "cancel for many"
    page.get_by_role("button", name="Ja, annuleren").click()
    page.locator("[aria-invalid=true], .error").first.wait_for()
    yield "cancel for many, without a reason"


@pytest.mark.parametrize("width", [320, 1280])
def test_they_are_accessible_and_fit(live_server: Any, open_page: Any, width: int) -> None:
    event = full_evening()
    page = open_page(width=width)
    enter_as(page, live_server.url, join_team(event, "owner"))

    wrong = [
        f"{name}: {problem}"
        for name in pages(page, live_server.url, event)
        for problem in [*violations(page), *(["too wide"] if sideways_scroll(page) else [])]
    ]

    assert wrong == []
