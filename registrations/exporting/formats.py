"""The kinds of files that a list can become."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registrations.exporting.csv_file import write_csv
from registrations.exporting.json_file import write_json
from registrations.exporting.ods_file import KIND as ODS
from registrations.exporting.ods_file import write_ods
from registrations.exporting.sheet import Sheet
from registrations.exporting.xlsx_file import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 2  # seconds that somebody waits for a file without a word


@dataclass(frozen=True)
class Format:
    """One kind of file. `pace` is how many cells a slow computer writes in a second."""

    key: str
    label: Promise
    ending: str
    content_type: str
    write: Callable[[Sheet, IO[bytes]], None]
    pace: int

    def takes_long(self, rows: int, columns: int) -> bool:
        """Whether a list of this size is better made in the background."""
        return rows * columns > self.pace * AT_ONCE


FORMATS = {
    one.key: one
    for one in (
        Format("xlsx", _("Excel (XLSX)"), "xlsx", XLSX, write_xlsx, 60_000),
        Format("ods", _("LibreOffice (ODS)"), "ods", ODS, write_ods, 100_000),
        Format(
            "csv",
            _("CSV with semicolons"),
            "csv",
            "text/csv; charset=utf-8",
            partial(write_csv, separator=";"),
            100_000,
        ),
        Format(
            "csv-comma",
            _("CSV with commas"),
            "csv",
            "text/csv; charset=utf-8",
            partial(write_csv, separator=","),
            100_000,
        ),
        Format("json", _("JSON, for programs"), "json", "application/json", write_json, 100_000),
    )
}
