"""A sheet as CSV, for spreadsheet programs: UTF-8 with a byte order mark, never a formula."""

import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from festival.readable import readable
from registrations.exporting.sheet import Cell, Sheet

AT_ONCE = 500  # rows written in one go
FORMULA = frozenset("=+-@−")  # what a spreadsheet may take for the start of a formula
UNSEEN = " \xa0\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u3000\ufeff"


def write_csv(sheet: Sheet, target: IO[bytes], *, separator: str) -> None:
    """Write the sheet; every text is quoted, so that either separator opens well."""
    titles = [column.title for column in sheet.columns]
    target.write(b"\xef\xbb\xbf" + _written([titles], separator))
    rows = iter(sheet.rows)
    while piece := list(islice(rows, AT_ONCE)):
        target.write(_written(piece, separator))


def harmless(text: str) -> str:
    """The text, behind an apostrophe when a spreadsheet could take it for a formula.

    After OWASP, CSV Injection; also behind spaces and marks that are not seen, and in the
    wide forms of the same characters.
    """
    if not text or text[0].isalnum():
        return text
    start = unicodedata.normalize("NFKC", text.lstrip(UNSEEN)[:1])
    return f"'{text}" if start in FORMULA or text[0] in "\t\r\n" else text


def _written(rows: Sequence[Sequence[Cell]], separator: str) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([PLAIN[type(cell)](cell) for cell in row] for row in rows)
    return target.getvalue().encode()


PLAIN: dict[type, Callable[[Any], str | int]] = {
    str: lambda text: harmless(readable(text)),
    int: int,
    datetime: lambda moment: moment.isoformat(" ", "minutes"),
    date: date.isoformat,
    type(None): lambda _none: "",
}
