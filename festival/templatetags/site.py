"""Tags for the frame of every page."""

from django import template
from django.urls import translate_url

from festival import undo
from festival.accounts.browsers import browser

register = template.Library()
register.filter(undo.undo_address)
register.filter(browser)


@register.simple_tag
def in_language(path: str, language: str) -> str:
    """The address of the same page in another language; `path` itself when it has no other."""
    return translate_url(path, language) if path else f"/{'' if language == 'nl' else language}"
