"""Markdown of organisers as plain text."""

import pytest

from events.interop.plain import plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("## Let op\n\nTekst", "Let op\n\nTekst"),
        ("De **zaal** is *anders*, ~~niet~~ wel.", "De zaal is anders, niet wel."),
        ("[Route](https://x.example/)", "Route (https://x.example/)"),
        ("<https://x.example/>", "https://x.example/"),
        ("<jan@x.example>", "jan@x.example"),
        ("- een\n- twee\n\nDrie", "- een\n- twee\n\nDrie"),
        (r"\*Jan\* \<b\>", "*Jan* <b>"),
        ("een\\\ntwee", "een\ntwee"),
        ("", ""),
    ],
)
def test_text_reads_without_the_marks(written: str, read: str) -> None:
    assert plain(written) == read
