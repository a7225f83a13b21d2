"""How a text in Markdown will look."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from events.permissions import maker
from festival.markdown import to_html


@maker
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The text as HTML, sanitised; nothing is kept of it, also not in this process's memory."""
    return HttpResponse(to_html.__wrapped__(request.POST.get("text", "")))
