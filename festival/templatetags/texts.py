"""Filters for what people wrote."""

from django import template
from django.utils.safestring import SafeString

from festival.markdown import to_html
from festival.readable import readable

register = template.Library()
register.filter(is_safe=True)(readable)


@register.filter
def markdown(text: str, top: int = 3) -> SafeString:
    """Markdown as safe HTML, its headings from `<h{top}>` down."""
    return to_html(text, top)
