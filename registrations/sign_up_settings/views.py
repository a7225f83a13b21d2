"""The sign-up settings: an overview, the forms on the event itself, and the form as people see it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.draft import read_draft
from events.models import Event
from events.permissions import organiser
from events.published import Published
from events.workspace.pages import page
from events.workspace.saving import saved
from registrations.mail_texts.sentences import of_the_texts
from registrations.privacy import asked_by
from registrations.sign_up.form.form import SignUpForm
from registrations.sign_up.offer import offer_in
from registrations.sign_up.views import tell_seats
from registrations.sign_up_settings import rule_sentences, sentences
from registrations.sign_up_settings.sections import KINDS, SECTIONS, Section, section_at

HERE = "sign-up"


@organiser("programme.edit")
@require_safe
def overview(request: HttpRequest, event: Event) -> HttpResponse:
    """All settings of the sign-up, each with what it does now."""
    parts = [{"title": p.title, "url": url, "now": _now(p.key, event)} for p, url in _parts(event)]
    consents = reverse("staff:consents", kwargs={"slug": event.slug})
    told = sentences.of_the_consents(event)
    parts.append({"title": _("Consents"), "url": consents, "now": told})
    mails = reverse("staff:mail_texts", kwargs={"slug": event.slug})
    words = {"title": _("Mails that go by themselves"), "url": mails, "now": of_the_texts(event)}
    parts.append(words)
    return page(request, event, "staff/sign_up/overview.html", here=HERE, parts=parts)


@organiser("programme.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: HttpRequest, event: Event, section: str) -> HttpResponse:
    """One form on the event itself, and saving it."""
    part = section_at(section)
    if request.method != "POST":
        return _form_page(request, event, part, part.form(instance=event))
    form, changed = saved(part.form, request, event, event=event, now=timezone.now())
    if changed is None:
        return _form_page(request, event, part, form)
    told = (_("Saved."), getattr(form, "moved_up", ""), _now(part.key, changed))
    messages.success(request, " ".join(filter(None, told)))
    return redirect("staff:sign_up_settings", slug=event.slug)


@organiser("programme.edit")
@require_safe
def preview(request: HttpRequest, event: Event) -> HttpResponse:
    """The form as people see it, with what the draft says, and what they are told about it."""
    programme = read_draft(event)
    offer = offer_in(event.pk, programme)
    asked = request.GET.get("als", "")
    invited = next((role for role in offer.roles if str(role.pk) == asked), None)
    found = Published(event, programme, 0, timezone.now())
    form = SignUpForm(found=found, offer=offer, invited=invited)
    form.only_shown = True
    about: dict[str, Any] = {
        "form": form,
        "seats": tell_seats(form),
        "offer": offer,
        "entries": [(entry, entry.erased_from(event)) for entry in asked_by(event)],
        "invitable": [role for role in offer.roles if role.by_invitation],
        "invited": invited,
    }
    return page(request, event, "staff/sign_up/preview.html", here=HERE, **about)


def _form_page(request: HttpRequest, event: Event, part: Section, form: Any) -> HttpResponse:
    about = {"part": part, "form": form, "now": _now(part.key, event)}
    status = 422 if form.errors else 200
    return page(request, event, "staff/sign_up/setting.html", here=HERE, status=status, **about)


def _parts(event: Event) -> list[tuple[Any, str]]:
    slug = {"slug": event.slug}
    forms = [
        (part, reverse("staff:sign_up_setting", kwargs=slug | {"section": part.key}))
        for part in SECTIONS
    ]
    return forms + [
        (kind, reverse("staff:asked_list", kwargs=slug | {"kind": kind.key})) for kind in KINDS
    ]


def _now(key: str, event: Event) -> str:
    """What one part does now."""
    if key == "periode":
        return sentences.of_the_window(event, timezone.now())
    return {
        "plaatsen": sentences.of_the_seats,
        "samen": rule_sentences.of_parties,
        "wachtlijst": rule_sentences.of_the_line,
        "adres": rule_sentences.of_proof,
        "wijzigen": rule_sentences.of_changing,
        "herinneren": rule_sentences.of_reminding,
        "nodig": sentences.of_the_needs,
        "rollen": sentences.of_the_roles,
        "vragen": sentences.of_the_questions,
        "rondes": sentences.of_the_rounds,
    }[key](event)
