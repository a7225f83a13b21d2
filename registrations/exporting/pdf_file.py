"""A sheet as PDF/UA, to print: A4 on its side, the header repeated on each page.

The layout of a page needs the whole list in memory, so that this one has a bound
(`formats.MOST_IN_PDF`); longer lists are for a spreadsheet.
"""

import re
from datetime import date, datetime
from typing import IO

from django.template.loader import render_to_string
from django.utils.formats import date_format

from festival.paper import as_pdf
from festival.readable import readable
from registrations.exporting.pdf_widths import widths_of
from registrations.exporting.sheet import Cell, Sheet

IN_AN_ADDRESS = re.compile(r"(?<=\w[@.])(?=\w)")
WIDTHS = "/list-widths.css"  # only for the one who lays out; no such address is served


def write_pdf(sheet: Sheet, target: IO[bytes]) -> None:
    """Write the sheet. Raises NoPango where this computer cannot make PDF."""
    about = {
        "name": readable(sheet.name),
        "of": readable(sheet.of),
        "when": sheet.when,
        "columns": [_shown(column.title) for column in sheet.columns],
        "rows": [[_parts(_shown(cell)) for cell in row] for row in sheet.rows],
    }
    html = render_to_string("staff/exports/list_on_paper.html", about | {"widths": WIDTHS})
    target.write(as_pdf(html, files={WIDTHS: _widths(sheet)}))


def _widths(sheet: Sheet) -> str:
    """A stylesheet that gives each column its width: much quicker than measuring all cells."""
    size, widths = widths_of(sheet.columns)
    rules = [f"table {{ font-size: {size}pt }}"]
    rules += [f"th:nth-child({n}) {{ width: {mm:.2f}mm }}" for n, mm in enumerate(widths, start=1)]
    return "\n".join(rules)


def _parts(text: str) -> list[str]:
    """The parts between which a line may end as well; an address is read best in its own."""
    return IN_AN_ADDRESS.split(text) if "@" in text else [text]


def _shown(cell: Cell) -> str:
    """A cell as it is read on paper."""
    if isinstance(cell, datetime):
        return date_format(cell, "SHORT_DATETIME_FORMAT")
    if isinstance(cell, date):
        return date_format(cell, "SHORT_DATE_FORMAT")
    return readable("" if cell is None else str(cell))
