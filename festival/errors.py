"""The pages for when something is wrong, in the visitor's language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from festival.access import public


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was sent from elsewhere, or cookies are off."""
    return render(request, "403_csrf.html", status=403)
