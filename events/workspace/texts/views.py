"""How a text in Markdown will look."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from events.permissions import maker
from festival.markdown_field import preview_of


@maker
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The text as HTML, sanitised; nothing is kept of it, also not in this process's memory."""
    return HttpResponse(preview_of(request.POST.get("text", "")))
