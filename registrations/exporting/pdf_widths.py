"""How wide the columns of a list on paper are, and how large its letters, so that heads stay whole."""

from collections.abc import Sequence

from festival.fitting import POINT, width_of
from registrations.exporting.sheet import Column

ROOM = 297 - 2 * 12  # mm: A4 on its side between the margins of paper-export.css
PADDING = 2.0  # mm beside what stands in a column; as there
SIZES = (9.5, 8.5, 7.5, 6.5)  # points
SMALL, SMALLER = 6, 9  # with more columns the letters are smaller
NARROWEST = 12  # characters
WHOLE = "n" * 8  # a code; what is no longer is not broken either


def widths_of(columns: Sequence[Column]) -> tuple[float, list[float]]:
    """The size of the letters in points, and the width of each column in mm; together `ROOM`.

    The largest size in which no word of a head has to be broken; where even the smallest is too
    large for that, words wider than an even share of the paper are hyphenated.
    """
    few = (len(columns) > SMALL) + (len(columns) > SMALLER)
    fitting = (size for size in SIZES[few:] if sum(_least(columns, size)) <= ROOM)
    size = next(fitting, SIZES[-1])
    return size, _shared_out(_least(columns, size), _wanted(columns))


def _least(columns: Sequence[Column], size: float) -> list[float]:
    """The width of the longest word in each head, in mm, or of `WHOLE` where that is more."""
    longest = (max(map(width_of, [WHOLE, *column.title.split()])) for column in columns)
    return [words * size * POINT + PADDING for words in longest]


def _wanted(columns: Sequence[Column]) -> list[float]:
    """All the room, by what usually stands in the columns."""
    shares = [max(column.width, NARROWEST) for column in columns]
    return [ROOM * share / sum(shares) for share in shares]


def _shared_out(least: list[float], wanted: list[float]) -> list[float]:
    """Each its least, and of what is left a part of what it wants beyond that."""
    if sum(least) > ROOM:
        least = [min(need, ROOM / len(least)) for need in least]
    left = ROOM - sum(least)
    beyond = [max(want - need, 0) for want, need in zip(wanted, least, strict=True)]
    part = left / sum(beyond) if any(beyond) else 0
    return [need + part * more for need, more in zip(least, beyond, strict=True)]
