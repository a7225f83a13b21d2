"""Short names in addresses, made from what people type."""

from collections.abc import Container

from django.utils.text import slugify

LONGEST = 80  # characters, as the slug fields of the models


def free_slug(text: str, taken: Container[str], *, otherwise: str) -> str:
    """A short name for a text that is not taken yet: `zorg`, then `zorg-2`, `zorg-3`, …

    `otherwise` is used for a text without letters or digits that can stand in an address.
    """
    stem = slugify(text)[:LONGEST].strip("-") or otherwise
    slug, number = stem, 1
    while slug in taken:
        number += 1
        ending = f"-{number}"
        slug = stem[: LONGEST - len(ending)].rstrip("-") + ending
    return slug
