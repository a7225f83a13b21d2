"""Pictures that people upload: checked, re-encoded, and stored under a name that says their size."""

import re
from pathlib import PurePosixPath

from django.db import models

SIZE = re.compile(r"-(\d+)x(\d+)\.webp$")


class PictureField(models.ImageField):
    """A picture that is re-encoded to WebP when it is saved."""


def size_of(path: str) -> tuple[int, int]:
    """Width and height in pixels, read from a stored picture's name; (0, 0) when unknown."""
    found = SIZE.search(path)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def small_path(path: str) -> str:
    """Where the small version of a stored picture lies."""
    pure = PurePosixPath(path)
    return str(pure.with_name(f"{pure.stem}-small{pure.suffix}"))
