"""Reads the PDF we make with readers that had no part in making it."""

import io
from dataclasses import dataclass

import page
import pypdf
import pypdfium2
import pytest

from festival.paper import can_make_pdf

needs_pango = pytest.mark.skipif(not can_make_pdf(), reason="Pango is not on this computer")


@dataclass(frozen=True)
class Told:
    """What a PDF tells of itself; `text` in the order in which it is read, a line per line."""

    title: str
    language: str
    tagged: bool
    pages: tuple[str, ...]
    millimetres: tuple[int, int]  # width and height of the first page

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.pages)


def read_pdf(pdf: bytes) -> Told:
    """A PDF as somebody else's program understands it."""
    known = pypdf.PdfReader(io.BytesIO(pdf))
    root = known.trailer["/Root"]
    file = pypdfium2.PdfDocument(pdf)
    width, height = file[0].get_size()
    return Told(
        title=known.metadata.title if known.metadata else "",
        language=root.get("/Lang", ""),
        tagged=bool(root.get("/MarkInfo", {}).get("/Marked")) and "/StructTreeRoot" in root,
        pages=tuple(_text_of(sheet) for sheet in file),
        millimetres=(round(width / 72 * 25.4), round(height / 72 * 25.4)),
    )


def _text_of(sheet: pypdfium2.PdfPage) -> str:
    text = sheet.get_textpage().get_text_bounded()
    return "\n".join(line.strip() for line in text.replace("\r", "").split("\n") if line.strip())


def problems_of(pdf: bytes) -> list[tuple[str, str]]:
    """What keeps a PDF from being PDF/UA-1, for people who have it read to them."""
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    return [(failure.rule_id, failure.message) for failure in report.failures]


def picture_of(pdf: bytes, number: int = 0, *, scale: float = 2):
    """A page as a picture, as it would come out of a printer."""
    return pypdfium2.PdfDocument(pdf)[number].render(scale=scale).to_pil()
