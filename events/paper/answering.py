"""How a paper is answered: as a page that the browser prints, or as PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from events.models import Event
from events.paper.kinds import Kind, Paper, in_words_of
from festival.paper import CONTENT_TYPE, as_pdf, reason_against_pdf


def chosen_paper(event: Event, kind: Kind, data: Any) -> Paper | None:
    """The paper as it was chosen, or None where the choices make no sense."""
    form = kind.form_for(event, _with_initial(kind, event, data))
    if not form.is_valid():
        return None
    with in_words_of(event):
        return kind.make(event, form.cleaned_data)


def _with_initial(kind: Kind, event: Event, data: Any) -> Any:
    """What was chosen, and what the form begins with where the address says nothing."""
    if data:
        return data
    form = kind.form_for(event)
    return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}


def on_screen(request: HttpRequest, paper: Paper, kind: Kind) -> HttpResponse:
    """The sheets as a page, as they will be printed, with what one can do with them."""
    about = {
        "paper": paper,
        "kind": kind,
        "sheets": paper.sheets(),
        "query": request.GET.urlencode(),
        "reason": reason_against_pdf(),
    }
    return render(request, "paper/screen.html", about)


def as_file(paper: Paper) -> HttpResponse:
    """The paper as a PDF to keep. Raises NoPango."""
    return HttpResponse(
        as_pdf(paper.whole(), files=paper.made),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name_of(paper)}"'},
    )


def name_of(paper: Paper) -> str:
    """What the file is called: `badges-avond-voor-de-wijk.pdf`."""
    return slugify(f"{paper.title} {paper.event.slug}")[:100] + ".pdf"
