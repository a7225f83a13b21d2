"""Who may enter a view. Every view carries exactly one mark; a test walks the URLs for them."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.views.decorators.cache import never_cache

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def entered_by(who: str) -> Callable[[View], View]:
    """Mark a view with who may enter: `public`, `attendee`, `desk`, `organiser:…`, `staff`, `demo`."""

    def mark(view: View) -> View:
        view.entered_by = who  # type: ignore[attr-defined]
        return view

    return mark


public: Callable[[View], View] = entered_by("public")
attendee: Callable[[View], View] = entered_by("attendee")


def signed_in(view: View) -> View:
    """Mark a view for whoever has an account; nothing on the way keeps a copy of its pages."""
    return entered_by("staff")(never_cache(login_required(view)))


def mark_of(view: Any) -> str:
    """The mark of a view, or an empty text."""
    return getattr(view, "entered_by", "")
