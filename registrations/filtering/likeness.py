"""Which names somebody may have meant who typed one with a mistake; without the database.

What sounds alike in Dutch is alike (Meijer, Meyer), an infix may be left out, abbreviated or
written together with the name, and of longer words a letter or two may be wrong: as a distance of
Damerau and Levenshtein, in which two letters that changed places are one mistake. Letters that sound
as one when they stand in order (`ch`) do not when they changed places: those are put back first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from festival.names import folded, is_infix

ENOUGH_TO_BEGIN_WITH = 5  # letters of the beginning of a name, in which one may be wrong
LONGEST_PUT_BACK = 25  # letters of a word in which two are put back
SOUNDS = (
    *(("ij", "y"), ("ei", "y"), ("ey", "y"), ("ou", "au"), ("ae", "a"), ("oe", "u"), ("ie", "i")),
    *(("ph", "f"), ("th", "t"), ("dt", "t"), ("ck", "k"), ("sch", "sg"), ("ch", "g"), ("kh", "g")),
    *(("c", "k"), ("q", "k"), ("x", "ks"), ("z", "s"), ("v", "f"), ("j", "y"), ("yy", "y")),
)
DOUBLED = tuple((letter * 2, letter) for letter in "abdefgiklmnoprstu")
IGNORED, APART = ".'’`/", "-–,;:()"
ROUGHLY = 70  # of a hundred
LEADING_INFIXES = re.compile(
    "^(?:fan|fon|der|den|de|het|ten|ter|te|op|in|el|la|le|t|d)+"
)  # sounded


class Sought(NamedTuple):
    """A word as it sounds; and as it sounds with two letters put back, where mistakes alone do not
    reach that."""

    sound: str
    swaps: tuple[str, ...] = ()


def telling(words: str) -> list[str]:
    """The words of what somebody typed, folded, without infixes where anything else is left.

    `Jan v.d. Berg` is `jan` and `berg`; `de` alone stays.
    """
    typed = words.split()
    some = [word for word in typed if not is_infix(word)] or typed
    return unmarked(folded(" ".join(some))).split()


def mistakes_in(word: str) -> int:
    """How many mistakes a word may hold and still be known."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2  # noqa: PLR2004


def unmarked(text: str) -> str:
    """Text without points and apostrophes, and with spaces for hyphens and brackets.

    A long text with anything but ASCII in it is replaced in faster than translated.
    """
    for mark in IGNORED:
        text = text.replace(mark, "")
    for mark in APART:
        text = text.replace(mark, " ")
    return text


def sounded(text: str) -> str:
    """Folded text as it sounds; each line and each word of it stays one."""
    for written, sound in (*SOUNDS, *DOUBLED):
        text = text.replace(written, sound)
    return text


def sought(word: str) -> Sought:
    """What to look for, of a folded word."""
    sound = sounded(word)
    most = mistakes_in(sound)
    pairs = range(len(word) - 1 if most and len(word) <= LONGEST_PUT_BACK else 0)
    swapped = {sounded(word[:at] + word[at + 1] + word[at] + word[at + 2 :]) for at in pairs}
    beyond = (one for one in swapped if mistakes_in(one) and OSA.distance(sound, one) > most)
    return Sought(sound, tuple(sorted(beyond)))


def nearest(words: str, names: Iterable[tuple[int, str]], *, most: int) -> list[int]:
    """The keys of at most so many names that come near what was typed, the nearest first.

    `names` are keys with sort names (`festival.names.sort_name`), after which, behind a tab, other
    words may stand that the person is known by, folded. Every word must come near one
    of the name's; of names equally near the first given goes first.
    """
    typed = [sought(word) for word in telling(words)]
    if not typed:
        return []
    keys, holding = _by_word(_roughly(typed, names))
    found: dict[int, float] | None = None
    for word in typed:
        near = _near(word, holding)
        found = near if found is None else {k: near[k] + found[k] for k in near.keys() & found}
    glued = Sought("".join(word.sound for word in typed))
    found = found or _near(glued, holding)  # a name in pieces: `Nieuwen huis`
    ranked = sorted(found, key=lambda place: (found[place], place))
    return [keys[place] for place in ranked[:most]]


def _roughly(typed: Sequence[Sought], names: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """The keys with names, sounded, that may come near; told by the longest word, quickly.

    Two mistakes in seven letters leave five of them in order: a ratio of 71.
    """
    rows = list(names)
    text = sounded(unmarked("\n".join(name for _key, name in rows)))
    without_spaces = text.replace(" ", "").split("\n")
    longest, swaps = max(typed, key=lambda word: len(word.sound))
    glued = "".join(word.sound for word in typed)
    hits = {
        place
        for one in {longest, glued, LEADING_INFIXES.sub("", longest)} - {""}
        for _line, _ratio, place in process.extract(
            one, without_spaces, scorer=fuzz.partial_ratio, score_cutoff=ROUGHLY, limit=None
        )
    }
    hits.update(n for one in swaps for n, line in enumerate(without_spaces) if one in line)
    lines = text.split("\n")
    return [(rows[place][0], lines[place]) for place in sorted(hits)]


def _by_word(names: Iterable[tuple[int, str]]) -> tuple[list[int], dict[str, list[int]]]:
    """The keys in order; and of each word the places of the names that hold it."""
    keys: list[int] = []
    holding: dict[str, list[int]] = defaultdict(list)
    for place, (key, line) in enumerate(names):
        keys.append(key)
        family, _tab, rest = line.partition("\t")
        infix, _tab, given = rest.partition("\t")
        words = {*family.split(), *given.split(), (infix + family).replace(" ", "")}
        for word in words:
            holding[word].append(place)
    return keys, holding


def _near(word: Sought, holding: Mapping[str, Sequence[int]]) -> dict[int, float]:
    """How far off the nearest word of each name is, for those in which one is near enough."""
    known, (sound, swaps) = list(holding), word
    found: dict[int, float] = {}
    if len(sound) >= ENOUGH_TO_BEGIN_WITH:
        begun = [one[: len(sound)] for one in known]
        _note(found, known, holding, _off(sound, begun, 1), more=0.5)
    if swaps:
        _note(found, known, holding, _put_back(swaps, known))
    _note(found, known, holding, _off(sound, known, mistakes_in(sound)))
    return found


def _put_back(swaps: tuple[str, ...], others: Sequence[str]) -> list[tuple[str, float, int]]:
    """The others that are one of these, or begin with it: each, how far off, and its place."""
    return [
        (one, 1 if one in swaps else 1.5, place)
        for place, one in enumerate(others)
        if one.startswith(swaps)
    ]


def _off(word: str, others: Sequence[str], most: int) -> list[tuple[str, int, int]]:
    """The others with at most so many mistakes against a word: each, how many, and its place."""
    return process.extract(word, others, scorer=OSA.distance, score_cutoff=most, limit=None)


def _note(
    found: dict[int, float],
    known: Sequence[str],
    holding: Mapping[str, Sequence[int]],
    hits: Iterable[tuple[str, float, int]],
    more: float = 0,
) -> None:
    """Keep for each name the least distance of the words that were hit."""
    for _word, distance, at in hits:
        for place in holding[known[at]]:
            found[place] = min(found.get(place, len(known)), distance + more)
