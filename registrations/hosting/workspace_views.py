"""The links of hosts, as the team makes, prints, mails, replaces and stops them."""

import io
from typing import Any, cast

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from festival.models import User
from festival.refusals import Refused
from registrations.hosting.linking import make_link, renew_link, stop_link
from registrations.hosting.places import Place, place_of_key, places_with_links
from registrations.hosting.telling import mail_links, post_of, times_mailed
from registrations.models import HostLink

HERE = "desk"
ASKS = ["GET", "HEAD", "POST"]


@organiser("desk.manage")
@require_safe
def host_links(request: HttpRequest, event: Event) -> HttpResponse:
    """Every session and table that people choose, with its hosts and the link to its list."""
    places = places_with_links(event)
    about: dict[str, Any] = {
        "places": places,
        "works": any(place.works for place in places),
        "missing": any(place.link is None for place in places),
    }
    return page(request, event, "staff/hosting/links.html", here=HERE, **about)


@organiser("desk.manage")
@require_POST
def make_links(request: HttpRequest, event: Event) -> HttpResponse:
    """Make the link of one place, or of each that never had one. Twice does no harm."""
    key, by, now = request.POST.get("place", ""), cast("User", request.user), timezone.now()
    wanted = [_place(event, key)] if key else places_with_links(event)
    made = [place for place in wanted if (not place.works if key else place.link is None)]
    for place in made:
        make_link(place.session, place.table, now=now, by=by)
    if made:
        sentence = ngettext("%(n)d link has been made.", "%(n)d links have been made.", len(made))
        messages.success(request, sentence % {"n": len(made)})
    else:
        messages.info(request, _("There are links already."))
    return redirect("staff:host_links", slug=event.slug)


@organiser("desk.manage")
@require_safe
def link_code(request: HttpRequest, event: Event, key: str) -> HttpResponse:
    """The QR code that opens a list."""
    place = _place(event, key)
    if not place.works:
        raise Http404(_("There is no link to this list."))
    out = io.BytesIO()
    segno.make_qr(place.address, error="m").save(
        out, kind="svg", border=4, scale=5, light="#ffffff", xmldecl=False
    )
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@organiser("desk.manage")
@require_safe
def print_links(request: HttpRequest, event: Event) -> HttpResponse:
    """A sheet to print for each list that has a link, to lay on the table."""
    places = [place for place in places_with_links(event) if place.works]
    return page(request, event, "staff/hosting/print.html", here=HERE, places=places)


@organiser("desk.manage")
@require_http_methods(ASKS)
def replace_link(request: HttpRequest, event: Event, key: str) -> HttpResponse:
    """Ask, then give a list a new link; the old one is dead. Twice does no harm."""
    place, link = _linked(event, key)
    if request.method != "POST":
        return page(request, event, "staff/hosting/replace.html", here=HERE, place=place)
    seen = request.POST.get("seen", "")
    if seen.isdecimal() and int(seen) == link.version:
        renew_link(link, seen=link.version, now=timezone.now(), by=cast("User", request.user))
    messages.success(request, _("%(list)s has a new link.") % {"list": place.title})
    return redirect("staff:host_links", slug=event.slug)


@organiser("desk.manage")
@require_http_methods(ASKS)
def stop_a_link(request: HttpRequest, event: Event, key: str) -> HttpResponse:
    """Ask, then stop a link. Twice does no harm."""
    place, link = _linked(event, key)
    if request.method != "POST":
        return page(request, event, "staff/hosting/stop.html", here=HERE, place=place)
    stop_link(link, now=timezone.now(), by=cast("User", request.user))
    messages.success(request, _("The link to %(list)s has been stopped.") % {"list": place.title})
    return redirect("staff:host_links", slug=event.slug)


@organiser("desk.manage")
@require_http_methods(ASKS)
def mail_hosts(request: HttpRequest, event: Event) -> HttpResponse:
    """Show who is mailed and who cannot be; then mail them. Sent twice is sent once."""
    refusal = ""
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            many = mail_links(
                event,
                seen=int(seen) if seen.isdecimal() else -1,
                now=timezone.now(),
                by=cast("User", request.user),
            )
        except Refused as no:
            refusal = str(no)
        else:
            _tell_mailed(request, many)
            return redirect("staff:host_links", slug=event.slug)
    about = {"post": post_of(event), "seen": times_mailed(event), "refusal": refusal}
    status = 409 if refusal else 200
    return page(request, event, "staff/hosting/mail.html", here=HERE, status=status, **about)


def _tell_mailed(request: HttpRequest, many: int) -> None:
    if many:
        sentence = ngettext("%(n)d host gets a mail.", "%(n)d hosts get a mail.", many)
        messages.success(request, sentence % {"n": many})
    else:
        messages.info(request, _("These mails have been sent already."))


def _place(event: Event, key: str) -> Place:
    place = place_of_key(event, key)
    if place is None:
        raise Http404(_("There is no such list."))
    return place


def _linked(event: Event, key: str) -> tuple[Place, HostLink]:
    """The place and the link that it has, or had."""
    place = _place(event, key)
    if place.link is None:
        raise Http404(_("There is no link to this list."))
    return place, place.link
