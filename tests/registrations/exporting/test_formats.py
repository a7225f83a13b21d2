"""Each kind of file, read back cell by cell by a program that is not ours."""

import io
import unicodedata
from collections import Counter
from datetime import date, datetime
from functools import partial
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pypdf
import pytest
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st
from odf.opendocument import load

from festival.paper import PICTURES
from festival.readable import readable
from registrations.exporting.csv_file import harmless
from registrations.exporting.formats import FORMATS
from registrations.exporting.sheet import Cell, Column, Sheet
from tests.papers import needs_pango, problems_of, read_pdf
from tests.registrations.exporting.readers import read_csv, read_json, read_ods, read_xlsx

NOON = datetime(2026, 5, 4, 12, 0)  # noqa: DTZ001 - as it stands in the sheet
DAY = date(2026, 12, 31)
FORMULAS = ["=1+1", "+31 6", "-1", "@SUM(A1)", "\t=1+1", " =1+1", "\u200b=1+1", "＝1+1", "﹦1+1"]
HOSTILE = [
    *FORMULAS,
    "'t Hart",
    'Jan "de Bult"; Smit, jr.',
    "<script>alert(1)</script> & Co ]]>",
    "_x0041_",
    "👩‍🌾 IJzerman\nregel twee\n\n  ingesprongen",
    "tab\tin  het   midden ",
    "\u202eomgekeerd מדינה",
    "nul\x00en\x1bbel\ufffe",
    "lang " * 8000,
    "{{ 7*7 }} {% url %} %(x)s \\n",
    "",
    "0031",
    "1e5",
    "2026-05-04",
]
LONGEST_IN_XLSX = 32767


def written(kind: str, rows: list[list[Cell]], titles: list[str] | None = None) -> bytes:
    titles = titles or [f"Kolom {n}" for n in range(len(rows[0]))]
    columns = [Column(f"k{n}", title) for n, title in enumerate(titles)]
    target = io.BytesIO()
    FORMATS[kind].write(Sheet("Deelnemers", columns, iter(rows)), target)
    return target.getvalue()


def cells_of(rows: list[dict[str, Any]]) -> list[list[Any]]:
    return [list(row.values()) for row in rows]


READ = {
    "csv": read_csv,
    "csv-comma": partial(read_csv, separator=","),
    "xlsx": read_xlsx,
    "ods": read_ods,
    "json": read_json,
}


def expected(kind: str, cell: Cell) -> Any:
    """How a cell reads in a file of this kind."""
    if isinstance(cell, str):
        text = readable(cell)
        if kind.startswith("csv"):
            return harmless(text)
        if kind == "xlsx":
            cut = text if len(text) <= LONGEST_IN_XLSX else f"{text[: LONGEST_IN_XLSX - 1]}…"
            return cut or None
        return text or None if kind == "ods" else text
    if kind in {"xlsx", "ods"} or (kind == "json" and isinstance(cell, int | None)):
        return cell
    if isinstance(cell, datetime):
        return "2026-05-04T12:00" if kind == "json" else "2026-05-04 12:00"
    return "" if cell is None else str(cell)


@pytest.mark.parametrize("kind", READ)
def test_hostile_and_typed_cells_are_read_back_as_they_are(kind: str) -> None:
    rows: list[list[Cell]] = [[text, 7, NOON, DAY, None] for text in HOSTILE]

    found = cells_of(READ[kind](written(kind, rows)))

    assert found == [[expected(kind, cell) for cell in row] for row in rows]


@pytest.mark.parametrize("kind", READ)
def test_titles_are_as_hostile_as_cells(kind: str) -> None:
    titles = [f"{number} {text}" for number, text in enumerate(HOSTILE)]

    (found,) = READ[kind](written(kind, [["x"] * len(titles)], titles))

    assert list(found) == [expected(kind, title) for title in titles]


@pytest.mark.parametrize("kind", READ)
def test_a_list_of_nobody_still_has_its_header(kind: str) -> None:
    target = io.BytesIO()
    FORMATS[kind].write(Sheet("Niemand", [Column("a", "Naam")], iter([])), target)

    assert READ[kind](target.getvalue()) == []
    assert b"Naam" in target.getvalue() or kind in {"xlsx", "ods"}


CELLS = st.one_of(
    st.text(),
    st.integers(0, 10**9),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0)),  # noqa: DTZ001
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.none(),
)  # fmt: skip


@pytest.mark.parametrize("kind", READ)
@given(row=st.lists(CELLS, min_size=1, max_size=5))
def test_whatever_stands_in_a_cell_it_is_read_back(kind: str, row: list[Cell]) -> None:
    (found,) = cells_of(READ[kind](written(kind, [["naam", *row]])))

    for cell, read in zip(["naam", *row], found, strict=True):
        if isinstance(cell, datetime) and kind not in {"xlsx", "ods"}:
            assert datetime.fromisoformat(read) == cell
        elif isinstance(cell, str) and kind == "ods":  # a line ends in one way there
            lines = readable(cell).replace("\r\n", "\n").replace("\r", "\n")
            assert (read or "") == lines
        else:
            assert read == expected(kind, cell)


@given(st.text())
def test_no_text_starts_as_a_formula_in_a_csv(text: str) -> None:
    shown = harmless(text)

    assert shown in {text, f"'{text}"}
    assert shown.lstrip(" \u200b\ufeff\xa0")[:1] not in set("=+-@\t\r＝＋－＠﹢﹣﹦")


def test_the_apostrophe_stands_before_formulas_alone() -> None:
    found = cells_of(read_csv(written("csv", [[text] for text in HOSTILE])))

    guarded = [text for (text,) in found if text.startswith("'")]
    assert guarded == [*(f"'{text}" for text in FORMULAS), "'t Hart"]


def test_the_header_of_an_xlsx_is_bold_and_stays_in_sight() -> None:
    page = openpyxl.load_workbook(io.BytesIO(written("xlsx", [["a", 1]]))).active

    assert page is not None
    assert (page["A1"].font.b, page["A2"].font.b, page.freeze_panes) == (True, False, "A2")
    assert (page.title, page.auto_filter.ref) == ("Deelnemers", "A1:B2")


def test_the_header_of_an_ods_stays_in_sight_and_filters() -> None:
    content = written("ods", [["a", 1], ["b", 2]])

    with ZipFile(io.BytesIO(content)) as book:
        first, settings = book.infolist()[0], book.read("settings.xml").decode()
        text = book.read("content.xml").decode()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert '"VerticalSplitMode" config:type="short">2<' in settings
    assert '"VerticalSplitPosition" config:type="int">1<' in settings
    assert "'Deelnemers'.A1:'Deelnemers'.B3" in text
    assert load(io.BytesIO(content)).getMediaType().endswith("spreadsheet")


@needs_pango
def test_a_pdf_says_every_cell_in_order_and_is_accessible() -> None:
    shown = [text for text in HOSTILE if text.isascii() and len(text) < 100 and text.isprintable()]
    rows: list[list[Cell]] = [[f"nr{number}", text, NOON] for number, text in enumerate(shown)]
    content = written("pdf", rows)

    told = read_pdf(content)

    said = "".join(told.text.split())
    at = date_format(NOON, "SHORT_DATETIME_FORMAT")
    assert "".join("".join(f"nr{n}{text}{at}".split()) for n, text in enumerate(shown)) in said
    assert (told.title, told.language, told.tagged) == ("Deelnemers", "nl", True)
    assert told.millimetres == (297, 210)
    assert problems_of(content) == []


STRANGE = {
    "right to left": "שלום Jansen مرحبا",
    "emoji, which stay out": "👩‍🌾 Boer 🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣ Ria 👋🏽 ❤️",
    "a formula": '=HYPERLINK("https://example.org";"klik")',
    "markup": "<script>alert(1)</script>&amp;<b>vet</b>",
    "a template": "{{ 7*7 }}{% load x %}",
    "a very long word": "Hottentottententententoonstelling" * 20,
    "no width": "Zus\u200bje\u00adsen\u200dhof\ufeff",
    "lines": "Kerkstraat 1\r\n5038 AB\n\nTilburg",
    "turned round": "\u202efdp.exe\u202c \u2066x\u2069",
    "control signs": "a\x00b\x1bc\ufffe",
    "letters with marks apart": "Zoe\u0308 Ame\u0301lie",
}
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u202e\u202c\u2066\u2069\u0002"))


def seen(text: str) -> Counter[str]:
    """What a text shows, in whatever order: scripts that run to the left are read back turned."""
    shown = PICTURES.sub("", readable(text)).translate(UNSEEN)
    return Counter("".join(unicodedata.normalize("NFC", shown).split()))


@needs_pango
@pytest.mark.parametrize("kind", STRANGE)
def test_whatever_is_typed_is_read_back_from_a_pdf(kind: str) -> None:
    content = written("pdf", [["VOOR", STRANGE[kind], "NA"]], ["x", "x", "x"])

    (found,) = pypdf.PdfReader(io.BytesIO(content)).pages
    told = found.extract_text()

    assert seen(told) == seen("Deelnemers xxx VOOR NA 1/1") + seen(STRANGE[kind])
    assert problems_of(content) == []
    assert "/Annots" not in found  # nothing that was typed became a link


@needs_pango
def test_a_pdf_repeats_its_header_and_cuts_nothing_off() -> None:
    long = "Woord" * 300
    told = read_pdf(written("pdf", [[f"nr {n}", long] for n in range(12)], ["Naam", "Verhaal"]))

    assert len(told.pages) > 2
    assert all("Verhaal" in page for page in told.pages)
    assert told.text.count("W") == 12 * 300


TURNED = "".join(
    map(chr, (0x61C, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
CONTROLS = "".join(map(chr, (*range(9), 0xB, 0xC, *range(0xE, 0x20), *range(0x7F, 0xA0))))
TURNED_NAME = "Jan" + "".join(f"{sign}x" for sign in TURNED + CONTROLS)
BARE_NAME = "Jan" + "x" * len(TURNED) + "\ufffdx" * len(CONTROLS)


@pytest.mark.parametrize("kind", READ)
def test_nothing_in_a_file_turns_the_direction_or_controls_a_terminal(kind: str) -> None:
    content = written(kind, [[TURNED_NAME, "\u202e=1+1"]], [TURNED_NAME, "Soep"])

    (row,) = READ[kind](content)

    guarded = "'=1+1" if kind.startswith("csv") else "=1+1"
    assert row == {BARE_NAME: BARE_NAME, "Soep": guarded}


@needs_pango
def test_nothing_in_a_pdf_does_either() -> None:
    content = written("pdf", [[TURNED_NAME]], ["Soep"])

    told = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()

    assert set(told) & set(TURNED + CONTROLS) == set()
    assert "".join(told.split()).count("x") == len(TURNED + CONTROLS)
