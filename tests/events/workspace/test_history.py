"""The page of the trail: filtered, page by page, and about one thing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event
from festival.editing import change
from tests.factories import (
    NOW,
    join_team,
    make_event,
    make_session,
    make_theme,
    make_user,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db


def opened(event: Event, role: str = "reader", **query: str) -> Any:
    client = Client()
    client.force_login(join_team(event, role))
    return client.get(reverse("workspace:history", kwargs={"slug": event.slug}), query)


def sentences(answer: Any) -> list[str]:
    return [line.sentence for line in answer.context["lines"]]


def test_the_last_change_stands_first_under_its_day_and_hour() -> None:
    event = make_event(title="Avond")
    change(event, now=NOW, by=make_user(name="Olga"), title="Nacht")

    answer = opened(event)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h3>maandag 4 mei 2026</h3>" in page
    assert ">12.00</time>" in page
    assert page.index("Titel: ‘Avond’ werd ‘Nacht’.") < page.index("‘Avond’ toe.")


def test_it_can_be_narrowed_to_a_kind_a_person_and_one_thing() -> None:
    event, olga = make_event(), make_user(name="Olga")
    one, other = make_session(event, "Een"), make_session(event, "Ander")
    make_theme(event, "Zorg")
    change(one, now=NOW, by=olga, title="Eerste")
    change(other, now=NOW, by=None, title="Tweede")

    by_kind = sentences(opened(event, soort="theme"))
    by_person = sentences(opened(event, wie=str(olga.pk)))
    of_one = sentences(opened(event, onderdeel=f"session:{one.pk}"))

    assert by_kind == ["De site voegde thema ‘Zorg’ toe."]
    assert by_person == ["Olga wijzigde sessie ‘Eerste’."]
    assert of_one == ["Olga wijzigde sessie ‘Eerste’.", "De site voegde sessie ‘Een’ toe."]


def test_the_trail_of_another_gathering_is_not_told() -> None:
    event, elsewhere = make_event(), make_event()
    theirs = make_session(elsewhere, "Geheim")

    answer = opened(event, onderdeel=f"session:{theirs.pk}")

    assert (sentences(answer), "Geheim" in answer.content.decode()) == ([], False)


@pytest.mark.parametrize("nonsense", [{"soort": "x"}, {"wie": "x"}])
def test_a_choice_that_is_none_is_refused_beside_its_field(nonsense: dict[str, str]) -> None:
    answer = opened(make_event(), **nonsense)

    assert (answer.status_code, sentences(answer)) == (422, [])


@pytest.mark.parametrize("part", ["x", "session:", "session:x", ":1"])
def test_a_part_that_makes_no_sense_has_no_history(part: str) -> None:
    answer = opened(make_event(), onderdeel=part)

    assert (answer.status_code, sentences(answer)) == (200, [])


def test_only_who_may_see_attendees_can_open_one_from_here() -> None:
    event = published_event()
    person = signed_up(event)
    link = reverse("staff:attendee", kwargs={"slug": event.slug, "code": person.code})

    assert link not in opened(event, "reader").content.decode()
    assert link in opened(event, "desk").content.decode()


@pytest.mark.parametrize("number", [1, 300])
def test_the_number_of_queries_does_not_grow(number: int, django_assert_num_queries: Any) -> None:
    event = make_event()
    session = make_session(event)
    for n in range(number):
        change(session, now=NOW, by=None, title=f"Titel {n}")
    client = Client()
    client.force_login(join_team(event, "reader"))

    with django_assert_num_queries(9):  # session, user, event, two for roles, choices, count, page
        client.get(reverse("workspace:history", kwargs={"slug": event.slug}))
