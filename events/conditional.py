"""Answers that a reader keeps and asks for again: made once for each version, then 304."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.encoding import force_bytes
from django.utils.http import http_date

KEPT_FOR = 24 * 3600  # seconds in our own cache
FRESH_FOR = 300  # seconds before a reader asks again


def versioned(
    request: HttpRequest,
    *,
    version: tuple[object, ...],
    changed_at: datetime | None,
    content_type: str,
    write: Callable[[], bytes | str],
    filename: str = "",
) -> HttpResponseBase:
    """What `write` gives, made once for each `version`; 304 to who has it already.

    `version` names the thing and everything that its content depends on.
    """
    version = (*version, settings.SITE_URL, settings.SITE_NAME)
    kept = f"versioned:{sha256(repr(version).encode()).hexdigest()[:32]}"
    content = cache.get_or_set(kept, write, KEPT_FOR) or b""
    # of the content, so that a new version of the software is noticed too
    etag = f'"{sha256(force_bytes(content)).hexdigest()[:32]}"'
    modified = int(changed_at.timestamp()) if changed_at else None
    answer = get_conditional_response(request, etag, modified)
    if answer is None:
        answer = HttpResponse(content, content_type=content_type)
        if filename:
            answer["Content-Disposition"] = f'inline; filename="{filename}"'
    answer["ETag"] = etag
    if modified is not None:
        answer["Last-Modified"] = http_date(modified)
    patch_cache_control(answer, public=True, max_age=FRESH_FOR)
    return answer
