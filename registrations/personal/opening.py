"""Who may enter a personal page: whoever has its link."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control

from festival.access import attendee
from registrations.links import FEED_SALT, SIGNER_SALT, registration_of
from registrations.models import Registration

PersonalView = Callable[..., HttpResponse]


def opened_by_link(view: PersonalView) -> Callable[..., HttpResponse]:
    """Mark a view for who has a personal link; it gets the registration.

    A wrong, revoked or expired link gives a page that says what to do. Nothing is kept by
    browsers or proxies, and no search engine lists it.
    """
    return attendee(cache_control(private=True, no_store=True)(_opened(view)))


def followed_by_link(view: PersonalView) -> Callable[..., HttpResponse]:
    """Mark a view for a calendar that follows it, by a link that opens nothing else.

    Its reader may keep it, and asks each time.
    """
    return attendee(cache_control(private=True, no_cache=True)(_opened(view, salt=FEED_SALT)))


def token_in(request: HttpRequest) -> str:
    """The secret part of the address by which this page was opened."""
    token: str = request.token  # type: ignore[attr-defined]
    return token


def back(request: HttpRequest) -> HttpResponseRedirect:
    """To the personal page itself, after something was done."""
    return redirect("registrations:personal", token=token_in(request))


def unknown_link(request: HttpRequest) -> HttpResponse:
    """The page that says what to do about a link that opens nothing."""
    return render(request, "registrations/unknown_link.html", status=404)


def _opened(view: PersonalView, *, salt: str = SIGNER_SALT) -> Callable[..., HttpResponse]:
    @wraps(view)
    def opened(request: HttpRequest, token: str, **rest: str) -> HttpResponse:
        registration: Registration | None = registration_of(token, salt=salt)
        if registration is None:
            response = unknown_link(request)
        else:
            request.token = token  # type: ignore[attr-defined]
            response = view(request, registration, **rest)
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened
