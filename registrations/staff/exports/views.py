"""Choosing a list and fetching it: at once, or made in the background when it takes long."""

import tempfile
from collections.abc import Callable, Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations.exporting.columns import columns_of, consents_of
from registrations.exporting.keeping import keep, keep_anew, of_event, wanted_of
from registrations.exporting.lists import ListFile, list_of, name_of
from registrations.exporting.people import people_of
from registrations.exporting.preparing import ask_for, of_asker
from registrations.exporting.sheet import Column
from registrations.exporting.wanted import KEPT, Wanted
from registrations.models import SavedExport
from registrations.staff.exports.form import ExportForm

HERE, INVALID = "attendees", 422


@organiser("attendees.export")
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, event: Event) -> HttpResponseBase:
    """Choose what goes in a file; sent, the file itself, a page about it, or the order shown."""
    kept = of_event(event, request.GET.get(KEPT, ""))
    if request.method != "POST":
        return export_page(
            request, event, _form(request, event, Wanted.from_query(request.GET)), kept
        )
    form = _form(request, event, Wanted(), request.POST)
    if not form.is_valid():
        return export_page(request, event, form, kept)
    return DO.get(request.POST.get("do", ""), download)(request, event, form, kept)


def download(
    request: HttpRequest, event: Event, form: ExportForm, kept: SavedExport | None
) -> HttpResponseBase:
    """The file that the form asks for."""
    try:
        return handed_out(request, event, form.wanted(), form.offered)
    except Refused as no:
        form.add_error(None, str(no))
        return export_page(request, event, form, kept)


def handed_out(
    request: HttpRequest, event: Event, wanted: Wanted, offered: Sequence[Column] | None = None
) -> HttpResponseBase:
    """The file, noted in the trail; or the page of the file, when it takes long to make.

    Raises Refused.
    """
    now, by = timezone.now(), cast("User", request.user)
    may = request.may  # type: ignore[attr-defined]
    made = list_of(event, wanted, may=may, offered=offered)
    name = name_of(event, made.format)
    if made.takes_long:
        file = ask_for(
            event,
            kind=wanted.kind,
            wanted=wanted.as_json(),
            name=name,
            total=len(made.attendees.ids),
            now=now,
            by=by,
        )
        return redirect("staff:prepared", slug=event.slug, code=file.code)
    record("export", event, now=now, by=by, event_id=event.pk, changes=made.told)
    return _written(made, name)


def _written(made: ListFile, name: str) -> FileResponse:
    # closed, and with that removed, by the response when it has been sent
    file = tempfile.TemporaryFile()  # noqa: SIM115
    made.format.write(made.attendees.sheet(), file)
    file.seek(0)
    kind = made.format.content_type
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)


def arrange(
    request: HttpRequest, event: Event, form: ExportForm, kept: SavedExport | None
) -> HttpResponseBase:
    """The same page with the columns in their order, at an address of its own."""
    return redirect(_address(event, form.wanted(), kept))


def keep_new(
    request: HttpRequest, event: Event, form: ExportForm, kept: SavedExport | None
) -> HttpResponseBase:
    """Keep what is chosen under a name."""
    wanted, name = form.wanted(), form.cleaned_data["name"]
    by = cast("User", request.user)
    try:
        new = keep(event, name=name, wanted=wanted, now=timezone.now(), by=by)
    except ValidationError as wrong:
        form.add_error("name", wrong.messages[0] if name else _("Give your choice a name."))
        return export_page(request, event, form, kept)
    messages.success(request, _("This choice is kept as “%(name)s”.") % {"name": new.name})
    return redirect(_address(event, wanted, new))


def keep_again(
    request: HttpRequest, event: Event, form: ExportForm, kept: SavedExport | None
) -> HttpResponseBase:
    """Put what is chosen under the name that the page was opened with."""
    if kept is None:
        return keep_new(request, event, form, kept)
    may, by = request.may, cast("User", request.user)  # type: ignore[attr-defined]
    keep_anew(kept, wanted=form.wanted(), may=may, now=timezone.now(), by=by)
    messages.success(request, _("This choice is kept as “%(name)s”.") % {"name": kept.name})
    return redirect(_address(event, form.wanted(), kept))


def export_page(
    request: HttpRequest, event: Event, form: ExportForm, kept: SavedExport | None
) -> HttpResponseBase:
    """The page, also with what is not accepted."""
    may = request.may  # type: ignore[attr-defined]
    wanted = Wanted(people=str(form["people"].value() or ""))
    people = people_of(event, wanted, may=may)
    about: dict[str, Any] = {
        "form": form,
        "kept": kept,
        "number": people.rows.count() if people else 0,
        "listing": f"{reverse('staff:attendees', args=[event.slug])}?{wanted.people}",
        "sentence": people.sentence if people else "",
        "saved": [(one, _address(event, wanted_of(one), one)) for one in event.saved_exports.all()],
        "prepared": of_asker(event, cast("User", request.user), now=timezone.now()),
    }
    status = INVALID if form.errors else 200
    return page(request, event, "staff/exports/export.html", here=HERE, status=status, **about)


def _form(request: HttpRequest, event: Event, wanted: Wanted, data: Any = None) -> ExportForm:
    may = request.may  # type: ignore[attr-defined]
    return ExportForm(columns_of(event, may), consents_of(event), wanted, data)


def _address(event: Event, wanted: Wanted, kept: SavedExport | None) -> str:
    parts = [wanted.as_query(), f"{KEPT}={kept.code}" if kept else ""]
    query = "&".join(filter(None, parts))
    return f"{reverse('staff:export', args=[event.slug])}?{query}"


Do = Callable[[HttpRequest, Event, ExportForm, SavedExport | None], HttpResponseBase]
DO: dict[str, Do] = {"arrange": arrange, "keep": keep_new, "replace": keep_again}
