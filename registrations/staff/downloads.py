"""The list of attendees as a file; each download is noted."""

import tempfile
from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Event
from events.permissions import organiser
from festival.audit import record
from registrations.exporting.attendees import AttendeeList
from registrations.exporting.csv_file import csv_pieces
from registrations.exporting.sheet import Sheet
from registrations.exporting.xlsx_file import write_xlsx
from registrations.staff.filters import AttendeeFilter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@organiser("attendees.export")
@require_safe
def export(request: HttpRequest, event: Event) -> HttpResponseBase:
    """The attendees that the filter lets through, as CSV or XLSX."""
    kind = request.GET.get("format", "")
    if kind not in ANSWERS:
        raise Http404(_("There is no file of this kind."))
    may = request.may  # type: ignore[attr-defined]
    form = AttendeeFilter(event, addresses="emails.see" in may, data=request.GET)
    if not form.is_valid():
        listing = reverse("staff:attendees", kwargs={"slug": event.slug})
        return redirect(f"{listing}?{request.GET.urlencode()}")
    now = timezone.now()
    attendees = AttendeeList(event, form.found(), may=may)
    told = {"format": kind, "filter": form.told(), "rows": len(attendees.ids)}
    by: Any = request.user
    record("export", event, now=now, by=by, event_id=event.pk, changes=told)
    day = timezone.localtime(now, event.zone).date().isoformat()
    return ANSWERS[kind](
        attendees.sheet(), _("attendees-%(event)s") % {"event": event.slug} + f"-{day}"
    )


def _csv(separator: str) -> Callable[[Sheet, str], HttpResponseBase]:
    def answer(sheet: Sheet, name: str) -> HttpResponseBase:
        return StreamingHttpResponse(
            csv_pieces(sheet, separator=separator),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
        )

    return answer


def _xlsx(sheet: Sheet, name: str) -> HttpResponseBase:
    # closed, and with that removed, by the response when it has been sent
    file = tempfile.TemporaryFile()  # noqa: SIM115
    write_xlsx(sheet, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


ANSWERS: dict[str, Callable[[Sheet, str], HttpResponseBase]] = {
    "xlsx": _xlsx,
    "csv": _csv(";"),
    "csv-comma": _csv(","),
}
