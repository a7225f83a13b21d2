"""Texts as files and paper can hold them, wherever they came from.

Forms tidy what is typed (`festival/typed.py`); this is for what came in otherwise.
"""

import re

from festival.typed import BIDI_MARKS

TURNING = re.compile(f"[{BIDI_MARKS}]")
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    """The text as every kind of file can hold it, so that all of them agree.

    Control characters other than tabs and line breaks become U+FFFD: XML 1.0 §2.2 has no place
    for most of them. Marks that turn the reading direction are left out, as they also turn what
    stands beside them: a name could read as another, or as the end of its line.
    """
    if text.isascii() and text.isprintable():
        return text
    return UNREADABLE.sub("\ufffd", TURNING.sub("", text))
