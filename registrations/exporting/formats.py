"""The kinds of files that a list can become."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.paper import CONTENT_TYPE, reason_against_pdf
from registrations.exporting.csv_file import write_csv
from registrations.exporting.json_file import write_json
from registrations.exporting.ods_file import KIND as ODS
from registrations.exporting.ods_file import write_ods
from registrations.exporting.pdf_file import write_pdf
from registrations.exporting.sheet import Sheet
from registrations.exporting.xlsx_file import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
AT_ONCE = 2  # seconds that somebody waits for a file without a word
MOST_IN_PDF = 1000  # rows: its layout is held in memory whole, some 300 kB for each
MOST_ACROSS = 12  # columns that can still be read on A4


@dataclass(frozen=True)
class Format:
    """One kind of file. `pace` is how many cells a slow computer writes in a second."""

    key: str
    label: Promise
    ending: str
    content_type: str
    write: Callable[[Sheet, IO[bytes]], None]
    pace: int
    reason_against: Callable[[int, int], str] = lambda _rows, _columns: ""

    def takes_long(self, rows: int, columns: int) -> bool:
        """Whether a list of this size is better made in the background."""
        return rows * columns > self.pace * AT_ONCE


def against_pdf(rows: int, columns: int) -> str:
    """Why a list of this size cannot be a PDF, as a sentence; empty when it can."""
    if reason := reason_against_pdf():
        return reason
    if rows > MOST_IN_PDF:
        told = {"most": MOST_IN_PDF, "rows": rows}
        return _(
            "A PDF holds at most %(most)d rows, and this list has %(rows)d. Choose fewer people,"
            " or a spreadsheet."
        ) % (told)
    if columns > MOST_ACROSS:
        told = {"most": MOST_ACROSS, "columns": columns, "more": columns - MOST_ACROSS}
        return _(
            "A sheet of paper has room for at most %(most)d columns, and you chose %(columns)d. Untick"
            " %(more)d, or choose a spreadsheet."
        ) % (told)
    return ""


FORMATS = {
    one.key: one
    for one in (
        Format("xlsx", gettext_lazy("Excel (XLSX)"), "xlsx", XLSX, write_xlsx, 60_000),
        Format("ods", gettext_lazy("LibreOffice (ODS)"), "ods", ODS, write_ods, 100_000),
        Format(
            "csv",
            gettext_lazy("CSV with semicolons"),
            "csv",
            CSV,
            partial(write_csv, separator=";"),
            100_000,
        ),
        Format(
            "csv-comma",
            gettext_lazy("CSV with commas"),
            "csv",
            CSV,
            partial(write_csv, separator=","),
            100_000,
        ),
        Format(
            "pdf",
            gettext_lazy("PDF, to print"),
            "pdf",
            CONTENT_TYPE,
            write_pdf,
            400,
            against_pdf,
        ),
        Format(
            "json",
            gettext_lazy("JSON, for programs"),
            "json",
            "application/json",
            write_json,
            100_000,
        ),
    )
}
