"""The pages of a draft or an earlier release, rendered by the public's own templates."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Event
from events.pages.editions import related_cards
from events.pages.overview import overview
from events.pages.people_page import organisation_page, person_page
from events.pages.session_page import session_page, table_page
from events.pages.subject_page import case_page, theme_page
from events.pages.timetable import timetable
from events.pages.visit import Subject
from events.permissions import organiser
from events.published import live_seats
from events.workspace.pages import page
from events.workspace.preview.visit import Preview, preview_of


@organiser("event.see")
@require_safe
def whole(request: HttpRequest, event: Event, number: int | None = None) -> HttpResponse:
    """The page of the event."""
    visit = _visit(request, event, number)
    return _answer(visit, "events/event.html", overview(visit, related_cards(event)))


@organiser("event.see")
@require_safe
def programme(request: HttpRequest, event: Event, number: int | None = None) -> HttpResponse:
    """The whole programme, or what is about one theme (`?thema=`)."""
    visit = _visit(request, event, number)
    theme = request.GET.get("thema", "")
    if theme not in visit.programme.theme_by_slug:
        theme = ""
    return _answer(visit, "events/programme.html", timetable(visit, theme))


@organiser("event.see")
@require_safe
def part(
    request: HttpRequest, event: Event, kind: str, part: str, number: int | None = None
) -> HttpResponse:
    """One session, table, person, organisation, theme or case."""
    visit = _visit(request, event, number)
    if kind not in PARTS:
        raise Http404(_("There is no such page."))
    template, subject_of = PARTS[kind]
    subject = subject_of(visit, part)
    if subject is None:
        raise Http404(_("This is not, or no longer, in the programme."))
    return _answer(visit, template, subject)


@organiser("event.see")
@require_safe
def sign_up(request: HttpRequest, event: Event) -> HttpResponse:
    """What stands in for the form of an event that is not public yet."""
    return page(request, event, "workspace/preview_sign_up.html", here="publish")


def _visit(request: HttpRequest, event: Event, number: int | None) -> Preview:
    release = None
    if number is not None:
        release = event.releases.select_related("published_by").filter(number=number).first()
        if release is None:
            raise Http404(_("There is no version with this number."))
    return preview_of(event, release=release, path=request.path, now=timezone.now())


def _answer(visit: Preview, template: str, subject: Subject) -> HttpResponse:
    response = HttpResponse(visit.page(template, subject))
    response["X-Robots-Tag"] = "noindex"
    return response


def _session(visit: Preview, code: str) -> Subject | None:
    found = visit.programme.session_by_code.get(code)
    return session_page(visit, found, live_seats(visit.event)) if found else None


def _table(visit: Preview, code: str) -> Subject | None:
    found = visit.programme.table_by_code.get(code)
    return table_page(visit, *found, live_seats(visit.event)) if found else None


def _person(visit: Preview, code: str) -> Subject | None:
    found = visit.programme.person_by_code.get(code)
    return person_page(visit, found) if found else None


def _organisation(visit: Preview, slug: str) -> Subject | None:
    found = visit.programme.organisation_by_slug.get(slug)
    return organisation_page(visit, found) if found else None


def _theme(visit: Preview, slug: str) -> Subject | None:
    found = visit.programme.theme_by_slug.get(slug)
    return theme_page(visit, found, live_seats(visit.event)) if found else None


def _case(visit: Preview, code: str) -> Subject | None:
    found = visit.programme.case_by_code.get(code)
    return case_page(visit, found) if found else None


PARTS: dict[str, tuple[str, Callable[[Preview, str], Subject | None]]] = {
    "sessie": ("events/session.html", _session),
    "tafel": ("events/table.html", _table),
    "persoon": ("events/person.html", _person),
    "organisatie": ("events/organisation.html", _organisation),
    "thema": ("events/theme.html", _theme),
    "casus": ("events/case.html", _case),
}
