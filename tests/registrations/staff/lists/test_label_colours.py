"""The colours of labels: each has a light and a dark tone, and its words can be read on it."""

import re
from pathlib import Path

from events.colours import contrast
from registrations.models import Tag

STYLES = Path(__file__).resolve().parents[4] / "static" / "css" / "lists.css"
TONE = re.compile(r"\.tag\.(\w+) \{ background: (#\w{6}); color: (#\w{6}); \}")


def test_the_words_on_every_label_stand_out_enough() -> None:
    tones = TONE.findall(STYLES.read_text(encoding="utf-8"))

    assert sorted(name for name, *_ in tones) == sorted([*Tag.Colour.values] * 2)
    assert [name for name, ground, ink in tones if contrast(ground, ink) < 4.5] == []
