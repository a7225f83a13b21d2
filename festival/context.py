"""What every page may ask about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's name and address, whether this is the demo, and the address asked for."""
    return site_values(request.get_full_path())


def site_values(path: str) -> dict[str, Any]:
    """The same for a page that is rendered without its request, so that it can be shared.

    `path` is the page's own address, from which the language switch is made.
    """
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SITE_URL": settings.SITE_URL,
        "DEMO": settings.DEMO,
        "PATH": path,
    }
