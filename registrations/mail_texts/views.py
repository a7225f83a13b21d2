"""The mails that go by themselves: which there are, an event's own words in them, and how they look."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from events.workspace.saving import saved
from events.workspace.trash.removing import remove_from
from registrations.mail_texts.example import example_of, programme_of
from registrations.mail_texts.forms import MailTextForm
from registrations.mail_texts.sentences import ALWAYS, when_sent
from registrations.models import MailText
from registrations.placeholders import KNOWN

HERE = "sign-up"


@organiser("programme.edit")
@require_safe
def mail_texts(request: HttpRequest, event: Event) -> HttpResponse:
    """Every mail that can be worded, with when it goes and whether it is; one query."""
    written = {text.kind for text in event.mail_texts.all() if text.written}
    rows = [
        {"kind": kind, "title": label, "goes": when_sent(event, kind), "own": kind in written}
        for kind, label in MailText.Kind.choices
    ]
    return page(request, event, "staff/mails/list.html", here=HERE, rows=rows)


@organiser("programme.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def mail_text(request: HttpRequest, event: Event, mail: str) -> HttpResponse:
    """The words of one mail and how it looks; looking saves nothing."""
    text, title = _text(event, mail), programme_of(event).name
    if request.method != "POST":
        return _page(request, event, MailTextForm(instance=text, title=title))
    if "look" in request.POST:
        form = MailTextForm(request.POST, instance=text, title=title)
        form.is_valid()
        return _page(request, event, form)
    form, kept = saved(MailTextForm, request, text, event=event, now=timezone.now(), title=title)
    if kept is None:
        return _page(request, event, form)
    messages.success(request, _("Saved. The next mail of this kind says it like this."))
    return redirect("staff:mail_text", slug=event.slug, mail=mail)


@organiser("programme.edit")
@require_POST
def usual_words(request: HttpRequest, event: Event, mail: str) -> HttpResponse:
    """Move an event's own words to the trash, so that the usual ones stand there; twice is fine."""
    text = _text(event, mail)
    if text.pk is None:
        messages.info(request, _("This mail has the usual words."))
    else:
        remove_from(event, text, request)
    return redirect("staff:mail_text", slug=event.slug, mail=mail)


def _text(event: Event, mail: str) -> MailText:
    """The words of one kind of mail; new ones where the event has none. Raises Http404."""
    if mail not in MailText.Kind.values:
        raise Http404
    found: MailText | None = event.mail_texts.filter(kind=mail).first()
    return found or MailText(event=event, kind=mail)


def _page(request: HttpRequest, event: Event, form: MailTextForm) -> HttpResponse:
    text = form.instance
    strange = request.GET.get("als") == "vreemd"
    about: dict[str, Any] = {
        "form": form,
        "text": text,
        "kept": text.pk is not None,
        "goes": when_sent(event, text.kind),
        "always": ALWAYS[text.kind],
        "known": KNOWN.items(),
        "strange": strange,
    }
    if not form.errors:
        about["example"] = example_of(text, event, strange=strange, now=timezone.now())
    status = 422 if form.errors else 200
    return page(request, event, "staff/mails/text.html", here=HERE, status=status, **about)
