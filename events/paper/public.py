"""The programme booklet for everybody: of the newest release, laid out once for each release."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.conditional import versioned
from events.models import Event
from events.paper.answering import chosen_paper
from events.paper.booklet import BOOKLET
from events.published import published
from festival.access import public
from festival.paper import CONTENT_TYPE, as_pdf, can_make_pdf


@public
@require_safe
def booklet(request: HttpRequest, slug: str, size: str) -> HttpResponseBase:
    """The booklet as PDF; 404 where this computer cannot make PDF, and no page links to it."""
    found = published(slug)
    if not can_make_pdf():
        raise Http404(_("There is no such page."))
    return versioned(
        request,
        version=("booklet", size, found.event.pk, found.number, found.programme.slug),
        changed_at=found.published_at,
        content_type=CONTENT_TYPE,
        write=partial(_drawn, found.event, size),
        filename=f"{found.programme.slug}-{size}.pdf",
    )


def _drawn(event: Event, size: str) -> bytes:
    paper = chosen_paper(event, BOOKLET, {"size": size, "version": ""})
    assert paper is not None  # noqa: S101 - the address knows no other sizes
    return as_pdf(paper.whole(), files=paper.made)
