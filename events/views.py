"""The public pages of gatherings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from festival.access import public


@public
def home(request: HttpRequest) -> HttpResponse:
    """Coming gatherings, then past ones."""
    return render(request, "events/home.html")
