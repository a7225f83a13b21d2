"""The page with who was present, and the same as a file."""

import tempfile
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from registrations.attendance.reading import attendance_of
from registrations.attendance.sheet import sheet_of, words_of
from registrations.exporting.formats import FORMATS

KIND = FORMATS["csv"]


@organiser("counts.see")
@require_safe
def attendance(request: HttpRequest, event: Event) -> HttpResponse:
    """How many were expected, how many came and when; during the gathering, as it stands."""
    told, now = attendance_of(event), timezone.now()
    over = event.ends_at <= now
    about: dict[str, Any] = {
        "told": told,
        "before": now < event.starts_at,
        "over": over,
        "words": words_of(over=over),
        "rounds": [(one, words_of(over=over or one.ends_at <= now)) for one in told.rounds],
        "differs": event.attendance is not None and event.attendance != told.total.present,
    }
    return page(request, event, "staff/attendance/attendance.html", here="attendance", **about)


@organiser("counts.see")
@require_safe
def attendance_file(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The numbers as CSV. They tell of nobody in particular, so nothing is noted."""
    # closed, and with that removed, by the response when it has been sent
    file = tempfile.TemporaryFile()  # noqa: SIM115
    over = event.ends_at <= timezone.now()
    KIND.write(sheet_of(attendance_of(event), over=over), file)
    file.seek(0)
    name = _("turnout-%(event)s") % {"event": event.slug} + f".{KIND.ending}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=KIND.content_type)
