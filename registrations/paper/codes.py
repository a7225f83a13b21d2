"""QR codes as one line of an SVG, to stand in a page."""

from dataclasses import dataclass
from functools import lru_cache

import segno

QUIET = 4  # modules of white around it, as ISO/IEC 18004 wants


@dataclass(frozen=True)
class Code:
    """A QR code: its width and height in modules, and a path that strokes the dark ones.

    The stroke is one module wide: a third of the work that squares are to lay out.
    """

    size: int
    path: str


@lru_cache(maxsize=1024)  # looked at on the screen first, then printed
def code_of(text: str) -> Code:
    """The QR code of a text; a seventh of it may be damaged."""
    found = segno.make_qr(text, error="m")
    rows = [bytes(row) for row in found.matrix_iter(border=QUIET)]
    return Code(size=len(rows), path="".join(_row(row, y) for y, row in enumerate(rows)))


def _row(row: bytes, y: int) -> str:
    """What is dark in one row: lines through the middle of neighbours."""
    path, x = "", 0
    while (start := row.find(1, x)) >= 0:
        x = row.find(0, start)
        path += f"M{start} {y}.5h{x - start}"
    return path
