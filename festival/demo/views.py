"""The demo's sent mails, as pages."""

from io import BytesIO

from csp.decorators import csp_replace, csp_update
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from festival.access import entered_by
from festival.demo import mailbox

demo = entered_by("demo")
# django-csp's types know only views without arguments, hence the ignores below.
# A mail may carry its own styles; it runs nothing and asks nothing from anywhere
MAIL_POLICY: dict[str, list[str] | None] = {
    "script-src": None,
    "img-src": None,
    "font-src": None,
    "connect-src": None,
    "manifest-src": None,
    "form-action": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


@demo
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """The newest mails."""
    return render(request, "demo/mails.html", {"mails": mailbox.newest()})


@demo
@require_safe
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: its text, its HTML in a frame, its attachments."""
    return render(request, "demo/mail.html", {"mail": _found(name)})


@demo
@require_safe
@csp_replace(MAIL_POLICY)  # type: ignore[arg-type]
@xframe_options_sameorigin
def html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a mail, for the frame; its links open in a window of their own."""
    page = _found(name).html
    return HttpResponse(page.replace("<head>", '<head><base target="_blank">', 1))


@demo
@require_safe
def attachment(request: HttpRequest, name: str, number: int) -> FileResponse:
    """A file that came with a mail, always as a download."""
    for file in _found(name).attachments:
        if file.number == number:
            return FileResponse(
                BytesIO(file.content),
                as_attachment=True,
                filename=file.name,
                content_type="application/octet-stream",
            )
    raise Http404


def _found(name: str) -> mailbox.Mail:
    if found := mailbox.find(name):
        return found
    raise Http404
