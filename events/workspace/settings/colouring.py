"""Samples of colours beside the form: the present one, the nearest good one, and suggestions."""

import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format

from events.colours import SUGGESTED, contrast, nearest_readable
from events.models import Event
from events.pages.accent import class_of


@dataclass(frozen=True)
class Sample:
    """A colour that can be read, as a page shows it."""

    colour: str
    accent: str
    contrast: str


@dataclass(frozen=True)
class Samples:
    """What stands beside the form; `offered` is the good colour nearest to a refused one."""

    present: Sample
    offered: Sample | None
    others: list[Sample]
    stylesheet: str


def samples_for(event: Event, form: Any) -> Samples:
    """The samples for what was typed, or for the colour as it is."""
    typed = str(form.data.get("colour", "")) if form.is_bound else ""
    refused = bool(form.errors) and re.fullmatch(r"#[0-9a-fA-F]{6}", typed) is not None
    offered = nearest_readable(typed) if refused else None
    shown = [event.colour, *SUGGESTED, *([offered] if offered else [])]
    hexes = "-".join(dict.fromkeys(colour[1:].lower() for colour in shown))
    return Samples(
        present=_sample(event.colour),
        offered=_sample(offered) if offered else None,
        others=[_sample(colour) for colour in SUGGESTED if colour != event.colour.lower()],
        stylesheet=reverse("events:accents", kwargs={"colours": hexes}),
    )


def _sample(colour: str) -> Sample:
    return Sample(colour, class_of(colour), number_format(contrast(colour, "#ffffff"), 1))
