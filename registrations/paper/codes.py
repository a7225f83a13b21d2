"""QR codes as one line of an SVG, to stand in a page."""

from dataclasses import dataclass
from functools import lru_cache

import segno

QUIET = 4  # modules of white around it, as ISO/IEC 18004 wants
Drawn = tuple[int, str]


@dataclass(frozen=True)
class Code:
    """The QR code of a text; a seventh of it may be damaged.

    It is drawn when it is printed, not before: that takes some ten milliseconds, and whoever only
    wants to know how many badges there are does not wait for it.
    """

    text: str

    @property
    def size(self) -> int:
        """Its width and height in modules."""
        return _drawn(self.text)[0]

    @property
    def path(self) -> str:
        """A path that strokes the dark modules.

        The stroke is one module wide: a third of the work that squares are to lay out.
        """
        return _drawn(self.text)[1]


@lru_cache(maxsize=1024)  # looked at on the screen first, then printed
def _drawn(text: str) -> Drawn:
    found = segno.make_qr(text, error="m")
    rows = [bytes(row) for row in found.matrix_iter(border=QUIET)]
    return len(rows), "".join(_row(row, y) for y, row in enumerate(rows))


def _row(row: bytes, y: int) -> str:
    """What is dark in one row: lines through the middle of neighbours."""
    path, x = "", 0
    while (start := row.find(1, x)) >= 0:
        x = row.find(0, start)
        path += f"M{start} {y}.5h{x - start}"
    return path
