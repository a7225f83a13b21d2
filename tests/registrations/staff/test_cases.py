"""Cases that people propose at sign-up: seen by the team, accepted, given a table, or declined."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from events.draft import read_draft
from events.models import Case, Event
from events.programme import from_json
from events.publishing import publish
from events.restoring.apply import restore_release
from registrations.changing.cancelling import cancel
from registrations.models import Registration
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    make_case,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event() -> Event:
    return evening_with_tables()[0]


@pytest.fixture
def editor(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


def proposed(event: Event, title: str = "Buurtmoestuin", **fields: Any) -> Case:
    """A case that Fatma brought along."""
    case = make_case(event, title, status=Case.Status.PROPOSED, **fields)
    person = signed_up(event)
    Registration.objects.filter(pk=person.pk).update(case=case)
    return case


def page_of(event: Event, rest: str = "") -> str:
    return f"/beheer/{event.slug}/casussen/{rest}"


def test_the_team_sees_what_was_proposed_and_by_whom(editor: Client, event: Event) -> None:
    case = proposed(event, question="Hoe komen we aan water?", about="Stichting Groen")

    page = text_of(editor.get(page_of(event)))

    assert "Buurtmoestuin" in page
    assert "Hoe komen we aan water?" in page
    assert "Ingebracht door Fatma van der Berg (bevestigd)" in page
    assert case.title not in str(read_draft(event).as_json())


def test_the_team_sees_that_who_brought_it_does_not_come(editor: Client, event: Event) -> None:
    case = proposed(event)
    before = text_of(editor.get(page_of(event)))
    cancel(case.brought_by.get(), now=NOW, by=None)

    after = text_of(editor.get(page_of(event)))

    told = "Wie deze casus inbracht, komt niet meer."
    assert [told in page for page in (before, after)] == [False, True]


def test_an_accepted_case_is_in_the_draft_with_its_table(editor: Client, event: Event) -> None:
    case, table = proposed(event), event.sessions.get().tables.get(number=2)

    for _time in range(2):
        answer = editor.post(page_of(event, f"{case.code}/opnemen/"), {"table": table.code})

    case.refresh_from_db()
    (told,) = read_draft(event).cases
    assert answer["location"] == page_of(event)
    assert (case.status, told.table) == ("open", table.code)


def test_after_publishing_case_and_table_lead_to_each_other(editor: Client, event: Event) -> None:
    case, table = proposed(event), event.sessions.get().tables.get(number=2)
    editor.post(page_of(event, f"{case.code}/opnemen/"), {"table": table.code})
    publish(event, now=NOW, by=None)

    base = f"/bijeenkomst/{event.slug}"
    pages = [
        text_of(Client().get(address))
        for address in (
            f"{base}/casus/{case.code}/",
            f"{base}/tafel/{table.code}/",
            f"{base}/programma/",
        )
    ]

    assert "Tafel Tafel 2: Onderwerp 2" in pages[0]
    assert "Casus Buurtmoestuin" in pages[1]
    assert "Casus: Buurtmoestuin" in pages[2]


def test_a_release_from_before_tables_had_cases_still_reads(event: Event) -> None:
    make_case(event)
    content = read_draft(event).as_json()
    for case in content["cases"]:
        del case["table"]

    assert from_json(content).cases[0].table == ""


def test_a_table_that_is_gone_is_told(editor: Client, event: Event) -> None:
    case = proposed(event)

    page = editor.post(page_of(event, f"{case.code}/opnemen/"), {"table": "weg"}, follow=True)

    case.refresh_from_db()
    assert "Deze tafel is er niet meer. Kies een andere." in text_of(page)
    assert case.status == "proposed"


def test_a_declined_case_goes_to_the_trash_and_who_brought_it_comes(
    editor: Client, event: Event
) -> None:
    case = proposed(event)
    person = case.brought_by.get()

    for _time in range(2):
        editor.post(page_of(event, f"{case.code}/afwijzen/"))

    person.refresh_from_db()
    assert (Case.objects.count(), person.case, person.status) == (0, None, "confirmed")


def test_an_accepted_case_is_not_declined(editor: Client, event: Event) -> None:
    case = make_case(event)

    editor.post(page_of(event, f"{case.code}/afwijzen/"))

    assert Case.objects.get() == case


def test_a_case_of_another_event_is_not_found(editor: Client, event: Event) -> None:
    case = proposed(published_event())

    answer = editor.post(page_of(event, f"{case.code}/opnemen/"))

    assert answer.status_code == 404


def test_bringing_a_version_back_leaves_proposals_alone(event: Event) -> None:
    proposed(event)

    restore_release(event, event.release, now=NOW, by=None)

    assert Case.objects.proposed().count() == 1


def test_the_list_of_cases_holds_only_those_of_the_programme(editor: Client, event: Event) -> None:
    proposed(event)
    make_case(event, "Bakfiets")

    page = text_of(editor.get(f"/beheer/{event.slug}/inhoud/casussen/"))

    assert "Bakfiets" in page
    assert "Buurtmoestuin" not in page


def test_the_dashboard_tells_that_cases_wait(editor: Client, event: Event) -> None:
    proposed(event)

    page = text_of(editor.get(f"/beheer/{event.slug}/"))

    assert "Er is 1 casus voorgesteld bij het aanmelden." in page


def test_proposals_take_as_many_queries_for_three_as_for_one(
    editor: Client, event: Event, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    proposed(event, "Een")
    editor.get(page_of(event))
    with CaptureQueriesContext(connection) as one:
        editor.get(page_of(event))
    proposed(event, "Twee")
    proposed(event, "Drie")

    with django_assert_num_queries(len(one)):
        editor.get(page_of(event))
