"""A sheet as XLSX: typed cells, a fixed bold header, and memory that does not grow with it.

Each cell is written as what it is, never guessed from its text, so that nothing somebody typed
can become a formula or a link.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from festival.readable import readable
from registrations.exporting.sheet import Sheet

LONGEST = 32767  # characters in a cell, the format's own limit
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")  # of a sheet; Excel refuses the file
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd hh:mm",
}


def write_xlsx(sheet: Sheet, target: IO[bytes]) -> None:
    """Write the sheet to a file that is open for writing and can be searched."""
    with Workbook(target, OPTIONS) as book:
        book.use_zip64()
        page = book.add_worksheet(
            NOT_IN_A_NAME.sub(" ", readable(sheet.name))[:31].strip("' ") or None
        )
        title = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.freeze_panes(1, 0)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width)
            page.write_string(0, place, shortened(column.title), title)
        number = 0
        for number, row in enumerate(sheet.rows, start=1):
            for place, cell in enumerate(row):
                if cell is not None and cell != "":
                    WRITE[type(cell)](page, number, place, cell, day)
        page.autofilter(0, 0, number, len(sheet.columns) - 1)


def shortened(text: str) -> str:
    """The text as far as a cell can hold it, with a sign where it was cut off."""
    text = readable(text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _text(page: Worksheet, row: int, place: int, cell: str, _day: Any) -> None:
    page.write_string(row, place, shortened(cell))


def _number(page: Worksheet, row: int, place: int, cell: int, _day: Any) -> None:
    page.write_number(row, place, cell)


def _moment(page: Worksheet, row: int, place: int, cell: datetime, _day: Any) -> None:
    page.write_datetime(row, place, cell)


def _date(page: Worksheet, row: int, place: int, cell: date, day: Any) -> None:
    page.write_datetime(row, place, cell, day)


WRITE: dict[type, Callable[[Worksheet, int, int, Any, Any], object]] = {
    str: _text,
    int: _number,
    datetime: _moment,
    date: _date,
}
