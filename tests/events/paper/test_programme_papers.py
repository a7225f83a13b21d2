"""Booklet, door signs and table cards: what the programme says, ready to print."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Appearance, Event
from events.paper.answering import chosen_paper
from events.paper.booklet import BOOKLET
from events.paper.cards import CARDS
from events.paper.kinds import Kind, Paper
from events.paper.signs import SIGNS
from events.publishing import publish
from festival.fitting import SIZES
from festival.paper import as_pdf, laid_out
from tests.factories import (
    NOW,
    START,
    join_team,
    made,
    make_case,
    make_event,
    make_organisation,
    make_person,
    make_room,
    make_session,
    make_table,
    make_venue,
)
from tests.papers import needs_pango, problems_of, read_pdf

pytestmark = pytest.mark.django_db
KINDS = [SIGNS, CARDS, BOOKLET]
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 2


def evening(**fields: Any) -> Event:
    """Two rooms; in one a walk-in and tables with a host, in the other a talk."""
    venue = make_venue(name="Pakhuis", street="Piet Heinkade 179", access_note="Er is een lift.")
    hall = make_room(venue, "Grote zaal", access_note="Ringleiding aanwezig.")
    event = make_event(title="Avond voor de wijk", venue=venue, **fields)
    make_session(event, "Inloop", kind="break", room=hall)
    tables = make_session(
        event, "Werksessie", kind="tables", room=hall,
        starts_at=START + timedelta(hours=1), ends_at=START + timedelta(hours=2),
    )  # fmt: skip
    table = make_table(tables, topic="Zorg in de buurt", question="Wat is **nodig**?")
    make_case(event, "Moestuin", table=table)
    host = make_person(organisation=make_organisation("Lucas Community"))
    made(Appearance(table=table, person=host, role="host"))
    make_session(event, "Lezing", room=make_room(venue, "Studio"))
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    return event


def printed(event: Event, kind: Kind, **chosen: Any) -> Paper:
    paper = chosen_paper(event, kind, {"version": "", "size": "a5"} | chosen)
    assert paper is not None
    return paper


def address(event: Event, kind: Kind, what: str = "") -> str:
    return reverse(f"staff:paper_{kind.key}{what}", kwargs={"slug": event.slug})


def test_each_room_has_a_sign_with_what_happens_there():
    signs = printed(evening(), SIGNS).about["signs"]

    told = {sign.room: [(item.clock, item.title) for item in sign.items] for sign in signs}
    assert told == {
        "Grote zaal": [("19.45", "Inloop"), ("20.45", "Werksessie")],
        "Studio": [("19.45", "Lezing")],
    }
    assert [sign.access for sign in signs] == ["Ringleiding aanwezig.", ""]


def test_a_room_has_a_sign_for_each_day():
    event = evening(ends_at=START + timedelta(days=1))
    hall = event.sessions.get(title="Inloop").room
    tomorrow = START + timedelta(days=1, hours=-1)
    make_session(event, "Slot", room=hall, starts_at=tomorrow, ends_at=tomorrow)

    signs = printed(event, SIGNS, version="draft").about["signs"]
    assert [(sign.room, sign.day) for sign in signs] == [
        ("Grote zaal", "maandag 1 juni 2026"),
        ("Studio", "maandag 1 juni 2026"),
        ("Grote zaal", "dinsdag 2 juni 2026"),
    ]


def test_what_was_called_off_hangs_at_no_door():
    event = evening()
    event.sessions.filter(title="Lezing").update(cancelled_at=NOW)

    signs = printed(event, SIGNS, version="draft").about["signs"]
    assert [sign.room for sign in signs] == ["Grote zaal"]


def test_a_table_card_tells_number_topic_host_and_organisation():
    (card,) = printed(evening(), CARDS).about["cards"]

    assert (card.number, card.topic) == (1, "Zorg in de buurt")
    assert card.cast == ("Begeleider: Hans Nooren (Lucas Community)",)


def test_the_draft_is_printed_only_when_it_is_asked_for():
    event = evening()
    event.sessions.filter(title="Lezing").update(title="Gesprek")

    as_published = printed(event, BOOKLET).sheets()
    draft = printed(event, BOOKLET, version="draft").sheets()
    assert ("Lezing" in as_published, "Gesprek" in as_published) == (True, False)
    assert ("Lezing" in draft, "Gesprek" in draft) == (False, True)


@needs_pango
@pytest.mark.parametrize(("size", "millimetres"), [("a5", (148, 210)), ("large", (210, 297))])
def test_the_booklet_is_read_in_the_order_of_the_evening(size: str, millimetres: tuple[int, int]):
    paper = printed(evening(), BOOKLET, size=size)

    pdf = as_pdf(paper.whole())
    told = read_pdf(pdf)
    order = [
        "Avond voor de wijk",
        "Programma",
        "Inloop",
        "Werksessie",
        "Tafel 1",
        "Zorg in de buurt",
    ]
    order += [
        "Wat is nodig?",
        "Moestuin",
        "Wie is wie",
        "Waar het is",
        "Er is een lift.",
    ]
    text = " ".join(told.text.split())
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert (told.millimetres, told.language) == (millimetres, "nl")


@needs_pango
def test_in_large_print_no_letter_is_smaller_than_18_points():
    paper = printed(evening(), BOOKLET, size="large")

    sizes = {round(size, 1) for size in sizes_of(laid_out(paper.whole()))}
    assert min(sizes) >= 18


@needs_pango
def test_in_large_print_tables_with_long_questions_leave_no_half_page_blank():
    event = evening()
    session = event.sessions.get(kind="tables")
    for number in range(2, 6):
        make_table(session, number=number, question="Hoe houden we de buurt leefbaar? " * 25)

    paper = printed(event, BOOKLET, size="large", version="draft")
    _cover, *pages, _last = laid_out(paper.whole()).pages
    assert len(pages) >= 3
    assert [round(blank_of(page), 2) for page in pages if blank_of(page) > 0.2] == []


@needs_pango
def test_a_short_item_may_be_the_last_of_a_page():
    event = evening(intro="Steeds meer bewoners willen zelf aan de slag. " * 19)

    pages = read_pdf(as_pdf(printed(event, BOOKLET, size="large", version="draft").whole())).pages
    assert ["Programma" in page for page in pages[:3]] == [False, True, False]


def blank_of(page: Any) -> float:
    """Which part of a page's room is left blank under its last line."""
    sheet = page._page_box
    top, room = sheet.margin_top, sheet.height
    lines = [box for box in boxes_of(sheet) if type(box).__name__ == "TextBox"]
    ends = [line.position_y + line.height - top for line in lines]
    return 1 - max(end for end in ends if end <= room) / room


def boxes_of(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from boxes_of(child)


def sizes_of(document: Any) -> set[float]:
    """Every size of letters in a document, in points."""
    boxes = (box for sheet in document.pages for box in boxes_of(sheet._page_box))
    return {box.style["font_size"] * 0.75 for box in boxes if type(box).__name__ == "TextBox"}


@needs_pango
@pytest.mark.parametrize("kind", KINDS, ids=[kind.key for kind in KINDS])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_papers_are_accessible_and_speak_the_language_of_the_event(kind: Kind, language: str):
    paper = printed(evening(language=language), kind)

    pdf = as_pdf(paper.whole())
    told = read_pdf(pdf)
    assert problems_of(pdf) == []
    assert (told.language, told.tagged) == (language, True)
    assert told.title == f"{NAMES[kind.key, language]} – Avond voor de wijk"


NAMES = {
    ("deurbordjes", "nl"): "Deurbordjes",
    ("deurbordjes", "en"): "Door signs",
    ("tafelkaarten", "nl"): "Tafelkaarten",
    ("tafelkaarten", "en"): "Table cards",
    ("programmaboekje", "nl"): "Programmaboekje",
    ("programmaboekje", "en"): "Programme booklet",
}


@needs_pango
@pytest.mark.parametrize("kind", [SIGNS, CARDS], ids=["signs", "cards"])
def test_long_titles_stay_on_one_sheet(kind: Kind):
    event = evening()
    event.venue.rooms.filter(name="Grote zaal").update(name=(LONG * 2)[:100])
    table = event.sessions.get(title="Werksessie").tables.get()
    type(table).objects.filter(pk=table.pk).update(topic=LONG[:200])
    event.sessions.exclude(title="Werksessie").delete()

    pdf = as_pdf(printed(event, kind, version="draft").whole())
    (sheet,) = read_pdf(pdf).pages
    assert LONG[:60] in re.sub(r"\s", "", sheet.replace("\ufffe", "").replace("-", ""))


def test_pages_show_what_will_be_printed_to_the_whole_team():
    event, client = evening(), Client()
    client.force_login(join_team(event, "reader"))

    for kind, words in ((SIGNS, "Studio"), (CARDS, "Zorg in de buurt"), (BOOKLET, "Wie is wie")):
        answer = client.get(address(event, kind))
        assert (answer.status_code, words in answer.content.decode()) == (200, True)
        assert client.post(address(event, kind)).status_code == 405


@needs_pango
def test_files_are_named_after_what_they_are():
    event, client = evening(slug="avond-voor-de-wijk"), Client()
    client.force_login(join_team(event, "reader"))

    answer = client.get(address(event, SIGNS, "_pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="deurbordjes-avond-voor-de-wijk.pdf"'
    )


def test_an_empty_programme_says_so():
    event = make_event()

    sheets = " ".join(printed(event, kind).sheets() for kind in KINDS)
    for words in ("heeft een zaal", "geen tafels", "nog niet bekend"):
        assert words in sheets


def test_choices_without_sense_are_answered_with_the_form():
    event, client = evening(), Client()
    client.force_login(join_team(event, "reader"))

    for what in ("", "_pdf"):
        answer = client.get(address(event, BOOKLET, what), {"size": "a0", "version": ""})
        assert answer.status_code == 422


@pytest.mark.parametrize("number", [1, 3])
def test_signs_take_as_many_queries_for_one_as_for_many(
    number: int, django_assert_num_queries: Any
):
    event = make_event(venue=make_venue())
    for name in ("A", "B", "C")[:number]:
        make_session(event, room=make_room(event.venue, name))

    with django_assert_num_queries(QUERIES_OF_A_DRAFT):
        printed(event, SIGNS)


QUERIES_OF_A_DRAFT = 17


def test_letters_of_signs_are_never_too_small_to_read_from_the_corridor():
    event = evening()
    for number in range(30):
        make_session(event, f"Onderdeel {number} " * 5, room=event.venue.rooms.first())

    sign = printed(event, SIGNS, version="draft").about["signs"][0]
    assert sign.item_size == 14
    assert sign.item_size in SIZES
