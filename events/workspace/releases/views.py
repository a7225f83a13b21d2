"""The list of releases, and the way back to one of them as draft."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.changes import changes
from events.draft import read_draft
from events.models import Event, Release
from events.pages.changelog import sentences_of
from events.permissions import organiser
from events.programme import from_json
from events.restoring import newest_of, reachable, restore_release
from events.stamps import Outdated, stamp_of
from events.workspace.pages import page

PER_PAGE = 20


@organiser("event.see")
@require_safe
def releases(request: HttpRequest, event: Event) -> HttpResponse:
    """What was published when, by whom, and what it changed; the newest first."""
    rows = event.releases.select_related("published_by").defer("content", "card")
    shown = Paginator(rows.order_by("-number"), PER_PAGE).get_page(request.GET.get("page"))
    entries = [(release, _sentences(release)) for release in shown]
    return page(
        request, event, "workspace/releases.html", here="publish", page=shown, entries=entries
    )


@organiser("event.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, event: Event, number: int) -> HttpResponse:
    """Show what going back to a release changes in the draft; sent, do it."""
    release = event.releases.filter(number=number).first()
    if release is None:
        raise Http404(_("There is no version with this number."))
    if request.method != "POST":
        return _asked(request, event, release)
    user: Any = request.user
    seen = request.POST.get("seen", "")
    try:
        done = restore_release(event, release, seen=seen, now=timezone.now(), by=user)
    except Outdated as no:
        return _asked(request, event, release, refusals=[str(no)])
    except ValidationError as clash:
        return _asked(request, event, release, refusals=clash.messages)
    told = _("The draft is as in version %(number)d again. Nothing of it is public yet.")
    messages.success(request, told % {"number": number})
    for sentence in done.kept:
        messages.warning(request, sentence)
    return redirect("staff:publish", slug=event.slug)


def _asked(
    request: HttpRequest, event: Event, release: Release, refusals: Sequence[str] = ()
) -> HttpResponse:
    there = read_draft(event)
    wanted = reachable(there, from_json(release.content))
    about = {
        "release": release,
        "sentences": [change.sentence for change in changes(there, wanted)],
        "refusals": refusals,
        "seen": stamp_of(there, newest_of(event)),
    }
    status = 409 if refusals else 200
    template = "workspace/restore_release.html"
    return page(request, event, template, here="publish", status=status, **about)


def _sentences(release: Release) -> tuple[str, ...]:
    return sentences_of(release.changes)
