"""Dutch names: given name, infix (tussenvoegsel) and family name.

Sorting follows Dutch custom (NEN 1888): by family name without the infix, then the infix,
then the given name; `De Vries` and `van Dijk` stand under V and D.
"""

import unicodedata
from typing import NamedTuple


def full_name(given: str, infix: str, family: str) -> str:
    """`Fatma`, `van der`, `Berg` → `Fatma van der Berg`; `d'`, `'t` join as written."""
    if infix.endswith(("'", "’")) and not infix.endswith((" '", " ’")) and infix[:1] not in "'’":
        return " ".join(part for part in (given, infix + family) if part)
    return " ".join(part for part in (given, infix, family) if part)


def folded(text: str) -> str:
    """Lower case without accents, and ĳ as ij, so that searching and sorting are forgiving."""
    spelled = unicodedata.normalize("NFKD", text.replace("Ĳ", "IJ").replace("ĳ", "ij"))
    return "".join(c for c in spelled if not unicodedata.combining(c)).casefold().strip()


class SortKey(NamedTuple):
    """The order of a Dutch list of names."""

    family: str
    infix: str
    given: str


def sort_key(given: str, infix: str, family: str) -> SortKey:
    """The place of a name in an alphabetical list."""
    return SortKey(folded(family), folded(infix), folded(given))


def sort_name(given: str, infix: str, family: str) -> str:
    """One text that sorts like `sort_key`, to keep in a database column."""
    return " ".join(part for part in sort_key(given, infix, family) if part)


def listed_name(given: str, infix: str, family: str) -> str:
    """`Berg, Fatma van der`: how a name stands in an alphabetical list."""
    before = " ".join(part for part in (given, infix) if part)
    return f"{family}, {before}" if family and before else family or before
