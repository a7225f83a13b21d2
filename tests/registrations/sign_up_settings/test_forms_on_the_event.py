"""When, how many, and what people need: each saved at once, and told in a sentence."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import Event
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    make_consent,
    make_role,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import problems, text_of
from tests.registrations.test_questions import make_question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event() -> Event:
    return published_event(capacity=3, kept_back=1)


@pytest.fixture
def editor(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


def page_of(event: Event, section: str) -> str:
    return f"/beheer/{event.slug}/aanmelden/wat/{section}/"


def sent(client: Client, event: Event, section: str, **typed: Any) -> Any:
    form = client.get(page_of(event, section)).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    texts = {n: "" if v in (None, False) else v for n, v in shown.items() if not hasattr(v, "year")}
    answer = client.post(page_of(event, section), texts | typed)
    event.refresh_from_db()
    return answer


def overview(client: Client, event: Event) -> str:
    return text_of(client.get(f"/beheer/{event.slug}/aanmelden/"))


def test_the_overview_says_what_holds_now(editor: Client, event: Event) -> None:
    host = make_role(event, "begeleider", quota=4)
    signed_up(event, role=host)
    make_question(event)
    make_consent(event)

    text = overview(editor, event)

    assert "Aanmelden kan tot maandag 1 juni 2026, 19.45 uur." in text
    assert "2 van de 3 plaatsen zijn vrij." in text
    assert "Vrijgehouden voor begeleiders en partners: 1. Voor bezoekers: 1." in text
    assert "begeleider: 1 van 4." in text
    assert "1 eigen vraag." in text
    assert "Er wordt 1 toestemming gevraagd." in text


def test_the_overview_takes_as_many_queries_for_much_as_for_little(
    editor: Client, event: Event, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as little:
        overview(editor, event)
    for number in range(4):
        make_role(event, f"rol {number}")
        make_question(event, f"Vraag {number}?")
        make_consent(event, f"doel-{number}")

    with django_assert_num_queries(len(little)):
        overview(editor, event)


def test_the_window_holds_at_once(editor: Client, event: Event) -> None:
    answer = sent(
        editor, event, "periode", opens_at="2026-05-20T09:00", closes_at="2026-05-31T20:00"
    )

    assert answer.status_code == 302
    assert "Je kunt je aanmelden vanaf woensdag 20 mei 2026, 9.00 uur." in overview(editor, event)
    assert Client().get(f"/bijeenkomst/{event.slug}/aanmelden/").context["form"] is None


def test_a_window_that_closes_before_it_opens_is_refused(editor: Client, event: Event) -> None:
    answer = sent(
        editor, event, "periode", opens_at="2026-05-31T20:00", closes_at="2026-05-20T09:00"
    )

    assert (answer.status_code, list(problems(answer))) == (422, ["closes_at"])


def test_seats_that_are_no_longer_kept_back_go_to_who_waits(editor: Client, event: Event) -> None:
    people = [signed_up(event) for _person in range(3)]

    sent(editor, event, "plaatsen", kept_back="0")

    people[2].refresh_from_db()
    assert (people[2].status, event.seats_taken) == ("confirmed", 3)


def test_when_all_that_is_free_is_kept_back_none_is_for_visitors(
    editor: Client, event: Event
) -> None:
    signed_up(event)
    signed_up(event)

    page = text_of(editor.get(page_of(event, "plaatsen")))

    told = "Vrijgehouden voor begeleiders en partners: 1. Voor bezoekers: 0."
    assert told in page


@pytest.mark.parametrize(
    ("hours", "seats", "told"),
    [
        (None, "4", "2 mensen hebben nu een plaats en krijgen een mail."),
        (4, "4", "2 mensen kregen per mail een plaats aangeboden."),
        (4, "3", "1 persoon kreeg per mail een plaats aangeboden."),
    ],
)
def test_more_seats_tell_what_they_did(hours: int | None, seats: str, told: str) -> None:
    event = published_event(capacity=2, offer_hours=hours)
    for _person in range(4):
        signed_up(event)
    client = Client()
    client.force_login(join_team(event, "editor"))

    sent(client, event, "plaatsen", capacity=seats)

    assert f"Bewaard. {told}" in overview(client, event)
    sent(client, event, "plaatsen", capacity=seats)
    assert told not in overview(client, event)


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (None, "heeft wie vooraan staat er meteen een"),
        (4, "krijgt wie vooraan staat er meteen een aangeboden"),
    ],
)
def test_beside_the_number_stands_what_more_seats_do(hours: int | None, told: str) -> None:
    event = published_event(capacity=2, offer_hours=hours)
    client = Client()
    client.force_login(join_team(event, "editor"))

    assert told in text_of(client.get(page_of(event, "plaatsen")))


def test_both_numbers_can_go_down_together(editor: Client, event: Event) -> None:
    sent(editor, event, "plaatsen", capacity="1", kept_back="1")

    assert (event.capacity, event.kept_back) == (1, 1)


def test_too_few_seats_are_refused_beside_the_number(editor: Client, event: Event) -> None:
    for _person in range(2):
        signed_up(event)

    answer = sent(editor, event, "plaatsen", capacity="1", kept_back="0")

    assert problems(answer) == {
        "capacity": ["Er zijn al 2 plaatsen bezet; het aantal plaatsen kan niet lager zijn."]
    }
    assert event.capacity == 3


def test_two_people_who_change_the_seats_are_told(editor: Client, event: Event) -> None:
    mine = editor.get(page_of(event, "plaatsen")).context["form"].initial["seen"]
    sent(editor, event, "plaatsen", capacity="5")

    answer = editor.post(
        page_of(event, "plaatsen"), {"capacity": "9", "kept_back": "1", "seen": mine}
    )

    event.refresh_from_db()
    assert (answer.status_code, event.capacity) == (422, 5)


def test_needs_are_asked_from_then_on(editor: Client, event: Event) -> None:
    sent(editor, event, "nodig", asks_diet="on")

    form = Client().get(f"/bijeenkomst/{event.slug}/aanmelden/").context["form"]
    assert "diet_needs" in form.fields
    assert "Gevraagd: eten." in overview(editor, event)


def test_the_preview_is_the_form_and_the_privacy_notice(editor: Client) -> None:
    event, _picks = evening_with_tables()
    editor.force_login(join_team(event, "editor"))
    role = make_role(event, "met een eigen casus")
    host = make_role(event, "begeleider", by_invitation=True)
    make_question(event, roles=[role], purpose="Om tafels in te delen.")

    page = editor.get(f"/beheer/{event.slug}/aanmelden/formulier/")
    invited = editor.get(f"/beheer/{event.slug}/aanmelden/formulier/?als={host.pk}")

    text = text_of(page)
    assert "Een paar vragen Hoe heet je initiatief?" in text
    assert "Tafel 1: Onderwerp 1" in text
    assert "Hoe heet je initiatief? Waarvoor Om tafels in te delen." in text
    assert '<form id="sign-up"' not in page.content.decode()
    assert "Hoe heet je initiatief? (niet verplicht)" not in text_of(invited)


def test_a_draft_has_a_preview_too(editor: Client) -> None:
    event = published_event(visibility="unlisted")
    Event.objects.filter(pk=event.pk).update(release=None, visibility="draft")
    editor.force_login(join_team(event, "editor"))

    assert editor.get(f"/beheer/{event.slug}/aanmelden/formulier/").status_code == 200
