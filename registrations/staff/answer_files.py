"""A file that somebody sent with an answer, for who may read answers; each download is noted."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Event
from events.permissions import organiser
from festival.audit import record
from registrations.models import Answer


@organiser("answers.see")
@require_safe
def answer_file(request: HttpRequest, event: Event, code: str, pk: int) -> HttpResponseBase:
    """The file of one answer, to be saved: no browser shows what a stranger sent."""
    answers = Answer.objects.with_file().filter(registration__event=event, registration__code=code)
    answers = answers.seen_by_who(request.may)  # type: ignore[attr-defined]
    answer = answers.select_related("registration").filter(pk=pk).first()
    if answer is None or not answer.file.storage.exists(answer.file.name):
        raise Http404
    by: Any = request.user
    record("download file", answer.registration, now=timezone.now(), by=by, event_id=event.pk)
    return FileResponse(
        answer.file.open("rb"),
        as_attachment=True,
        filename=answer.value,
        content_type="application/octet-stream",
    )
