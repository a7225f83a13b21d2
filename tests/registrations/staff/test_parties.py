"""Parties on the pages of the team: listed together, cancelled together or apart, exported."""

from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from events.models import Event
from registrations.exporting.attendees import AttendeeList
from registrations.exporting.columns import columns_of
from registrations.exporting.wanted import Each
from registrations.models import Registration
from registrations.sign_up.applying import Companion
from tests.factories import NOW, join_team, published_event, signed_up
from tests.registrations.filling_in import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event() -> Event:
    return published_event(capacity=9, nameless_companions=True)


@pytest.fixture
def editor(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


@pytest.fixture
def fatma(event: Event) -> Registration:
    """Who comes with Bas, whose name comes first, and one more."""
    bas = Companion(given_name="Bas", family_name="Aa")
    return signed_up(event, companions=[bas, Companion()])


def page_of(event: Event, rest: str = "") -> str:
    return f"/beheer/{event.slug}/deelnemers/{rest}"


def states(event: Event) -> list[str]:
    return list(event.registrations.order_by("pk").values_list("status", flat=True))


def test_companions_stand_under_who_signed_up(editor: Client, event: Event, fatma: Any) -> None:
    signed_up(event, given_name="Ans", infix="", family_name="Ab")

    people = editor.get(page_of(event)).context["page"].object_list

    assert [person.given_name for person in people] == ["Ans", "Fatma", "Bas", ""]


def test_the_list_says_who_came_with_whom(editor: Client, event: Event, fatma: Any) -> None:
    page = text_of(editor.get(page_of(event)))

    assert "Berg, Fatma van der met 2 anderen" in page
    assert "Aa, Bas komt met Fatma van der Berg" in page
    assert "Meekomer 2 van Fatma van der Berg" in page


def test_each_page_leads_to_the_others_of_the_party(
    editor: Client, event: Event, fatma: Registration
) -> None:
    bas, nameless = fatma.companions.order_by("pk")

    of_fatma = text_of(editor.get(page_of(event, f"{fatma.code}/")))
    of_bas = text_of(editor.get(page_of(event, f"{bas.code}/")))

    assert "Samen met Bas Aa – bevestigd Meekomer 2 van Fatma van der Berg – bevestigd" in of_fatma
    assert "Kwam met Fatma van der Berg , die de mails krijgt" in of_bas
    assert editor.get(page_of(event, f"{nameless.code}/")).status_code == 200


def test_one_of_a_party_is_cancelled_and_the_others_stay(
    editor: Client, event: Event, fatma: Registration
) -> None:
    bas = fatma.companions.order_by("pk").first()
    mail.outbox.clear()

    editor.post(page_of(event, f"{bas.code}/afmelden/"), {"whom": "one", "why": "Ziek."})

    assert states(event) == ["confirmed", "cancelled", "confirmed"]
    assert [message.to for message in mail.outbox] == [[fatma.email]]


def test_a_whole_party_is_cancelled_with_one_mail_that_says_why(
    editor: Client, event: Event, fatma: Registration
) -> None:
    bas = fatma.companions.order_by("pk").first()
    mail.outbox.clear()

    page = editor.post(
        page_of(event, f"{bas.code}/afmelden/"),
        {"whom": "all", "why": "De zaal is te klein."},
        follow=True,
    )

    (message,) = mail.outbox
    fatma.refresh_from_db()
    assert states(event) == ["cancelled"] * 3
    assert "3 aanmeldingen zijn geannuleerd. Fatma van der Berg krijgt een mail." in text_of(page)
    assert (fatma.cancelled_why, "De zaal is te klein." in message.body) == (
        "De zaal is te klein.",
        True,
    )


def test_asking_for_whom_changes_nothing(editor: Client, event: Event, fatma: Any) -> None:
    page = text_of(editor.get(page_of(event, f"{fatma.code}/afmelden/")))

    assert "het hele gezelschap: 3 mensen" in page
    assert states(event) == ["confirmed"] * 3


def test_the_file_tells_who_came_with_whom(event: Event, fatma: Any) -> None:
    people = event.registrations.by_party()

    columns = columns_of(event, frozenset())
    sheet = AttendeeList(event, people, columns, each=Each.TOGETHER).sheet()

    titles = [column.title for column in sheet.columns]
    came = titles.index("Kwam met")
    assert [row[came] for row in sheet.rows] == [None, "Berg, Fatma van der", "Berg, Fatma van der"]


def test_a_page_that_cuts_a_party_in_two_says_whose_goes_on(
    editor: Client, event: Event, fatma: Any, monkeypatch: Any
) -> None:
    signed_up(event, given_name="Cas", infix="", family_name="Zand")
    monkeypatch.setattr("registrations.staff.lists.views.PER_PAGE", 2)

    first, second = (text_of(editor.get(page_of(event), {"page": n})) for n in (1, 2))
    monkeypatch.setattr("registrations.staff.lists.views.PER_PAGE", 3)
    whole = text_of(editor.get(page_of(event), {"page": 2}))

    goes_on = "Vervolg van het gezelschap van Fatma van der Berg op de vorige pagina."
    assert [goes_on in page for page in (first, second, whole)] == [False, True, False]


def test_a_list_with_parties_takes_as_many_queries_for_three_as_for_one(
    editor: Client, event: Event, fatma: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    editor.get(page_of(event))
    with CaptureQueriesContext(connection) as one:
        editor.get(page_of(event))
    for name in ("Els", "Ans"):
        companion = Companion(given_name=name, family_name="Bos")
        signed_up(event, companions=[companion])

    with django_assert_num_queries(len(one)):
        editor.get(page_of(event))
