"""The short name of an event in its address: changed, with the old one leading to the new."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from events.locking import lock_event
from events.models import Event, FormerAddress

PUBLIC, TEAM = {"events", "registrations", "feeds"}, {"workspace", "staff"}


def keep_address(event: Event, new: str) -> None:
    """Let the address that an event has now lead to `new`, which it is about to get."""
    old = lock_event(event.pk).slug
    if old != new:
        event.former_addresses.filter(slug=new).delete()
        FormerAddress.objects.get_or_create(slug=old, defaults={"event": event})


class MovedAddresses:
    """Middleware: an address with a former short name leads to the present one.

    Only for who may see the event there, so that nobody learns of a draft by trying. What was
    sent to the old address is sent again to the new one: a form loses nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, unchanged."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Where a page that was not found has gone to."""
        found = request.resolver_match
        if not isinstance(exception, Http404) or found is None or "slug" not in found.kwargs:
            return None
        slug = _present_slug(request, found.kwargs["slug"], set(found.namespaces))
        if slug is None:
            return None
        parts = {**found.kwargs, "slug": slug}
        query = request.META.get("QUERY_STRING", "")
        address = reverse(found.view_name, kwargs=parts) + (f"?{query}" if query else "")
        return _sent_on(request, address)


def _present_slug(request: HttpRequest, slug: str, where: set[str]) -> str | None:
    if where & PUBLIC:
        events = Event.objects.visible().filter(release__isnull=False)
    elif where & TEAM and request.user.is_authenticated:
        events = Event.objects.of_team_member(request.user)
    else:
        return None
    if Event.objects.filter(slug=slug).exists():
        return None
    moved = events.filter(former_addresses__slug=slug)
    present: str | None = moved.values_list("slug", flat=True).first()
    return present


def _sent_on(request: HttpRequest, address: str) -> HttpResponseBase:
    keeps_method = request.method not in {"GET", "HEAD"}
    return HttpResponseRedirect(address, status=307 if keeps_method else 302)
