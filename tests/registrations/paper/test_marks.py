"""Names that came in otherwise than by a form: no paper turns a line around because of them."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event
from events.paper.answering import chosen_paper
from events.paper.kinds import Kind
from festival.paper import as_pdf
from festival.typed import BIDI_MARKS
from registrations.paper.badges import BADGES
from registrations.paper.host_sheets import HOST_SHEETS
from registrations.paper.sign_in import SIGN_IN
from tests.factories import evening_with_tables, join_team, signed_up
from tests.papers import needs_pango, problems_of, read_pdf

pytestmark = pytest.mark.django_db
UNSEEN = BIDI_MARKS + "\x1b\x7f\x85\x9b"


def event_with_marks() -> Event:
    event, picks = evening_with_tables()
    given = "".join(f"{mark}q" for mark in UNSEEN)
    signed_up(event, given_name=given, infix="", organisation=given, picks=picks[:1])
    return event


@pytest.mark.parametrize("kind", [BADGES, SIGN_IN, HOST_SHEETS], ids=lambda kind: kind.key)
def test_no_mark_that_is_not_seen_stands_on_paper_with_names(kind: Kind) -> None:
    event, client = event_with_marks(), Client()
    client.force_login(join_team(event, "owner"))

    page = client.get(reverse(f"staff:paper_{kind.key}", args=[event.slug])).content.decode()

    assert [mark for mark in UNSEEN if mark in page] == []
    assert "q" * len(BIDI_MARKS) in page


@needs_pango
def test_nor_in_their_pdf() -> None:
    paper = chosen_paper(event_with_marks(), SIGN_IN, {})
    assert paper is not None

    pdf = as_pdf(paper.whole())

    told = read_pdf(pdf).text
    assert [mark for mark in UNSEEN if mark in told] == []
    assert problems_of(pdf) == []
