"""What is stored of a picture, read from its name alone: three sizes, in two formats.

`logos/<hash>-1600x900-jpg.webp` is 1600 by 900 pixels. Beside it lie `…-medium.webp` and
`…-small.webp`, and all three also as `.jpg`, for browsers and sites that do not know WebP; a
picture that one can see through has `png` there. A picture that fits a smaller size has no
medium one. Pictures of before have no such word: they are WebP alone, large and small.
"""

import re
from pathlib import PurePosixPath

SIDES = {"": 1600, "-medium": 960, "-small": 480}  # longest side in pixels, by the name's ending
LONGEST_SIDE = SIDES[""]
NAME = re.compile(r"-(\d+)x(\d+)(?:-(jpg|png))?\.webp$")


def size_of(path: str) -> tuple[int, int]:
    """Width and height in pixels, read from a stored picture's name; (0, 0) when unknown."""
    found = NAME.search(path)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def fallback_of(path: str) -> str:
    """`jpg` or `png`: the format besides WebP; empty when there is only WebP."""
    found = NAME.search(path)
    return (found[3] or "") if found else ""


def sizes_of(width: int, height: int, *, fallback: str) -> list[tuple[str, int]]:
    """The endings of the versions of a picture and how wide each is, the smallest first."""
    longest = max(width, height, 1)
    kept = [
        (ending, round(width * min(1, side / longest)))
        for ending, side in SIDES.items()
        if ending != "-medium" or (fallback and longest > side)
    ]
    return kept[::-1]


def small_path(path: str) -> str:
    """Where the small version of a stored picture lies."""
    return _beside(path, "-small", ".webp")


def large_path(path: str) -> str:
    """The picture that a small version is of; a large one itself."""
    return path.removesuffix("-small.webp") + ".webp" if path.endswith("-small.webp") else path


def fallback_path(path: str) -> str:
    """Where the large version lies that every program can show; the WebP when that is all."""
    fallback = fallback_of(path)
    return _beside(path, "", f".{fallback}") if fallback else path


def versions(path: str, *, webp: bool) -> list[tuple[str, int]]:
    """`(path, width)` of each version of a stored picture, the smallest first.

    The fallbacks when `webp` is false: none for a picture of before.
    """
    fallback = fallback_of(path)
    if not webp and not fallback:
        return []
    found: dict[int, str] = {}
    for ending, width in sizes_of(*size_of(path), fallback=fallback):
        found[max(width, 1)] = _beside(path, ending, ".webp" if webp else f".{fallback}")
    return [(there, width) for width, there in found.items()]


def _beside(path: str, ending: str, suffix: str) -> str:
    pure = PurePosixPath(path)
    return str(pure.with_name(f"{pure.stem}{ending}{suffix}"))
