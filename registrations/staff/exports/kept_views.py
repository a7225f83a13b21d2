"""Choices of columns that were kept under a name: running one again, renaming, removing."""

from typing import ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from events.workspace.trash.removing import remove_from
from festival.drafting import DraftForm, submitted
from festival.refusals import Refused
from registrations.exporting.keeping import of_event, wanted_of
from registrations.models import SavedExport
from registrations.staff.exports.views import HERE, INVALID, handed_out


class NameForm(DraftForm):
    """What a choice is called."""

    class Meta:
        model = SavedExport
        fields: ClassVar[list[str]] = ["name"]


@organiser("attendees.export")
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, event: Event, code: str) -> HttpResponseBase:
    """Another name for a choice that is kept."""
    kept = found(event, code)
    form = NameForm(instance=kept)
    if request.method == "POST":
        form, saved = submitted(NameForm, request, kept, now=timezone.now())
        if saved is not None:
            messages.success(request, _("This choice is kept as “%(name)s”.") % {"name": saved})
            return redirect("staff:export", slug=event.slug)
    status = INVALID if form.errors else 200
    about = {"form": form, "kept": kept}
    return page(request, event, "staff/exports/rename.html", here=HERE, status=status, **about)


@organiser("attendees.export")
@require_POST
def run(request: HttpRequest, event: Event, code: str) -> HttpResponseBase:
    """The file of a choice that is kept, with the columns that the visitor may see."""
    kept = found(event, code)
    try:
        return handed_out(request, event, wanted_of(kept))
    except Refused as no:
        messages.error(request, str(no))
        return redirect("staff:export", slug=event.slug)


@organiser("attendees.export")
@require_POST
def remove(request: HttpRequest, event: Event, code: str) -> HttpResponseBase:
    """Move a choice that is kept to the trash. Twice does no harm."""
    if kept := of_event(event, code):
        remove_from(event, kept, request)
    elif SavedExport.objects.filter(code=code).exists():
        raise Http404
    return redirect("staff:export", slug=event.slug)


def found(event: Event, code: str) -> SavedExport:
    """The choice that the event keeps under this code. Raises Http404."""
    kept = of_event(event, code)
    if kept is None:
        raise Http404(_("There is no such list at this address."))
    return kept
