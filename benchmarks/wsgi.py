"""The entry point for gunicorn during measurements."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
site = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The site, which tells how many milliseconds it took itself (W3C Server Timing)."""
    began = time.perf_counter()

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        took = (time.perf_counter() - began) * 1000
        return start_response(status, [*headers, ("Server-Timing", f"app;dur={took:.2f}")], *more)

    return site(environ, start)
