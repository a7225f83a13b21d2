"""Publishing: what is different, whom it touches, the mail to them, and one button."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.changes import changes
from events.checklist import Point, missing
from events.models import Event
from events.permissions import organiser
from events.warnings import warnings_of
from events.workspace.pages import page
from festival.refusals import Refused
from registrations.announcing.publishing import Announced, Draft, draft_of, publish_and_tell
from registrations.announcing.touched import touched_by
from registrations.staff.example_mail import example_of
from registrations.staff.publish_form import PublishForm

CONFLICT, INVALID = 409, 422


@organiser("event.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, event: Event) -> HttpResponse:
    """Look at what is different, and publish it."""
    looked_at = draft_of(event)
    view = _View(request, event, looked_at)
    if request.method != "POST":
        return view.answer()
    form = view.form
    if not form.is_valid():
        return view.answer(status=INVALID)
    if "look" in request.POST:
        return view.answer()
    try:
        done = publish_and_tell(
            event,
            seen=form.cleaned_data["seen"],
            letter=form.letter(),
            notes=form.cleaned_data["notes"],
            visibility=form.cleaned_data.get("visibility", ""),
            now=timezone.now(),
            by=request.user,  # type: ignore[arg-type]
        )
    except Refused as no:
        return view.answer(refusal=str(no), status=CONFLICT)
    messages.success(request, _told(done))
    return redirect("staff:publish", slug=event.slug)


class _View:
    """The page as far as it is the same for looking, a mistake and a refusal."""

    def __init__(self, request: HttpRequest, event: Event, looked_at: Draft) -> None:
        self._request, self._event, self._looked_at = request, event, looked_at
        self._changes = changes(looked_at.public, looked_at.draft)
        self._touched = touched_by(self._changes, event, looked_at.public, looked_at.draft)
        self.form = self._form(request.POST if request.method == "POST" else None)

    def _form(self, data: Any) -> PublishForm:
        seen, tells = self._looked_at.stamp, self._touched.anybody
        return PublishForm(data, event=self._event, seen=seen, tells=tells)

    def answer(self, *, refusal: str = "", status: int = 200) -> HttpResponse:
        if refusal:  # what is shown now is what the next press publishes
            data = self._request.POST.copy()
            data["seen"] = self._looked_at.stamp
            self.form = self._form(data)
        first = self._event.visibility == Event.Visibility.DRAFT or not self._looked_at.number
        told = [(c, self._touched.told(n)) for n, c in enumerate(self._changes)]
        about = {
            "form": self.form,
            "refusal": refusal,
            "first": first,
            "ready": first or bool(self._changes),
            "matters": [pair for pair in told if pair[0].touches],
            "texts": [change.sentence for change in self._changes if not change.touches],
            "touched": self._touched,
            "next": self._looked_at.number + 1,
            "number": self._looked_at.number,
            "example": self._example(),
            "missing": self._missing(),
            "warnings": [concern.sentence for concern in warnings_of(self._event)],
        }
        template = "staff/publish.html"
        return page(self._request, self._event, template, here="publish", status=status, **about)

    def _missing(self) -> list[Point]:
        """What is still to be done; who may see it is chosen on this very page."""
        asks = self._event.consent_texts.filter(retired=False).exists()
        points = missing(self._event, self._looked_at.draft, asks_consent=asks)
        return [point for point in points if point.key != "visibility"]

    def _example(self) -> str:
        if not self._touched.people:
            return ""
        matters = [change.sentence for change in self._changes if change.touches]
        opening = str(self.form["opening"].value() or "")
        return example_of(self._event, self._looked_at.draft, matters, opening=opening)


def _told(done: Announced) -> str:
    public = _("Version %(number)d is public.") % {"number": done.release.number}
    if not (done.people or done.hosts):
        return public
    mailed = done.people + done.hosts
    told = ngettext("%(n)d person gets a mail.", "%(n)d people get a mail.", mailed)
    return f"{public} {told % {'n': mailed}}"
