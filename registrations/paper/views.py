"""The page with everything that can be printed, and papers that name who comes."""

from dataclasses import dataclass
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event
from events.paper.answering import as_file, chosen_paper, on_screen
from events.paper.kinds import Kind, PaperForm
from events.permissions import organiser
from events.workspace.pages import page
from festival.models import User
from festival.paper import can_make_pdf, reason_against_pdf
from registrations.exporting.preparing import of_asker
from registrations.paper.kinds import KINDS, OF_PEOPLE, OF_THE_PROGRAMME
from registrations.paper.label_sheets import SHEETS, stylesheet
from registrations.paper.prepared import KIND as PAPER
from registrations.paper.prepared import ask_for_paper, note_print, takes_long


@dataclass(frozen=True)
class Shown:
    """A kind of paper with its choices, and where it is made."""

    kind: Kind
    form: PaperForm

    @property
    def screen(self) -> str:
        """Where it is looked at."""
        return self._address("")

    @property
    def file(self) -> str:
        """Where it is downloaded."""
        return self._address("_pdf")

    def _address(self, what: str) -> str:
        slug = self.form.event.slug
        return reverse(f"staff:paper_{self.kind.key}{what}", kwargs={"slug": slug})


@organiser("event.see")
@require_safe
def papers(request: HttpRequest, event: Event) -> HttpResponse:
    """Every kind of paper that the visitor may print, with what can be chosen."""
    return _papers(request, event)


@organiser("attendees.see")
@require_safe
def people_on_screen(request: HttpRequest, event: Event, kind: Kind) -> HttpResponse:
    """A paper that names people, as it will be printed."""
    paper = chosen_paper(event, kind, request.GET)
    return _papers(request, event, wrong=kind) if paper is None else on_screen(request, paper, kind)


@organiser("attendees.see")
@require_http_methods(["GET", "HEAD", "POST"])
def people_as_pdf(request: HttpRequest, event: Event, kind: Kind) -> HttpResponse:
    """A paper that names people, as PDF; that it was made is noted.

    For many people it takes long: the page asks first, and a POST lets the worker make it.
    """
    paper = chosen_paper(event, kind, request.GET)
    if paper is None or not can_make_pdf():
        return _papers(request, event, wrong=kind)
    now, by = timezone.now(), cast("User", request.user)
    if request.method == "POST":
        file = ask_for_paper(paper, kind, request.GET.dict(), now=now, by=by)
        return redirect("staff:prepared", slug=event.slug, code=file.code)
    if takes_long(paper):
        return page(request, event, "staff/paper/long.html", here="paper", paper=paper, kind=kind)
    note_print(event, kind.key, paper.count, now=now, by=by)
    return as_file(paper)


@organiser("event.see")
@require_safe
def programme_on_screen(request: HttpRequest, event: Event, kind: Kind) -> HttpResponse:
    """A paper of the programme, as it will be printed."""
    paper = chosen_paper(event, kind, request.GET)
    return _papers(request, event, wrong=kind) if paper is None else on_screen(request, paper, kind)


@organiser("event.see")
@require_safe
def programme_as_pdf(request: HttpRequest, event: Event, kind: Kind) -> HttpResponse:
    """A paper of the programme, as PDF."""
    paper = chosen_paper(event, kind, request.GET)
    if paper is None or not can_make_pdf():
        return _papers(request, event, wrong=kind)
    return as_file(paper)


@organiser("event.see")
@require_safe
def labels(request: HttpRequest, event: Event, labels: str, *, code: bool) -> HttpResponse:
    """The stylesheet that puts the labels of a sheet in their places."""
    if labels not in SHEETS:
        raise Http404(_("There is no such page."))
    return HttpResponse(stylesheet(labels, code=code), content_type="text/css; charset=utf-8")


def _papers(request: HttpRequest, event: Event, wrong: Kind | None = None) -> HttpResponse:
    """The page; with the choices of one kind that make no sense, and what is wrong with them."""
    may: frozenset[str] = request.may  # type: ignore[attr-defined]
    shown = [
        Shown(kind, kind.form_for(event, request.GET or None if kind is wrong else None))
        for kind in KINDS.values()
        if kind.permission in may
    ]
    form = next((one.form for one in shown if one.kind is wrong), None)
    files = of_asker(event, cast("User", request.user), now=timezone.now()).filter(kind=PAPER)
    about = {"shown": shown, "form": form, "reason": reason_against_pdf(), "prepared": files}
    status = 422 if wrong else 200
    return page(request, event, "staff/paper/papers.html", here="paper", status=status, **about)


ENTRANCES = (
    (people_on_screen, people_as_pdf, OF_PEOPLE),
    (programme_on_screen, programme_as_pdf, OF_THE_PROGRAMME),
)
