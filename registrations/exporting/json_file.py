"""A sheet as JSON (RFC 8259), for other programs: keys and titles of the columns, then the rows."""

import json
from datetime import date, datetime
from typing import IO, Any

from festival.readable import readable
from registrations.exporting.sheet import Cell, Sheet

AT_ONCE = 500  # rows written in one go


def write_json(sheet: Sheet, target: IO[bytes]) -> None:
    """Write the sheet; moments in local time (ISO 8601, without a zone), nothing as null."""
    keys = [column.key for column in sheet.columns]
    about = [{"key": column.key, "title": readable(column.title)} for column in sheet.columns]
    head = json.dumps({"name": readable(sheet.name), "columns": about}, ensure_ascii=False)
    target.write(f'{head[:-1]}, "rows": ['.encode())
    lines: list[str] = []
    comma = "\n"
    for row in sheet.rows:
        cells = {key: _plain(cell) for key, cell in zip(keys, row, strict=True)}
        lines.append(comma + json.dumps(cells, ensure_ascii=False))
        comma = ",\n"
        if len(lines) == AT_ONCE:
            target.write("".join(lines).encode())
            lines.clear()
    target.write(("".join(lines) + "\n]}\n").encode())


def _plain(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return readable(cell) if isinstance(cell, str) else cell
