"""PDF: tagged, in its language, and made of our own files only."""

import subprocess
import sys

import pytest
from PIL import ImageFile

from festival import paper
from festival.paper import NoPango, NotOurs, as_pdf, reason_against_pdf
from tests.papers import needs_pango, problems_of, read_pdf

PAGE = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Wie er komt</title>
{}</head><body><h1>Wie er komt</h1><p>Fatma van der Berg</p>{}</body></html>"""


@needs_pango
def test_a_pdf_is_tagged_and_tells_its_title_and_language():
    pdf = as_pdf(PAGE.format("", ""))

    told = read_pdf(pdf)
    assert problems_of(pdf) == []
    assert (told.title, told.language, told.tagged) == ("Wie er komt", "nl", True)
    assert told.text.split("\n") == ["Wie er komt", "Fatma van der Berg"]


@needs_pango
def test_a_pdf_is_made_with_our_own_stylesheets():
    link = '<link rel="stylesheet" href="/beheer/vel.css">'
    hidden = {"/beheer/vel.css": "h1 { display: none }"}

    assert read_pdf(as_pdf(PAGE.format(link, ""), files=hidden)).text == "Fatma van der Berg"


@needs_pango
@pytest.mark.parametrize(
    "address", ["http://elsewhere.example/a.png", "file:///etc/passwd", "/static/../festival/x.py"]
)
def test_nothing_is_fetched_from_elsewhere(address, caplog):
    with pytest.raises(NotOurs):
        paper._opened(address, {})

    as_pdf(PAGE.format("", f'<img alt="" src="{address}">'))
    assert "NotOurs" in caplog.text


def test_a_computer_without_pango_says_what_helps(monkeypatch):
    monkeypatch.setattr(paper, "can_make_pdf", lambda: False)

    assert "libpango-1.0-0" in reason_against_pdf()
    with pytest.raises(NoPango, match="Pango"):
        as_pdf(PAGE.format("", ""))


@needs_pango
def test_making_paper_leaves_uploads_as_strict_as_they_were() -> None:
    as_pdf(PAGE.format("", ""))

    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


@needs_pango
def test_asking_whether_it_can_be_made_costs_no_import() -> None:
    ask = "from festival.paper import can_make_pdf as c; print(c(), 'weasyprint' in sys.modules)"

    said = subprocess.check_output([sys.executable, "-c", f"import sys; {ask}"], text=True)
    assert said == "True False\n"


@pytest.mark.parametrize(("importing", "can"), [(None, True), (OSError("no pango"), False)])
def test_where_libraries_are_called_otherwise_weasyprint_is_asked(monkeypatch, importing, can):
    def imported() -> None:
        if importing is not None:
            raise importing

    monkeypatch.setattr(paper, "find_library", lambda name: None)
    monkeypatch.setattr(paper, "_weasyprint", imported)

    assert paper.can_make_pdf.__wrapped__() is can
