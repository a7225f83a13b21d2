"""Badges: on the right labels, with names that fit and codes that can be read."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.models import Event
from events.paper.answering import chosen_paper
from events.paper.kinds import Paper
from events.publishing import publish
from festival.audit import record
from festival.paper import as_pdf, laid_out
from registrations.door.tickets import registration_of_ticket, ticket_address
from registrations.paper.badges import (
    BADGES,
    LARGEST_DETAILS,
    Badge,
    badges_on,
    details_size,
    name_size,
)
from registrations.paper.codes import Code
from registrations.paper.label_sheets import A4, SHEETS, LabelSheet, zones_of
from registrations.sign_up.applying import Companion
from registrations.sign_up.picking import Pick
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    make_block,
    make_event,
    make_role,
    make_session,
    published_event,
    signed_up,
)
from tests.papers import needs_pango, picture_of, problems_of, read_pdf

CHOSEN = {"sheet": "l7160", "start": 1, "order": "name", "code": "on"}
LONGEST = "W" * 100 + " " + "van " * 7 + "m" * 100  # what the fields of a name hold at most


def made(event: Event, **chosen: Any) -> Paper:
    paper = chosen_paper(event, BADGES, CHOSEN | chosen)
    assert paper is not None
    return paper


def badges(event: Event, **chosen: Any) -> list[Badge]:
    return [badge for page in made(event, **chosen).about["pages"] for badge in page]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_labels_lie_on_the_sheet_and_not_over_each_other(sheet: LabelSheet):
    assert sheet.right >= sheet.width
    assert sheet.down >= sheet.height
    assert sheet.left * 2 + sheet.right * (sheet.columns - 1) + sheet.width == pytest.approx(A4[0])
    assert sheet.top * 2 + sheet.down * (sheet.rows - 1) + sheet.height == pytest.approx(A4[1])
    assert min(sheet.left, sheet.top) >= 0


@pytest.mark.parametrize(
    ("key", "left", "top"), [("l7160", 7.2, 15.15), ("l4785", 17.5, 13.5), ("c32011", 15, 13.5)]
)
def test_the_first_label_of_known_sheets_is_where_the_maker_says(key: str, left: float, top: float):
    sheet = SHEETS[key]

    assert (sheet.left, sheet.top) == (pytest.approx(left, abs=0.05), pytest.approx(top, abs=0.05))


@pytest.mark.django_db
def test_a_badge_tells_name_organisation_role_and_tables():
    event, picks = evening_with_tables(tables=2)
    role = make_role(event, "buur")
    signed_up(event, organisation="Buurthuis", role=role, picks=[picks[1]])

    (badge,) = badges(event)
    assert (badge.name, badge.organisation, badge.role, badge.places) == (
        "Fatma van der Berg", "Buurthuis", "buur", "Tafel\u00a02"
    )  # fmt: skip


@pytest.mark.django_db
def test_with_several_rounds_a_badge_names_each():
    event, (table, *_others) = evening_with_tables()
    talk = make_session(
        event,
        "Lezing",
        block=make_block(event, "Ronde 2", position=9),
        ends_at=START + timedelta(minutes=30),
    )
    publish(event, now=NOW, by=None)
    signed_up(event, picks=[table, Pick(talk.block, talk)])

    assert [badge.places for badge in badges(event)] == [
        "Werksessies: tafel\u00a01 · Ronde\u00a02: Lezing"
    ]


@pytest.mark.django_db
def test_printing_begins_at_the_label_that_is_asked_for():
    event = published_event()
    for _number in range(3):
        signed_up(event)

    pages = made(event, start=20).about["pages"]
    assert [[badge.at for badge in page] for page in pages] == [[20, 21], [1]]


@pytest.mark.django_db
def test_a_label_that_the_sheet_does_not_have_is_refused():
    event = published_event()

    wrong = BADGES.form_for(event, CHOSEN | {"sheet": "l4785", "start": 11})
    assert wrong.errors == {"start": ["Dit vel heeft 10 etiketten."]}


@pytest.mark.django_db
def test_nameless_companions_get_no_badge():
    event = published_event(nameless_companions=True)
    signed_up(event, companions=[Companion("Ria", "", "Bos"), Companion()])

    assert [badge.name for badge in badges(event)] == ["Fatma van der Berg", "Ria Bos"]


@pytest.mark.django_db
def test_badges_can_be_printed_for_who_came_since_the_last_time():
    event = published_event()
    signed_up(event, family_name="Vroeg")
    noon, about = NOW + timedelta(hours=1), {"paper": "badges", "people": 1}
    record("print", event, now=noon, by=None, event_id=event.pk, changes=about)
    signed_up(event, family_name="Laat", now=NOW + timedelta(hours=2))

    offered = [key for key, _words in BADGES.form_for(event).fields["since"].choices]
    assert offered == ["", noon.isoformat()]
    assert [badge.name for badge in badges(event, since=offered[1])] == ["Fatma van der Laat"]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_badges_take_as_many_queries_for_one_as_for_many(
    number: int, django_assert_num_queries: Any
):
    event, picks = evening_with_tables(tables=3)
    for pick in picks[:number]:
        signed_up(event, picks=[pick])

    with django_assert_num_queries(5):
        made(Event.objects.get(pk=event.pk))


@needs_pango
@pytest.mark.django_db
@pytest.mark.parametrize("sheet", list(SHEETS))
def test_the_code_on_a_printed_badge_opens_the_door(sheet: str):
    event = published_event(slug="een-lange-naam-voor-een-avond-over-de-wijk-" + sheet)
    person = signed_up(event)

    paper = made(event, sheet=sheet)
    pdf = as_pdf(paper.whole(), files=paper.made)
    found = zxingcpp.read_barcodes(picture_of(pdf, scale=4))
    assert [code.text for code in found] == [ticket_address(person)]
    assert registration_of_ticket(event, found[0].text.split("/")[-2]) == person


@needs_pango
@pytest.mark.django_db
def test_badges_are_read_one_after_the_other_and_are_accessible():
    event = published_event()
    for name in ("Aarts", "Bos", "Cats"):
        signed_up(event, given_name="Jo", infix="", family_name=name, organisation=f"Huis {name}")

    paper = made(event)
    pdf = as_pdf(paper.whole(), files=paper.made)
    assert problems_of(pdf) == []
    assert read_pdf(pdf).text.split("\n") == [
        "Jo Aarts", "Huis Aarts", "Jo Bos", "Huis Bos", "Jo Cats", "Huis Cats"
    ]  # fmt: skip


WORDS = st.one_of(
    st.text(alphabet="WMm@%ijlĲŒß-’ .", min_size=1, max_size=230),
    # of other scripts the height depends on which fonts this computer has
    st.text(
        st.characters(max_codepoint=0x24F, exclude_categories=["C", "M"]), min_size=1, max_size=120
    ),
)
NAMES = st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4)


@needs_pango
@pytest.mark.django_db
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
@settings(max_examples=6)
@example(people=[("ƀ", "@", "@"), ("Жанна Щука", "Қоғам", "ᴀ"), ("محمد", "שלום", "名前")])
@example(people=[("@", "@", "-@@@@@ .@@@"), ("@", "@", "0000ǄǄǶ")])
@given(people=NAMES)
def test_whatever_a_name_is_it_stays_on_its_label(
    sheet: LabelSheet, people: list[tuple[str, str, str]]
):
    texts = [*people, (LONGEST, "M" * 150, "W" * 100)]
    event = (
        make_event(slug=f"avond-{sheet.key}-x")
        if not Event.objects.exists()
        else Event.objects.get()
    )

    paper = badges_on(event, sheet, [badge_of(sheet, *text) for text in texts])
    document = laid_out(paper.whole(), files=paper.made)
    assert list(sticking_out(document)) == []


@needs_pango
@pytest.mark.django_db
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
def test_who_fills_all_fields_and_goes_to_three_rounds_has_it_all_on_the_label(sheet: LabelSheet):
    titles = ("Hoe houden we onze buurthuizen open, en wie betaalt dat dan eigenlijk?",) * 3
    places = " · ".join(f"Ronde {n} na de pauze: {title}" for n, title in enumerate(titles, 1))
    fullest = badge_of(sheet, LONGEST, "M" * 150, "W" * 100, places)

    paper = badges_on(make_event(), sheet, [fullest])
    document = laid_out(paper.whole(), files=paper.made)
    words = read_pdf(document.write_pdf()).text.replace("\n", "").replace(" ", "")
    told = "".join([fullest.name, fullest.organisation, fullest.role, places]).replace(" ", "")
    assert (list(sticking_out(document)), words) == ([], told)


def badge_of(sheet: LabelSheet, name: str, organisation: str, role: str, places: str = "") -> Badge:
    zones = zones_of(sheet, code=True)
    size = details_size([organisation, role, places], zones, largest=LARGEST_DETAILS)
    return Badge(
        at=1, name=name, name_size=name_size(name, zones),
        organisation=organisation, role=role, places=places, size=size,
        code=Code("HTTPS://EXAMPLE.ORG"),
    )  # fmt: skip


def sticking_out(document: Any) -> Iterator[str]:
    """The lines of text that are laid out beyond the part of the label that is theirs."""
    for page in document.pages:
        for part in boxes(page._page_box):
            if type(part).__name__ == "BlockBox" and "fit" in part.element.get("class", "").split():
                yield from beyond(part)


def beyond(part: Any) -> Iterator[str]:
    limit = part.max_height if part.max_height != float("inf") else part.height
    right, bottom = part.position_x + part.width, part.position_y + limit
    for line in boxes(part):
        if type(line).__name__ != "TextBox" or not line.text.strip():
            continue
        if line.position_x + line.width > right + 1 or line.position_y + line.height > bottom + 1:
            yield line.text


def boxes(box: Any) -> Iterator[Any]:
    box = getattr(box, "_box", box)
    yield box
    for child in getattr(box, "children", ()):
        yield from boxes(child)
