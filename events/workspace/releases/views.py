"""The list of releases."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events.models import Event, Release
from events.pages.changelog import sentences_of
from events.permissions import organiser
from events.workspace.pages import page

PER_PAGE = 20


@organiser("event.see")
@require_safe
def releases(request: HttpRequest, event: Event) -> HttpResponse:
    """What was published when, by whom, and what it changed; the newest first."""
    rows = event.releases.select_related("published_by").defer("content", "card")
    shown = Paginator(rows.order_by("-number"), PER_PAGE).get_page(request.GET.get("page"))
    entries = [(release, _sentences(release)) for release in shown]
    return page(
        request, event, "workspace/releases.html", here="publish", page=shown, entries=entries
    )


def _sentences(release: Release) -> tuple[str, ...]:
    return sentences_of(release.changes)
