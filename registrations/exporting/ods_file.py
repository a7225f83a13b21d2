"""A sheet as ODS: OpenDocument 1.3, ISO/IEC 26300, in memory that does not grow with it.

Rows are written straight into the zip. Each cell says what it is: a text stays a text, because
only `table:formula` makes a formula, and that is never written.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from festival.readable import readable
from registrations.exporting.sheet import Sheet

AT_ONCE = 500  # rows written in one go
KIND = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = re.compile("\t|(?<= ) +|^ +| +$")  # what XML would run together
LINES = re.compile("\r\n|\r|\n")
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
WIDTH = 0.19  # centimetres for a character
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{about}:1.0"'
    for name, about in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "config": "config",
        "manifest": "manifest",
    }.items()
)
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFEST = f"""{XML}<manifest:manifest {NAMES} manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{KIND}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
STYLES = f'{XML}<office:document-styles {NAMES} office:version="1.3"/>\n'
FROZEN = {  # the first row stays in sight: names and values as LibreOffice writes them
    "HorizontalSplitMode": ("short", 0),
    "VerticalSplitMode": ("short", 2),
    "VerticalSplitPosition": ("int", 1),
    "ActiveSplitRange": ("short", 2),
    "PositionTop": ("int", 0),
    "PositionBottom": ("int", 1),
}
DAY = '<number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
HOUR = '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/>'


def write_ods(sheet: Sheet, target: IO[bytes]) -> None:
    """Write the sheet to a file that is open for writing."""
    name = NOT_IN_A_NAME.sub(" ", readable(sheet.name)).strip() or "1"
    with ZipFile(target, "w", ZIP_DEFLATED) as book:
        book.writestr(ZipInfo("mimetype"), KIND, ZIP_STORED)  # first and bare: §3.3 of part 2
        book.writestr("META-INF/manifest.xml", MANIFEST)
        book.writestr("styles.xml", STYLES)
        book.writestr("settings.xml", _settings(name))
        with book.open("content.xml", "w", force_zip64=True) as content:
            for piece in _content(sheet, name):
                content.write(piece.encode())


def _content(sheet: Sheet, name: str) -> Iterator[str]:
    yield f'{XML}<office:document-content {NAMES} office:version="1.3">'
    yield f"<office:automatic-styles>{_styles(sheet.columns)}</office:automatic-styles>"
    yield f"<office:body><office:spreadsheet><table:table table:name={quoteattr(name)}>"
    for place in range(len(sheet.columns)):
        yield f'<table:table-column table:style-name="c{place}"/>'
    titles = "".join(_text(column.title, style="title") for column in sheet.columns)
    yield f"<table:table-header-rows><table:table-row>{titles}</table:table-row>"
    yield "</table:table-header-rows>\n"
    rows, count = iter(sheet.rows), 1
    while batch := list(islice(rows, AT_ONCE)):
        count += len(batch)
        yield "".join(
            f"<table:table-row>{''.join([WRITE[type(cell)](cell) for cell in row])}"
            "</table:table-row>\n"
            for row in batch
        )
    yield f"</table:table>{_filter(name, len(sheet.columns), count)}"
    yield "</office:spreadsheet></office:body></office:document-content>\n"


def _styles(columns: Any) -> str:
    widths = "".join(
        f'<style:style style:name="c{place}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{column.width * WIDTH:.2f}cm"/>'
        "</style:style>"
        for place, column in enumerate(columns)
    )
    dates = "".join(
        f'<number:date-style style:name="n{name}">{parts}</number:date-style>'
        f'<style:style style:name="{name}" style:family="table-cell" '
        f'style:data-style-name="n{name}"/>'
        for name, parts in {"day": DAY, "moment": DAY + HOUR}.items()
    )
    title = (
        '<style:style style:name="title" style:family="table-cell">'
        '<style:table-cell-properties fo:wrap-option="wrap"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    return widths + dates + title


def _settings(name: str) -> str:
    """The view of the sheet, with the first row frozen."""
    items = "".join(
        f'<config:config-item config:name="{key}" config:type="{kind}">{value}</config:config-item>'
        for key, (kind, value) in FROZEN.items()
    )
    return (
        f'{XML}<office:document-settings {NAMES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item-map-named config:name="Tables">'
        f"<config:config-item-map-entry config:name={quoteattr(name)}>{items}"
        "</config:config-item-map-entry></config:config-item-map-named>"
        "</config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>\n"
    )


def _filter(name: str, columns: int, rows: int) -> str:
    """The buttons to sort and filter by, on the first row."""
    last = f"{_letters(columns)}{rows}"
    place = quoteattr(f"'{name}'.A1:'{name}'.{last}")
    return (
        '<table:database-ranges><table:database-range table:name="list" '
        f'table:target-range-address={place} table:display-filter-buttons="true"/>'
        "</table:database-ranges>"
    )


def _letters(number: int) -> str:
    """What the column with this number, from 1, is called: `A`, `Z`, `AA`."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _text(text: str, *, style: str = "") -> str:
    lines = "".join(f"<text:p>{_line(line)}</text:p>" for line in LINES.split(readable(text)))
    styled = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell{styled} office:value-type="string">{lines}</table:table-cell>'


def _line(line: str) -> str:
    """A line of text; tabs and spaces that XML would run together as elements of their own."""
    return SPACES.sub(_space, escape(line))


def _space(found: re.Match[str]) -> str:
    run = found[0]
    return "<text:tab/>" if run == "\t" else f'<text:s text:c="{len(run)}"/>'


def _date(value: date, style: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="date" '
        f'office:date-value="{value.isoformat()}"><text:p>{_shown(value)}</text:p>'
        "</table:table-cell>"
    )


def _shown(value: date) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    return value.isoformat()


WRITE: dict[type, Callable[[Any], str]] = {
    str: lambda text: _text(text) if text else "<table:table-cell/>",
    int: lambda number: (
        f'<table:table-cell office:value-type="float" office:value="{number}">'
        f"<text:p>{number}</text:p></table:table-cell>"
    ),
    datetime: lambda moment: _date(moment, "moment"),
    date: lambda day: _date(day, "day"),
    type(None): lambda _none: "<table:table-cell/>",
}
