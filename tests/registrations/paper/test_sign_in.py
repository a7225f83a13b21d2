"""Sign-in sheets: who stands on them, in which order, on the screen and as PDF."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event
from events.paper.answering import chosen_paper
from festival import paper as festival_paper
from festival.models import AuditEntry
from registrations.changing.cancelling import cancel
from registrations.paper.sign_in import SIGN_IN, Sheet
from registrations.sign_up.applying import Companion
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    make_role,
    published_event,
    signed_up,
)
from tests.papers import needs_pango, problems_of, read_pdf

pytestmark = pytest.mark.django_db
HOSTILE = ["<b>Jan</b>", 'Ann "de" O’Hara & zn.', "{{ event }}", "\u202eomgekeerd", "W" * 100]


def client_of(event: Event, role: str = "desk") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def address(event: Event, name: str = "paper_presentielijst") -> str:
    return reverse(f"staff:{name}", kwargs={"slug": event.slug})


NAMELESS = ("Meekomer 2 van Cas Zand", "")


def sheets(event: Event, **chosen: Any) -> tuple[Sheet, ...]:
    paper = chosen_paper(event, SIGN_IN, {"place": "", "order": "party", "empty": 2} | chosen)
    assert paper is not None
    return paper.about["sheets"]


def names(sheet: Sheet) -> list[tuple[str, str]]:
    return [(line.name, line.companion) for line in sheet.lines]


def test_names_stand_in_the_order_of_a_dutch_list():
    event = published_event()
    for infix, family in [("van der", "Zee"), ("", "de Boer"), ("van", "Aalst"), ("", "Cohen")]:
        signed_up(event, given_name="Jo", infix=infix, family_name=family)

    (sheet,) = sheets(event)
    told = [name for name, _companion in names(sheet)]
    assert told == ["Aalst, Jo van", "de Boer, Jo", "Cohen, Jo", "Zee, Jo van der"]


def test_who_came_along_stands_under_who_signed_them_up():
    event = published_event(nameless_companions=True)
    signed_up(event, given_name="Bo", infix="", family_name="Mol")
    others = [Companion("Al", "", "Aarts"), Companion()]
    signed_up(event, given_name="Cas", infix="", family_name="Zand", companions=others)

    (together,) = sheets(event)
    (apart,) = sheets(event, order="name")
    with_cas = "komt mee met Cas Zand"
    assert names(together) == [
        ("Mol, Bo", ""), ("Zand, Cas", ""), ("Aarts, Al", with_cas), NAMELESS
    ]  # fmt: skip
    assert names(apart) == [
        ("Aarts, Al", with_cas), ("Mol, Bo", ""), ("Zand, Cas", ""), NAMELESS
    ]  # fmt: skip


def test_the_gathering_is_named_once():
    event = published_event(title="Routekaart", edition="vervolg")
    lines = sheets(event)[0]

    assert (lines.title, lines.of) == (str(event), "")


def test_only_who_has_a_seat_is_expected():
    event = published_event(capacity=1)
    gone = signed_up(event, family_name="Weg")
    cancel(gone, now=NOW, by=None)
    signed_up(event, family_name="Zit")
    signed_up(event, family_name="Wacht")

    (sheet,) = sheets(event)
    assert [name for name, _companion in names(sheet)] == ["Zit, Fatma van der"]


def test_each_table_has_its_own_list():
    event, (one, two) = evening_with_tables(tables=2)
    signed_up(event, family_name="Een", picks=[one])
    signed_up(event, family_name="Twee", picks=[two])
    signed_up(event, family_name="Nergens")

    told = {
        sheet.title: [line.name for line in sheet.lines] for sheet in sheets(event, place="tables")
    }
    whole = sheets(event, place=f"s-{one.session.code}")[0]
    assert told == {
        "Tafel 1: Onderwerp 1": ["Een, Fatma van der"],
        "Tafel 2: Onderwerp 2": ["Twee, Fatma van der"],
    }
    assert [line.name for line in whole.lines] == ["Een, Fatma van der", "Twee, Fatma van der"]


def test_the_page_shows_what_will_be_printed():
    event = published_event()
    signed_up(event, family_name="Berg", organisation="Buurthuis", role=make_role(event, "buur"))

    page = client_of(event).get(address(event)).content.decode()
    for words in ("Berg, Fatma van der", "Buurthuis", "buur", "Handtekening", "pdf/"):
        assert words in page


@needs_pango
def test_words_that_fit_in_a_column_are_not_hyphenated():
    event = published_event(capacity=None)
    roles = ("als ervaringsdeskundige", "met een eigen casus", "als begeleider van een thematafel")
    for role in roles:
        signed_up(
            event, role=make_role(event, role), organisation="Bewonersonderneming Het Pannetje"
        )

    answer = client_of(event).get(address(event, "paper_presentielijst_pdf"))
    said = set(read_pdf(answer.content).text.split())
    assert {word for role in roles for word in role.split()} - said == set()
    assert "Bewonersonderneming" in said


@needs_pango
def test_the_pdf_is_read_in_order_and_is_accessible():
    event = published_event(title="Avond voor de wijk")
    for name in HOSTILE:
        signed_up(event, given_name="Jo", infix="", family_name=name, organisation=name)

    answer = client_of(event).get(address(event, "paper_presentielijst_pdf"))
    told = read_pdf(answer.content)
    assert problems_of(answer.content) == []
    assert told.title == f"Presentielijst – {event}"
    assert (told.language, told.tagged, told.millimetres) == ("nl", True, (210, 297))
    heads = [told.text.index(words) for words in ("Presentielijst", "Naam", "Handtekening", "Jo")]
    assert heads == sorted(heads)
    for name in HOSTILE[:3]:
        assert name in told.text.replace("\n", " ")


@needs_pango
def test_making_a_pdf_with_names_is_noted_without_a_name():
    event = published_event()
    signed_up(event)

    client_of(event).get(address(event, "paper_presentielijst_pdf"))
    entry = AuditEntry.objects.get(action="print")
    assert (entry.event_id, entry.changes) == (
        event.pk, {"paper": "presentielijst", "people": 1}
    )  # fmt: skip


@pytest.mark.parametrize("wrong", [{"empty": "999"}, {"empty": "x"}, {"place": "t-VREEMD"}])
def test_choices_without_sense_are_answered_with_the_form(wrong: dict[str, str]):
    event = published_event()
    asked = {"place": "", "order": "name", "empty": "3"} | wrong

    for name in ("paper_presentielijst", "paper_presentielijst_pdf"):
        answer = client_of(event).get(address(event, name), asked)
        assert answer.status_code == 422
        assert "error-summary" in answer.content.decode()


def test_a_table_of_another_event_is_no_choice():
    event, other = published_event(), evening_with_tables()[1][0]

    asked = {"place": f"t-{other.table.code}", "order": "name", "empty": "3"}
    assert client_of(event).get(address(event), asked).status_code == 422


def test_without_pango_pages_say_so_and_the_rest_works(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(festival_paper, "can_make_pdf", lambda: False)
    monkeypatch.setattr("registrations.paper.views.can_make_pdf", lambda: False)
    event = published_event()
    client = client_of(event)

    for name in ("papers", "paper_presentielijst"):
        page = client.get(address(event, name))
        assert (page.status_code, "Pango" in page.content.decode()) == (200, True)
    refused = client.get(address(event, "paper_presentielijst_pdf"))
    assert (refused.status_code, "Pango" in refused.content.decode()) == (422, True)


def test_who_may_not_see_attendees_is_offered_no_names():
    event = published_event()

    page = client_of(event, "reader").get(address(event, "papers"))
    assert (page.status_code, "presentielijst" in page.content.decode()) == (200, False)


def test_looking_is_not_done_by_a_post():
    event = published_event()
    client = client_of(event)

    names = ("papers", "paper_presentielijst")
    assert [client.post(address(event, name)).status_code for name in names] == [405, 405]


@pytest.mark.parametrize("number", [1, 3])
def test_a_sheet_takes_as_many_queries_for_one_as_for_many(
    number: int, django_assert_num_queries: Any
):
    event, picks = evening_with_tables(tables=number)
    for pick in picks:
        signed_up(event, picks=[pick])

    with django_assert_num_queries(7):
        sheets(Event.objects.get(pk=event.pk), place="tables")
