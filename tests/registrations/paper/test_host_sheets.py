"""Host sheets: for each table what it is about and who comes."""

from typing import Any

import pytest
import zxingcpp

from events.models import Event
from events.paper.answering import chosen_paper
from events.publishing import publish
from festival.paper import as_pdf
from registrations.hosting.linking import stop_link
from registrations.hosting.links import address_of
from registrations.paper.host_sheets import HOST_SHEETS, HostSheet
from tests.factories import NOW, evening_with_tables, make_case, make_session, signed_up
from tests.papers import needs_pango, picture_of, problems_of, read_pdf
from tests.registrations.hosting.places import evening, table_link

pytestmark = pytest.mark.django_db


def sheets(event: Event, **chosen: Any) -> list[HostSheet]:
    paper = chosen_paper(event, HOST_SHEETS, {"place": "", "version": ""} | chosen)
    assert paper is not None
    return paper.about["sheets"]


def test_a_sheet_tells_the_table_its_cases_and_who_comes():
    event, (one, two) = evening_with_tables(tables=2)
    make_case(event, "Moestuin", question="Wie geeft water?", table=two.table)
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    signed_up(event, family_name="Zee", picks=[two])
    signed_up(event, family_name="Aa", picks=[two])
    signed_up(event, family_name="Elders", picks=[one])

    first, second = sheets(event)
    assert (first.number, first.item.title, first.item.time) == (
        1, "Werksessie", "20.30 tot 21.30 uur"
    )  # fmt: skip
    assert [line.name for line in first.people] == ["Elders, Fatma van der"]
    assert [line.name for line in second.people] == ["Aa, Fatma van der", "Zee, Fatma van der"]
    assert [case.title for case in second.cases] == ["Moestuin"]


def test_only_what_people_choose_has_a_sheet():
    event, picks = evening_with_tables(tables=1)
    make_session(event, "Plenair")
    publish(event, now=NOW, by=None)
    event.refresh_from_db()

    assert [sheet.title for sheet in sheets(event)] == [picks[0].table.topic]


def test_one_table_can_be_chosen_or_all_of_a_session():
    event, picks = evening_with_tables(tables=3)

    one = sheets(event, place=f"t-{picks[1].table.code}")
    whole = sheets(event, place=f"s-{picks[1].session.code}")
    assert ([sheet.number for sheet in one], [sheet.number for sheet in whole]) == ([2], [1, 2, 3])


@needs_pango
def test_the_code_on_a_sheet_opens_the_list_of_that_table():
    event, (one, two) = evening(tables=2)
    link, stopped = table_link(one), table_link(two)
    stop_link(stopped, now=NOW, by=None)

    paper = chosen_paper(event, HOST_SHEETS, {"place": "", "version": "", "code": "on"})
    assert paper is not None
    pdf = as_pdf(paper.whole())
    codes = [zxingcpp.read_barcodes(picture_of(pdf, n, scale=4)) for n in range(2)]
    assert [[code.text for code in found] for found in codes] == [[address_of(link)], []]
    assert problems_of(pdf) == []


def test_a_sheet_has_no_code_unless_it_is_asked_for():
    event, (one,) = evening(tables=1)
    table_link(one)

    (sheet,) = sheets(event)
    assert sheet.link is None


@pytest.mark.parametrize("number", [1, 3])
def test_codes_take_as_many_queries_for_one_as_for_many(
    number: int, django_assert_num_queries: Any
):
    event, picks = evening(tables=number)
    for pick in picks:
        table_link(pick)

    with django_assert_num_queries(12):
        sheets(Event.objects.get(pk=event.pk), code="on")


@needs_pango
def test_the_pdf_is_read_in_order_and_is_accessible():
    event, picks = evening_with_tables(tables=2)
    signed_up(event, picks=[picks[0]])

    paper = chosen_paper(event, HOST_SHEETS, {"place": "", "version": ""})
    assert paper is not None
    pdf = as_pdf(paper.whole())
    first, second = read_pdf(pdf).pages
    words = ["Tafel 1: Onderwerp 1", "Werksessie", "Wie er komen (1)", "Berg, Fatma", "Notities"]
    places = [first.index(word) for word in words]
    assert problems_of(pdf) == []
    assert places == sorted(places)
    assert "Nog niemand heeft hier een plaats." in second


@pytest.mark.parametrize("number", [1, 3])
def test_sheets_take_as_many_queries_for_one_as_for_many(
    number: int, django_assert_num_queries: Any
):
    event, picks = evening_with_tables(tables=number)
    for pick in picks:
        signed_up(event, picks=[pick])

    with django_assert_num_queries(7):
        sheets(Event.objects.get(pk=event.pk))
