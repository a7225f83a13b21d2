"""Figures, the bars they are held against, and the table of both."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure. `at_most` or `at_least` is its bar, when it has one."""

    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    note: str = ""

    @property
    def bar(self) -> str:
        """The bar in words."""
        if self.at_most is not None:
            return f"≤ {number(self.at_most)}"
        return f"≥ {number(self.at_least)}" if self.at_least is not None else ""

    @property
    def verdict(self) -> str:
        """`met`, `MISSED`, or nothing without a bar."""
        if self.at_most is not None:
            return "met" if self.value <= self.at_most else "MISSED"
        if self.at_least is not None:
            return "met" if self.value >= self.at_least else "MISSED"
        return ""


def number(value: float) -> str:
    """Three figures that count, and thousands apart."""
    if value >= 100:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.3g}"


def machine() -> str:
    """What it ran on."""
    cpus = os.cpu_count() or 1
    busy = os.getloadavg()[0]
    python = platform.python_version()
    return f"{cpus} cores, Python {python}, load {busy:.1f} before the start"


def table(title: str, figures: Iterable[Figure]) -> str:
    """A Markdown table that also reads well as plain text."""
    rows = [("", "figure", "bar", "", "")] + [
        (f.what, f"{number(f.value)} {f.unit}".strip(), f.bar, f.verdict, f.note) for f in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([f"## {title}", "", lines[0], rule, *lines[1:], ""])
