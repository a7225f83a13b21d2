"""A sheet before it is a file: named columns and a stream of rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

Cell = str | int | datetime | None  # moments are local and carry no zone, as spreadsheets want


@dataclass(frozen=True)
class Column:
    """A column: the key of its cell in a record, its title, and its width in characters."""

    key: str
    title: str
    width: int = 18


@dataclass(frozen=True)
class Sheet:
    """A sheet whose rows are read once, one after the other, and never all kept."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
