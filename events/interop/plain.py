"""Plain text for calendars, feeds and mails, from what organisers wrote in Markdown."""

import unicodedata
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

_markdown = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def plain(markdown: str) -> str:
    """The text of some Markdown: paragraphs apart, list items with a dash, addresses in brackets."""
    blocks: list[str] = []
    bullet = ""
    for token in _markdown.parse(printable(markdown)):
        if token.type == "list_item_open":
            bullet = "- "
        elif token.content:
            text = "".join(_inline(token.children)) if token.children else token.content
            listed = bullet and blocks and blocks[-1].startswith("- ")
            blocks += [*(["\n"] if listed else ["\n\n"] if blocks else []), bullet + text.strip()]
            bullet = ""
    return "".join(blocks)


def _inline(tokens: list[Token]) -> Iterator[str]:
    addresses: list[str] = []
    said = ""
    for token in tokens:
        if token.type == "link_open":
            addresses.append(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            address = addresses.pop()
            yield "" if address.removeprefix("mailto:") == said else f" ({address})"
        else:
            said = BREAKS.get(token.type, token.content)
            yield said


def printable(text: str) -> str:
    r"""The text with `\n` as its only line break and without control characters, which no
    calendar or XML file may hold."""
    lines = "\n".join(text.splitlines())
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(printable(text).split())
