"""The public pages of gatherings: each asks for the release, and answers with a kept page."""

import re

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.colours import LEAST_CONTRAST, contrast
from events.pages import accent, home_page
from events.pages.changelog import changelog
from events.pages.editions import related_cards
from events.pages.overview import overview
from events.pages.people_page import organisation_page, person_page
from events.pages.session_page import session_page, table_page
from events.pages.standing import listed_now
from events.pages.store import answer
from events.pages.subject_page import case_page, theme_page
from events.pages.timetable import timetable
from events.pages.visit import Visit, visiting
from events.published import live_seats
from festival.access import public
from festival.context import site_values
from partners.merging import codes_now, slug_now

COLOURS = re.compile(r"[0-9a-f]{6}(-[0-9a-f]{6}){0,39}")
A_YEAR = 31536000  # seconds


@public
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Coming gatherings, then past ones, narrowed by theme, organisation, place or year."""
    now = timezone.now()
    listed = listed_now()
    cards = home_page.cards_of(tuple(live.release_id for live in listed))
    chosen = home_page.chosen_values(request.GET, cards)
    standing = tuple((live.release_id, live.cancelled, live.ends_at > now) for live in listed)

    def rendered() -> str:
        page = home_page.home_page(cards, listed, chosen, now)
        asked = f"{request.path}?{urlencode(chosen)}" if chosen else request.path
        context = {"page": page, **site_values(asked)}
        return get_template("events/home.html").render(context)

    return answer(request, (request.path, standing, tuple(chosen.items())), rendered)


@public
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What, when, where, for whom, by whom, and how to sign up."""
    visit = visiting(request, slug)
    return visit.answer(
        request, "events/event.html", lambda: overview(visit, related_cards(visit.event))
    )


@public
@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The whole programme, or what is about one theme (`?thema=`)."""
    visit = visiting(request, slug)
    theme = request.GET.get("thema", "")
    if theme not in visit.programme.theme_by_slug:
        theme = ""
    return visit.answer_with_seats(
        request, "events/programme.html", lambda: timetable(visit, theme), theme
    )


@public
@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What changed since the programme was first published."""
    visit = visiting(request, slug)
    return visit.answer(request, "events/changes.html", lambda: changelog(visit))


@public
@require_safe
def session(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """One session."""
    visit = visiting(request, slug)
    found = visit.programme.session_by_code.get(code)
    if found is None:
        return gone(request, visit, _("This session is not, or no longer, in the programme."))
    return visit.answer(
        request,
        "events/session.html",
        lambda: session_page(visit, found, live_seats(visit.event)),
    )


@public
@require_safe
def table(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """One discussion table."""
    visit = visiting(request, slug)
    found = visit.programme.table_by_code.get(code)
    if found is None:
        return gone(request, visit, _("This table is not, or no longer, in the programme."))
    return visit.answer(
        request, "events/table.html", lambda: table_page(visit, *found, live_seats(visit.event))
    )


@public
@require_safe
def person(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """One person."""
    visit = visiting(request, slug)
    found = visit.programme.person_by_code.get(code)
    if found is None and (now := codes_now([code]).get(code)) in visit.programme.person_by_code:
        return HttpResponsePermanentRedirect(visit.at.person(str(now)))
    if found is None:
        return gone(request, visit, _("This person is not, or no longer, in the programme."))
    return visit.answer(request, "events/person.html", lambda: person_page(visit, found))


@public
@require_safe
def organisation(request: HttpRequest, slug: str, organisation: str) -> HttpResponseBase:
    """One organisation."""
    visit = visiting(request, slug)
    found = visit.programme.organisation_by_slug.get(organisation)
    if found is None and (now := slug_now(organisation)) in visit.programme.organisation_by_slug:
        return HttpResponsePermanentRedirect(visit.at.organisation(now))
    if found is None:
        return gone(request, visit, _("This organisation does not, or no longer, take part."))
    return visit.answer(
        request, "events/organisation.html", lambda: organisation_page(visit, found)
    )


@public
@require_safe
def theme(request: HttpRequest, slug: str, theme: str) -> HttpResponseBase:
    """One theme."""
    visit = visiting(request, slug)
    found = visit.programme.theme_by_slug.get(theme)
    if found is None:
        return gone(request, visit, _("This theme is not, or no longer, in the programme."))
    return visit.answer(
        request, "events/theme.html", lambda: theme_page(visit, found, live_seats(visit.event))
    )


@public
@require_safe
def case(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """One case."""
    visit = visiting(request, slug)
    found = visit.programme.case_by_code.get(code)
    if found is None:
        return gone(request, visit, _("This case is not, or no longer, in the programme."))
    return visit.answer(request, "events/case.html", lambda: case_page(visit, found))


def gone(request: HttpRequest, visit: Visit, sentence: str) -> HttpResponse:
    """404 in words, with the way back to the programme that the visitor was looking at."""
    context = {"sentence": sentence, "title": visit.programme.title, "at": visit.at}
    return render(request, "events/gone.html", context, status=404)


@public
@require_safe
def accents(request: HttpRequest, colours: str) -> HttpResponse:
    """Accent colours, joined by hyphens, as a stylesheet that never changes."""
    wanted = tuple(f"#{colour}" for colour in colours.split("-"))
    if not COLOURS.fullmatch(colours) or any(
        contrast(colour, "#ffffff") < LEAST_CONTRAST for colour in wanted
    ):
        raise Http404(_("There is no such colour."))
    response = HttpResponse(accent.stylesheet(wanted), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponseBase:
    """What this site keeps of visitors."""

    def rendered() -> str:
        return get_template("events/privacy.html").render(site_values(request.path))

    return answer(request, (request.path,), rendered)
