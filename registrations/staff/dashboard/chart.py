"""Geometry of a line that climbs: from numbers to the path of an SVG, without the database.

The drawing is 100 wide and 100 high and is stretched to its place; words stand beside it in
HTML, so that they keep the reader's own size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

SIZE = 100
STEPS = (2, 4, 6, 8, 10)  # tops of the axis that can be halved, times a power of ten


@dataclass(frozen=True)
class Chart:
    """A drawing: the line, the area under it, the height of the limit, and its two axes."""

    line: str
    area: str
    limit: str  # empty without one
    numbers: tuple[int, int, int]  # from the top down
    days: tuple[date, ...]  # the first, the middle and the last


def chart_of(totals: Sequence[int], days: Sequence[date], *, limit: int | None = None) -> Chart:
    """Draw how a number went; `limit` is where it has to stop. At least one number."""
    top = nice_top(max([*totals, limit or 0]))
    points = [(_across(n, len(totals)), _down(total, top)) for n, total in enumerate(totals)]
    if len(points) == 1:
        points = [("0", points[0][1]), (str(SIZE), points[0][1])]
    line = "M" + " L".join(f"{x} {y}" for x, y in points)
    return Chart(
        line=line,
        area=f"{line} L{SIZE} {SIZE} L0 {SIZE} Z",
        limit=_down(limit, top) if limit else "",
        numbers=(top, top // 2, 0),
        days=tuple(dict.fromkeys((days[0], days[(len(days) - 1) // 2], days[-1]))),
    )


def nice_top(most: int) -> int:
    """The lowest round number, with a whole half, that is not below `most`."""
    power = 1
    while True:
        for step in STEPS:
            if step * power >= most:
                return step * power
        power *= 10


def _across(n: int, count: int) -> str:
    return f"{SIZE * n / max(count - 1, 1):.2f}"


def _down(value: int, top: int) -> str:
    return f"{SIZE - SIZE * value / top:.2f}"
