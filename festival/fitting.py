"""How large a text can be printed in a box, so that all of it fits and no word is cut.

Which typeface a computer has is not known, so widths are reckoned for a wide and bold one (DejaVu
Sans Bold, measured): in any other the text takes less. Sizes are in points, boxes in millimetres.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

SIZES = (
    *(96, 84, 72, 66, 60, 54, 48, 44, 40, 36, 33, 30, 28, 26, 24, 22, 20),
    *(18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3),
)
WHOLE_WORDS = 9  # points; above this a word is never broken over two lines
LINE = 1.15  # the height of a line, in sizes of its letters; `.fit` in paper.css
POINT = 25.4 / 72  # millimetres
COMMON = "\u0180"  # below this, the letters of Western and Central Europe: every typeface has them
HIGHER = 0.5  # in sizes, by how much letters of a typeface that stands in may be higher than a line

AS_A_SPACE = "·"  # as wide, and no line ends there

_PARTS = re.compile(r"-|[^\s-]+(?:\s+[!%,./:;?)\]}…][^\s-]*)*-?")

NARROW = frozenset(" !'(),-./:;I[]`fijlrt|’‘·")
WIDE = frozenset("%&@MWmw+<=>^~#ŒÆœæ…—©®¬±µ×÷ĦħŴŵǼǽ")
RARE = frozenset("ƊƕƜƠƢƣƴǢǣǶȡȵȸȹɋ")  # wide letters of other alphabets in Latin script
WIDTH_NARROW, WIDTH_WIDE, WIDTH_CAPITAL, WIDTH_ANY, WIDTH_STRANGE = 0.5, 1.17, 0.88, 0.73, 1.4


def fitting_size(text: str, *, width: float, height: float, largest: int = SIZES[0]) -> int:
    """The largest size in which the text fits in a box; the smallest there is when none does."""
    sizes = [size for size in SIZES if size <= largest]
    return next((s for s in sizes if fits([text], s, width=width, height=height)), SIZES[-1])


def size_for_all(texts: Iterable[str], *, width: float, height: float, largest: int) -> int:
    """The largest size in which these paragraphs fit below each other."""
    wanted = [text for text in texts if text]
    sizes = [size for size in SIZES if size <= largest]
    return next((s for s in sizes if fits(wanted, s, width=width, height=height)), SIZES[-1])


def fits(texts: Sequence[str], size: int, *, width: float, height: float) -> bool:
    """Whether the paragraphs fit in the box at this size, with whole words where they are large."""
    room, total = width / (size * POINT), 0
    for text in texts:
        ways = [[width_of(word) for word in words] for words in _ways_to_break(text)]
        if size > WHOLE_WORDS and max(map(max, ways)) > room:
            return False
        total += max(_lines(widths, room) for widths in ways)
    higher = HIGHER if any(sign >= COMMON for text in texts for sign in text) else 0
    return (total * LINE + higher) * size * POINT <= height


def _ways_to_break(text: str) -> tuple[list[str], list[str]]:
    """The parts between which a line may end, in two ways: at spaces alone, and as the Unicode
    line breaking algorithm (UAX 14, rules LB13 and LB21) may also have it: after a hyphen as well,
    and not before a sign that closes, even if a space stands there. At a no-break space it never
    may. Neither is empty."""
    text = text.replace("\u00a0", AS_A_SPACE)
    return text.split() or [""], _PARTS.findall(text.strip()) or [""]


def width_of(text: str) -> float:
    """How wide a text is at most, in sizes of its letters."""
    return sum(_width(sign) for sign in text)


def _lines(widths: list[float], room: float) -> int:
    """How many lines words of these widths fill; what is wider than a line goes on in the next."""
    lines, used = 1, 0.0
    for width in widths:
        if used and used + WIDTH_NARROW + width > room:
            lines, used = lines + 1, 0.0
        used += width + (WIDTH_NARROW if used else 0.0)
        if used > room:
            broken = int(used // max(room - WIDTH_STRANGE, WIDTH_STRANGE))
            lines, used = lines + broken, room
    return lines


def _width(sign: str) -> float:
    if sign in NARROW:
        return WIDTH_NARROW
    if sign in WIDE:
        return WIDTH_WIDE
    if sign in RARE:
        return WIDTH_STRANGE
    parts = unicodedata.normalize("NFKC", sign)  # of ǆ or ½: each takes its room
    if len(parts) > 1:
        return max(sum(map(_width, parts)), WIDTH_ANY)
    if sign < "\u0250":  # the Latin letters of Europe
        return WIDTH_CAPITAL if sign.isupper() else WIDTH_ANY
    return 0.3 if unicodedata.combining(sign) else WIDTH_STRANGE
