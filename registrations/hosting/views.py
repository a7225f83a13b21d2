"""The list that a host keeps, on a phone, without an account and without JavaScript."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.availability import phase
from events.pages.when import span, weekday
from events.published import with_release
from festival.refusals import Refused
from registrations.band import band_of
from registrations.hosting.keeping import let_be_present, take_back
from registrations.hosting.lists import MOST_FOUND, SHORTEST, list_of, may_be_added, named
from registrations.hosting.opening import opened_by_host_link, reason_against
from registrations.models import HostLink

CONFLICT = 409
LONGEST = 100  # characters of a name that is looked for


@opened_by_host_link
@require_safe
def host_list(request: HttpRequest, link: HostLink) -> HttpResponse:
    """Who is expected here, each with a button; no names while the list is not open."""
    if reason := reason_against(link, timezone.now()):
        return _page(request, link, "hosting/not_open.html", reason=reason)
    return _page(request, link, "hosting/list.html", list=list_of(link), shortest=SHORTEST)


@opened_by_host_link
@require_POST
def present(request: HttpRequest, link: HostLink) -> HttpResponse:
    """Note somebody as present, also who is not on the list."""
    person = request.POST.get("person", "")
    try:
        let_be_present(link, people=[person], now=timezone.now())
    except Refused as no:
        return _refused(request, link, no)
    return _back_to(request, person)


@opened_by_host_link
@require_POST
def absent(request: HttpRequest, link: HostLink) -> HttpResponse:
    """Take back that somebody is present."""
    person = request.POST.get("person", "")
    try:
        take_back(link, person=person, now=timezone.now())
    except Refused as no:
        return _refused(request, link, no)
    return _back_to(request, person)


@opened_by_host_link
@require_http_methods(["GET", "HEAD", "POST"])
def everybody(request: HttpRequest, link: HostLink) -> HttpResponse:
    """Ask, then note all who are not noted yet; of who was shown, not of who came on since."""
    if reason := reason_against(link, timezone.now()):
        return _page(request, link, "hosting/not_open.html", reason=reason)
    if request.method != "POST":
        return _page(request, link, "hosting/everybody.html", absent=list_of(link).absent)
    try:
        many = let_be_present(link, people=request.POST.getlist("person"), now=timezone.now())
    except Refused as no:
        return _refused(request, link, no)
    sentence = ngettext("%(n)d person has been noted.", "%(n)d people have been noted.", many)
    messages.success(request, sentence % {"n": many})
    return redirect("registrations:host_list", token=_token(request))


@opened_by_host_link
@require_safe
def find(request: HttpRequest, link: HostLink) -> HttpResponse:
    """People of this gathering who have no seat here, by some letters of their name."""
    if reason := reason_against(link, timezone.now()):
        return _page(request, link, "hosting/not_open.html", reason=reason)
    words = request.GET.get("naam", "").strip()[:LONGEST]
    found = named(may_be_added(link), words)
    exact = list(found.exact[: MOST_FOUND + 1])
    about: dict[str, Any] = {
        "words": words,
        "short": len(words) < SHORTEST,
        "people": exact[:MOST_FOUND],
        "more": len(exact) > MOST_FOUND,
        "close": found.close,
    }
    return _page(request, link, "hosting/find.html", **about)


def _page(
    request: HttpRequest, link: HostLink, template: str, *, status: int = 200, **about: Any
) -> HttpResponse:
    """A page in the gathering's own colours, that says which list this is."""
    event, session = link.event, link.session
    programme = with_release(event).programme
    when = ""
    if session.starts_at and session.ends_at:
        start = timezone.localtime(session.starts_at)
        when = f"{weekday(start)}, {span(start, timezone.localtime(session.ends_at))}"
    frame = {
        "band": band_of(event, programme, phase(event, timezone.now())),
        "event": event,
        "token": _token(request),
        "link": link,
        "title": _called(link),
        "when": when,
    }
    return render(request, template, frame | about, status=status)


def _called(link: HostLink) -> str:
    if link.table is None:
        return link.session.title
    about = {"number": link.table.number, "topic": link.table.topic}
    return _("Table %(number)d: %(topic)s") % about


def _refused(request: HttpRequest, link: HostLink, no: Refused) -> HttpResponse:
    return _page(request, link, "hosting/not_open.html", status=CONFLICT, reason=str(no))


def _back_to(request: HttpRequest, person: str) -> HttpResponseRedirect:
    """The list again, at the row that was pressed."""
    address = reverse("registrations:host_list", kwargs={"token": _token(request)})
    return HttpResponseRedirect(f"{address}#p-{person}")


def _token(request: HttpRequest) -> str:
    token: str = request.token  # type: ignore[attr-defined]
    return token
