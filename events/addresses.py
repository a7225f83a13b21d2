"""Whole addresses of public pages, for what leaves the site: calendars, feeds, mails."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def whole(path: str) -> str:
    """The address of a path on this site."""
    return settings.SITE_URL + path


def page(name: str, *, language: str, **kwargs: str) -> str:
    """The address of a public page, such as `page("event", language="nl", slug="avond")`."""
    with translation.override(language):
        return whole(reverse(f"events:{name}", kwargs=kwargs))


def feed(name: str, **kwargs: str) -> str:
    """The address of something that machines read; it has no language."""
    return whole(reverse(f"feeds:{name}", kwargs=kwargs))
