"""QR codes as one path of squares, to stand in a page."""

from dataclasses import dataclass

import segno

QUIET = 4  # modules of white around it, as ISO/IEC 18004 wants


@dataclass(frozen=True)
class Code:
    """A QR code: its width and height in modules, and the dark ones as an SVG path."""

    size: int
    path: str


def code_of(text: str) -> Code:
    """The QR code of a text; a seventh of it may be damaged."""
    found = segno.make_qr(text, error="m")
    rows = [bytes(row) for row in found.matrix_iter(border=QUIET)]
    runs = (run for y, row in enumerate(rows) for run in _runs(row, y))
    return Code(size=len(rows), path="".join(runs))


def _runs(row: bytes, y: int) -> list[str]:
    """What is dark in one row, as bars of neighbours."""
    bars, x = [], 0
    while (start := row.find(1, x)) >= 0:
        end = row.find(0, start)
        bars.append(f"M{start} {y}h{end - start}v1h{start - end}z")
        x = end
    return bars
