"""Uploaded pictures and documents, for installations without a web server in front.

Their names come from their content, so that a browser may keep them for ever.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from festival.access import public

A_YEAR = 31536000  # seconds


@public
@require_safe
def uploaded(request: HttpRequest, path: str) -> HttpResponseBase:
    """One uploaded file."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
