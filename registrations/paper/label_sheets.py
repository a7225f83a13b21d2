"""Sheets of labels that shops sell: how many, how large, and where the first one begins.

Sizes are those on the makers' packages. Where sheets begin agrees, to half a millimetre, with the
tables of gLabels (templates/avery-iso-templates.xml), measured by hand by many; its margins are
rounded to halves there, and made equal on both sides here.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

A4 = (210.0, 297.0)  # millimetres


@dataclass(frozen=True)
class LabelSheet:
    """A sheet of A4 with labels of `width` by `height` mm, each `right` and `down` of the last."""

    key: str
    name: str | Promise
    columns: int
    rows: int
    width: float
    height: float
    right: float
    down: float
    padding: float

    @property
    def count(self) -> int:
        """How many labels there are on one sheet."""
        return self.columns * self.rows

    @property
    def left(self) -> float:
        """From the edge of the paper to the first label."""
        return (A4[0] - self.right * (self.columns - 1) - self.width) / 2

    @property
    def top(self) -> float:
        """From the upper edge of the paper to the first label."""
        return (A4[1] - self.down * (self.rows - 1) - self.height) / 2

    @property
    def inner(self) -> tuple[float, float]:
        """The width and height that can be printed on."""
        return self.width - 2 * self.padding, self.height - 2 * self.padding


SHEETS = {
    sheet.key: sheet
    for sheet in (
        LabelSheet("l4785", _("Avery L4785: 10 badges of 80 × 50 mm"), 2, 5, 80, 50, 95, 55, 4),
        LabelSheet("c32011", _("Avery C32011: 10 cards of 85 × 54 mm"), 2, 5, 85, 54, 95, 54, 5),
        LabelSheet(
            "l7160",
            _("Avery L7160: 21 labels of 63.5 × 38.1 mm"),
            3,
            7,
            63.5,
            38.1,
            66.04,
            38.1,
            2.5,
        ),
        LabelSheet(
            "l7163", _("Avery L7163: 14 labels of 99.1 × 38.1 mm"), 2, 7, 99.1, 38.1, 101.6, 38.1, 3
        ),
        LabelSheet(
            "l7165", _("Avery L7165: 8 labels of 99.1 × 67.7 mm"), 2, 4, 99.1, 67.7, 101.6, 67.7, 5
        ),
        LabelSheet("a6", _("plain paper: 4 cards of A6, to cut"), 2, 2, 105, 148.5, 105, 148.5, 10),
    )
}


@dataclass(frozen=True)
class Zones:
    """How a label is divided, in mm: the name above, the details below it, the code beside them.

    On a label that is higher than it is wide, the code is under the details: these are `lift`
    above the lowest line.
    """

    name: tuple[float, float]
    details: tuple[float, float]
    code: float
    lift: float = 0.0


GAP = 2.0  # mm between the zones
CODE, SMALLEST_CODE, LARGEST_CODE = 0.28, 18.0, 36.0  # of the width; mm that any phone reads


def zones_of(sheet: LabelSheet, *, code: bool) -> Zones:
    """The zones of each label on a sheet, with or without a QR code."""
    width, height = sheet.inner
    low = height * (0.55 if code else 0.38)
    side = min(low, max(width * CODE, SMALLEST_CODE), LARGEST_CODE) if code else 0.0
    name = (width, height - low - 1)
    if not code:
        return Zones(name, (width, low), side)
    if height > width:
        return Zones(name, (width, low - side - GAP), side, lift=side + GAP)
    return Zones(name, (width - side - GAP, low), side)


@lru_cache(maxsize=32)
def stylesheet(key: str, *, code: bool) -> str:
    """Rules that put each label in its place; in `--mm`, which shrinks on a narrow screen."""
    sheet, zones = SHEETS[key], zones_of(SHEETS[key], code=code)
    rules = [
        _rule(".label", width=sheet.width, height=sheet.height, padding=sheet.padding),
        _rule(".label .name", width=zones.name[0], height=zones.name[1]),
        _rule(".label .details", left=sheet.padding, bottom=sheet.padding + zones.lift)
        + _rule(".label .details", width=zones.details[0], max_height=zones.details[1]),
        _rule(".label .code", right=sheet.padding, bottom=sheet.padding)
        + _rule(".label .code", width=zones.code, height=zones.code),
    ]
    for number in range(sheet.count):
        row, column = divmod(number, sheet.columns)
        left, top = sheet.left + column * sheet.right, sheet.top + row * sheet.down
        rules.append(_rule(f".at-{number + 1}", left=left, top=top))
    return "\n".join(rules)


def _rule(selector: str, **lengths: float) -> str:
    told = ";".join(
        f"{name.replace('_', '-')}:calc(var(--mm)*{length:.3f})" for name, length in lengths.items()
    )
    return f"{selector}{{{told}}}"
