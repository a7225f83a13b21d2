"""Lists asked for as a browser does, and read back by programs that are not ours."""

import csv
import io
import json
from datetime import date, datetime
from typing import Any

import openpyxl
from django.test import Client
from django.urls import reverse
from odf import teletype
from odf.opendocument import load
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.utils.escape import unescape

from events.models import Event
from events.permissions import MAY
from registrations.exporting.columns import columns_of
from tests.factories import join_team

ALL = frozenset(MAY)
Row = dict[str, Any]


def client_of(event: Event, role: str = "owner") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def all_columns(event: Event) -> list[str]:
    return [column.key for column in columns_of(event, ALL)]


def address_of(event: Event, name: str = "export", **parts: str) -> str:
    return reverse(f"staff:{name}", kwargs={"slug": event.slug, **parts})


def asked(client: Client, event: Event, **fields: Any) -> Any:
    """The answer to the form; all columns, unless `columns` says which."""
    about = {"do": "download", "each": "together", "kind": "csv", "people": ""}
    fields.setdefault("columns", all_columns(event))
    return client.post(address_of(event), about | fields)


def download(client: Client, event: Event, **fields: Any) -> bytes:
    answer = asked(client, event, **fields)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def read_csv(content: bytes, separator: str = ";") -> list[Row]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), ""), delimiter=separator))


def read_xlsx(content: bytes) -> list[Row]:
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page is not None
    titles, *rows = page.iter_rows()
    names = [unescape(str(cell.value)) for cell in titles]
    return [dict(zip(names, map(_of_xlsx, row), strict=True)) for row in rows]


def _of_xlsx(cell: Any) -> Any:
    assert cell.data_type != "f"
    if isinstance(cell.value, datetime) and "h" not in cell.number_format:
        return cell.value.date()
    return unescape(cell.value) if isinstance(cell.value, str) else cell.value


def read_json(content: bytes) -> list[Row]:
    found = json.loads(content)
    titles = {column["key"]: column["title"] for column in found["columns"]}
    return [{titles[key]: value for key, value in row.items()} for row in found["rows"]]


def read_ods(content: bytes) -> list[Row]:
    (page,) = load(io.BytesIO(content)).spreadsheet.getElementsByType(Table)
    titles, *rows = [
        [_of_ods(cell) for cell in row.getElementsByType(TableCell)]
        for row in page.getElementsByType(TableRow)
    ]
    return [dict(zip(titles, row, strict=True)) for row in rows]


def _of_ods(cell: Any) -> Any:
    assert not cell.getAttribute("formula")
    kind = cell.getAttribute("valuetype")
    if kind == "float":
        return int(cell.getAttribute("value"))
    if kind == "date":
        value = cell.getAttribute("datevalue")
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if kind is None:
        return None
    return "\n".join(teletype.extractText(line) for line in cell.getElementsByType(P))
