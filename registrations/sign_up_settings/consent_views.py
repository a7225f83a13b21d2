"""Consents: which are asked in which words, how many agreed to each version, and changing that."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from festival.drafting import tell
from festival.models import User
from festival.refusals import Refused
from registrations.models import ConsentText
from registrations.questions.rewording import WordedMeanwhile, ask_consent, ask_no_longer, reword

HERE = "sign-up"


class WordsForm(forms.Form):
    """The words of a consent; `seen` is the version that they were opened with."""

    text = forms.CharField(
        label=gettext_lazy("What people agree to"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Write what people agree to.")},
        help_text=gettext_lazy(
            "One thing, in words that a neighbour would use: who sees what, for what, until when."
        ),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)


class NewConsentForm(WordsForm):
    """A consent that is not asked yet."""

    name = forms.CharField(
        label=gettext_lazy("Short name"),
        max_length=40,
        help_text=gettext_lazy("For your own lists and files, such as: photographs."),
        error_messages={"required": gettext_lazy("Give it a short name.")},
    )
    field_order = ["name", "text"]


@dataclass(frozen=True)
class Shown:
    """One consent with its versions, the newest first: the text, how many agreed, took it back."""

    newest: ConsentText
    versions: list[ConsentText]


@organiser("programme.edit")
@require_safe
def consents(request: HttpRequest, event: Event) -> HttpResponse:
    """All consents of the event, with their versions."""
    shown = _shown(event)
    return page(request, event, "staff/sign_up/consents.html", here=HERE, consents=shown)


@organiser("programme.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_consent(request: HttpRequest, event: Event) -> HttpResponse:
    """A form for a new consent, and asking it."""
    form = NewConsentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("name", "text")}
        try:
            ask_consent(event, **words, now=timezone.now(), by=cast("User", request.user))
        except ValidationError as no:
            tell(form, no)
        else:
            messages.success(request, _("Saved. It is asked from now on."))
            return redirect("staff:consents", slug=event.slug)
    return _form_page(request, event, form, None)


@organiser("programme.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, event: Event, key: str) -> HttpResponse:
    """The words of one consent, and wording it anew."""
    newest = _newest(event, key)
    if request.method != "POST":
        form = WordsForm(initial={"text": newest.text, "seen": newest.version})
        return _form_page(request, event, form, newest)
    form = WordsForm(request.POST)
    if form.is_valid():
        words = {"text": form.cleaned_data["text"], "seen": form.cleaned_data["seen"] or 0}
        try:
            reword(event, key=key, **words, now=timezone.now(), by=cast("User", request.user))
        except (Refused, ValidationError) as no:
            tell(form, no)
            if isinstance(no, WordedMeanwhile):
                form.data = {**request.POST.dict(), "seen": _newest(event, key).version}
        else:
            messages.success(request, _("Saved. It is asked in these words from now on."))
            return redirect("staff:consents", slug=event.slug)
    return _form_page(request, event, form, newest)


@organiser("programme.edit")
@require_POST
def retire_consent(request: HttpRequest, event: Event, key: str) -> HttpResponse:
    """Take one consent off the form, or put it back on. Twice does no harm."""
    _newest(event, key)
    retired = request.POST.get("retired") == "yes"
    now, user = timezone.now(), cast("User", request.user)
    ask_no_longer(event, key=key, retired=retired, now=now, by=user)
    said = _("It is no longer asked.") if retired else _("It is asked again.")
    messages.success(request, said)
    return redirect("staff:consents", slug=event.slug)


def _form_page(
    request: HttpRequest, event: Event, form: Any, newest: ConsentText | None
) -> HttpResponse:
    status = 422 if form.errors else 200
    about: dict[str, Any] = {"form": form, "newest": newest}
    return page(request, event, "staff/sign_up/consent.html", here=HERE, status=status, **about)


def _newest(event: Event, key: str) -> ConsentText:
    found: ConsentText | None = event.consent_texts.filter(key=key).order_by("-version").first()
    if found is None:
        raise Http404
    return found


def _shown(event: Event) -> list[Shown]:
    """Every consent with its versions; one query."""
    agreed = Count("consents", filter=Q(consents__withdrawn_at=None))
    withdrawn = Count("consents", filter=Q(consents__withdrawn_at__isnull=False))
    rows = event.consent_texts.annotate(agreed=agreed, withdrawn=withdrawn)
    versions: dict[str, list[ConsentText]] = {}
    for row in rows.order_by("key", "-version"):
        versions.setdefault(row.key, []).append(row)
    return [Shown(found[0], found) for found in versions.values()]
