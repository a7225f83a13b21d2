"""The site, and beside it a constant answer from the same server through the same middleware."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import path

from benchmarks import bare
from festival import urls


@lru_cache(maxsize=32)
def body_of(size: int) -> bytes:
    """That many bytes of HTML."""
    return (b"<!doctype html>" + b"x" * size)[:size]


def constant(request: HttpRequest, size: int) -> HttpResponse:
    """A page that costs nothing to make: what the server itself takes."""
    return HttpResponse(body_of(size))


urlpatterns = [
    path("constant/<int:size>", constant),
    path("bare/<slug:slug>", bare.form),
    path("bare/<slug:slug>/done", bare.done),
    *urls.urlpatterns,
]
