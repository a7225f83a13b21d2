"""What no address can hold, and is never found."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import Http404, HttpRequest, HttpResponseBase

NUL = "\0"


class NoNul:
    """Middleware: nothing is found at an address with a NUL in it, which PostgreSQL cannot look for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, unchanged. Raises Http404."""
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        if NUL in request.path_info or NUL.encode() in query:
            raise Http404
        return self.get_response(request)
