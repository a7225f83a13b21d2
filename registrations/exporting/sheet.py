"""A sheet before it is a file: named columns and a stream of rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

# Moments are local and carry no zone, as spreadsheets want. A moment is a date too: look up by type.
Cell = str | int | datetime | date | None


@dataclass(frozen=True)
class Column:
    """A column: the key of its cell in a record, its title, and its width in characters.

    `group` is the heading under which it is offered; a `usual` column stands in a file for which
    nothing was chosen.
    """

    key: str
    title: str
    width: int = 18
    group: str = ""
    usual: bool = True


@dataclass(frozen=True)
class Sheet:
    """A sheet whose rows are read once, one after the other, and never all kept.

    `of` is the gathering it is about, and `when` that is, in words; for paper, which is found
    without the name of its file.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    of: str = ""
    when: str = ""
