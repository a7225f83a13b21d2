"""A sheet as XLSX: typed cells, a fixed bold header, and memory that does not grow with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any

from xlsxwriter import Workbook

from registrations.exporting.sheet import Cell, Sheet

LONGEST = 32767  # characters in a cell, the format's own limit
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(sheet: Sheet, target: IO[bytes]) -> None:
    """Write the sheet to an open file. Texts are never formulas or links, whatever they say."""
    with Workbook(target, OPTIONS) as book:
        page = book.add_worksheet(sheet.name[:31])
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width)
            page.write_string(0, place, column.title[:LONGEST], bold)
        page.freeze_panes(1, 0)
        last = 0
        for last, row in enumerate(sheet.rows, start=1):
            _write_row(page, last, row, moment)
        page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write_row(page: Any, number: int, row: Sequence[Cell], moment: Any) -> None:
    for place, cell in enumerate(row):
        if not cell and cell != 0:
            continue
        if isinstance(cell, str):
            page.write_string(number, place, cell[:LONGEST])
        elif isinstance(cell, datetime):
            page.write_datetime(number, place, cell, moment)
        else:
            page.write_number(number, place, cell)
