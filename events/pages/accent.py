"""Accent colours as a stylesheet: the content security policy allows no style in a page."""

from functools import lru_cache

from events.colours import contrast

DARK_PAPER = "#24211c"  # --wash in the dark, the lightest ground that text stands on there
READABLE = 5.5  # more than WCAG’s 4.5, as coloured text on dark tires sooner
LIGHT_WASH = "#f3eee4"
STEPS = 20


def class_of(colour: str) -> str:
    """The class that carries a colour: `accent-0b5d4e`."""
    return f"accent-{colour[1:].lower()}"


@lru_cache(maxsize=256)
def stylesheet(colours: tuple[str, ...]) -> str:
    """Rules for one class per colour (`#rrggbb`), for light and dark."""
    light = "".join(_rule(c, f"--accent:{c};--accent-text:{on_light(c)}") for c in colours)
    dark = "".join(_rule(c, f"--accent-text:{on_dark(c)}") for c in colours)
    return f"{light}@media screen and (prefers-color-scheme:dark){{{dark}}}\n"


def _rule(colour: str, properties: str) -> str:
    return f".{class_of(colour)}{{{properties}}}"


def on_dark(colour: str) -> str:
    """The colour, mixed with white until it can be read on dark paper."""
    return _mixed_until_readable(colour, "#ffffff", DARK_PAPER, READABLE)


def on_light(colour: str) -> str:
    """The colour, mixed with black until it can be read on tinted paper."""
    return _mixed_until_readable(colour, "#000000", LIGHT_WASH, 4.5)


def _mixed_until_readable(colour: str, other: str, ground: str, least: float) -> str:
    for step in range(STEPS + 1):
        mixed = _mix(colour, other, step / STEPS)
        if contrast(mixed, ground) >= least:
            return mixed
    return other


def _mix(one: str, other: str, share: float) -> str:
    channels = (
        round(int(one[i : i + 2], 16) * (1 - share) + int(other[i : i + 2], 16) * share)
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)
