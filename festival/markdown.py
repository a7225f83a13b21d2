"""Markdown of organisers to HTML that can stand on any page: no script, no picture, no style.

Headings are moved below the heading that the text stands under, and never skip a level.
"""

from functools import lru_cache

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST = 20_000  # characters; a text of brackets alone takes time by their square
DEEPEST = 6
TAGS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "s", "strong", "ul"}
TAGS |= {f"h{level}" for level in range(2, DEEPEST + 1)}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough").disable("image")


def to_html(text: str, top: int = 3) -> SafeString:
    """Sanitised HTML; the text's own highest heading becomes `<h{top}>` (2 to 6).

    A text of more than `LONGEST` characters is shown as it was typed. The HTML is remembered.
    """
    if len(text) > LONGEST:
        return SafeString(linebreaks(text, autoescape=True))
    return _remembered(text, top)


def laid_out(text: str, top: int = 3) -> SafeString:
    """As `to_html`, of at most `LONGEST` characters, and not remembered."""
    tokens = _parser.parse(text)
    _shift_headings(tokens, top)
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener nofollow"
    )
    return mark_safe(clean)  # noqa: S308 - the one place where HTML of others is let through


_remembered = lru_cache(maxsize=4096)(laid_out)


def _shift_headings(tokens: list[Token], top: int) -> None:
    """Give each heading the level that follows from its rank, at most one below the last."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    ranks = {tag: rank for rank, tag in enumerate(sorted({token.tag for token in headings}))}
    last = top - 1
    for token in headings:
        if token.type == "heading_open":
            last = min(top + ranks[token.tag], last + 1, DEEPEST)
        token.tag = f"h{last}"
