"""The trail of one event, page by page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from events.history.reading import lines_of
from events.models import Event
from events.permissions import organiser
from events.workspace.history.forms import HistoryFilter
from events.workspace.pages import page

PER_PAGE = 50


@organiser("event.see")
@require_safe
def history(request: HttpRequest, event: Event) -> HttpResponse:
    """Each change with who, when, before and after; all of them, or about one thing."""
    form = HistoryFilter(event, request.GET)
    leaf = Paginator(form.found(), PER_PAGE).get_page(request.GET.get("page"))
    about = {
        "form": form,
        "page": leaf,
        "lines": lines_of(leaf, may=request.may),  # type: ignore[attr-defined]
        "filtered": form.is_valid() and any(form.cleaned_data.values()),
        "of_one": form.is_valid() and form.cleaned_data["onderdeel"],
    }
    status = 422 if form.errors else 200
    template = "workspace/history/history.html"
    return page(request, event, template, here="history", status=status, **about)
