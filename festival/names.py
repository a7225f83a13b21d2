"""Dutch names: given name, infix (tussenvoegsel) and family name.

Sorting follows Dutch custom (NEN 1888): by family name without the infix, then the infix,
then the given name; `De Vries` and `van Dijk` stand under V and D.
"""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

SORT_NAME_LENGTH = 240
NAME_PARTS = {"given_name", "infix", "family_name"}
INFIXES = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "het",
        "'t",
        "’t",
        "ten",
        "ter",
        "te",
        "op",
        "in",
        "d'",
        "d’",
        "la",
        "le",
        "von",
        "el",
    ]
)
SHORTENED = frozenset(["v", "vd", "vdr", "vdn", "vh", "vt", "d", "t"])  # as people type v.d., v/d
UNDIVIDED = str.maketrans(  # letters that Unicode does not take apart into a letter and a mark
    {
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "Œ": "oe",
        "ı": "i",
    }
)


def full_name(given: str, infix: str, family: str) -> str:
    """`Fatma`, `van der`, `Berg` → `Fatma van der Berg`; `d'`, `'t` join as written."""
    if infix.endswith(("'", "’")) and not infix.endswith((" '", " ’")) and infix[:1] not in "'’":
        return " ".join(part for part in (given, infix + family) if part)
    return " ".join(part for part in (given, infix, family) if part)


def folded(text: str) -> str:
    """Lower case without accents, and ĳ as ij, so that searching and sorting are forgiving."""
    spelled = unicodedata.normalize("NFKD", text).translate(UNDIVIDED)
    bare = "".join(c for c in spelled if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def is_infix(word: str) -> bool:
    """Whether a word that somebody types is an infix, or how people shorten one: `v.d.`, `v/d`."""
    bare = folded(word)
    return bare in INFIXES or bare.replace(".", "").replace("/", "") in SHORTENED


class SortKey(NamedTuple):
    """The order of a Dutch list of names."""

    family: str
    infix: str
    given: str


def sort_key(given: str, infix: str, family: str) -> SortKey:
    """The place of a name in an alphabetical list.

    An infix that was typed as part of the family name counts as one: `'t Hart` stands under H.
    Who has no family name stands under the given name.
    """
    if not family:
        given, family = "", given
    inside, family = _divided(folded(family))
    return SortKey(family, folded(infix) or inside, folded(given))


def _divided(family: str) -> tuple[str, str]:
    """The infix that a family name, folded, begins with, and the rest."""
    words = family.replace("’", "'").removeprefix("d'").split()
    count = next((n for n, word in enumerate(words) if word not in INFIXES), 0)
    before = "d'" if family[:2] in ("d'", "d’") else " ".join(words[:count])
    return before, " ".join(words[count:])


def sort_name(given: str, infix: str, family: str) -> str:
    """One text that sorts like `sort_key`, to keep in a database column of 240 characters.

    The tab between the parts sorts before anything in them: all of `Berg`, whatever the infix,
    comes before `Berg Jansen`. Folding can make a text longer than what was typed. Without a name
    it is empty.
    """
    if not (given or family):
        return ""
    return "\t".join(sort_key(given, infix, family))[:SORT_NAME_LENGTH]


def saved_with(fields: Iterable[str] | None) -> set[str] | None:
    """The fields to save, with `sort_name` when a part of the name is among them; None is all."""
    if fields is None:
        return None
    return {*fields, "sort_name"} if NAME_PARTS & set(fields) else set(fields)


def listed_name(given: str, infix: str, family: str) -> str:
    """`Berg, Fatma van der`: how a name stands in an alphabetical list."""
    before = " ".join(part for part in (given, infix) if part)
    return f"{family}, {before}" if family and before else family or before


class NameParts(NamedTuple):
    """A name as it is stored."""

    given: str
    infix: str
    family: str


def split_name(text: str) -> NameParts:
    """`Jurgen van der Heijden`, or `Heijden, Jurgen van der`, in its parts.

    Where the infix begins, the given names end; without an infix the first word is the given
    name. A single word is a family name.
    """
    family, comma, before = (part.strip() for part in text.partition(","))
    if comma and before:
        words = before.split()
        start: int | None
        start = next((n for n in range(len(words)) if _all_infix(words[n:])), len(words))
        _none, inside, bare = split_name(family) if start == len(words) else ("", "", family)
        infix = " ".join(words[start:]) or inside
        return NameParts(" ".join(words[:start]), infix, bare if inside else family)
    words = _apart(text.split())
    last = len(words) - 1
    start = next((n for n, word in enumerate(words[:last]) if _all_infix([word])), None)
    if start is None:
        return NameParts(" ".join(words[:1] if last else []), "", " ".join(words[min(1, last) :]))
    end = next((n for n in range(start, last) if not _all_infix([words[n]])), last)
    return NameParts(" ".join(words[:start]), " ".join(words[start:end]), " ".join(words[end:]))


def _apart(words: list[str]) -> list[str]:
    """The words of a name, with `d'` loose from the family name that it is written against."""
    return [
        part
        for word in words
        for part in ((word[:2], word[2:]) if word[:2].casefold() in {"d'", "d’"} else (word,))
        if part
    ]


def _all_infix(words: list[str]) -> bool:
    return all(folded(word) in INFIXES for word in words)
