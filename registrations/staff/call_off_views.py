"""Calling off a gathering or a session: whom it tells, the mail, and one button."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from events.models import Event, Session
from events.permissions import organiser
from events.workspace.pages import page
from festival.refusals import Refused
from registrations.announcing import calling_off
from registrations.mails import Kind, subject_of
from registrations.staff.example_mail import example_of
from registrations.staff.publish_form import CallOffForm

CONFLICT, INVALID = 409, 422


@dataclass(frozen=True)
class _Subject:
    """What is to be called off: the words that differ between an event and a session."""

    plan: calling_off.CallOff
    kind: Kind
    template: str
    session: Session | None = None


@organiser("event.cancel")
@require_http_methods(["GET", "HEAD", "POST"])
def event_page(request: HttpRequest, event: Event) -> HttpResponse:
    """Call the gathering off; afterwards this page tells who would have come."""
    if event.cancelled_at is not None:
        gone = event.registrations.gone_with_the_event()
        counts = {"seated": gone.exclude(confirmed_at=None).count(), "all": gone.count()}
        return page(request, event, "staff/called_off.html", here="publish", counts=counts)
    plan = calling_off.plan_event(event)
    subject = _Subject(plan, Kind.EVENT_CANCELLED, "staff/call_off.html")
    form = _form(request, event, subject)
    if not _is_sent(request, form):
        return _page(request, event, subject, form)
    try:
        mailed = calling_off.call_off(
            event,
            letter=form.letter(),
            now=timezone.now(),
            by=request.user,  # type: ignore[arg-type]
        )
    except Refused as no:
        return _page(request, event, subject, form, refusal=str(no))
    messages.success(request, f"{_('The gathering is called off.')} {_mailed(mailed)}")
    return redirect("staff:call_off", slug=event.slug)


@organiser("event.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def session_page(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Call one session off; once it is, this page offers to hold it after all."""
    session = _session(event, code)
    if session.cancelled_at is not None:
        return page(
            request, event, "staff/session_called_off.html", here="programme", session=session
        )
    plan = calling_off.plan_session(event, session)
    subject = _Subject(plan, Kind.SESSION_CANCELLED, "staff/call_off_session.html", session)
    form = _form(request, event, subject)
    if not _is_sent(request, form):
        return _page(request, event, subject, form)
    try:
        mailed = calling_off.call_off_session(
            session,
            letter=form.letter(),
            now=timezone.now(),
            by=request.user,  # type: ignore[arg-type]
        )
    except Refused as no:
        return _page(request, event, subject, form, refusal=str(no))
    told = _("“%(title)s” is called off.") % {"title": session.title}
    messages.success(request, f"{told} {_mailed(mailed)}")
    return redirect("staff:call_off_session", slug=event.slug, code=code)


@organiser("event.publish")
@require_POST
def hold(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Let a session be on again; twice does no harm."""
    session = _session(event, code)
    try:
        calling_off.hold_session_after_all(
            session,
            now=timezone.now(),
            by=request.user,  # type: ignore[arg-type]
        )
    except Refused as no:
        messages.error(request, str(no))
    else:
        told = _("“%(title)s” is on again. Nobody has been mailed, and nobody has a seat yet.")
        messages.success(request, told % {"title": session.title})
    return redirect("staff:call_off_session", slug=event.slug, code=code)


def _form(request: HttpRequest, event: Event, subject: _Subject) -> CallOffForm:
    programme = subject.plan.public
    with translation.override(event.language):
        usual = subject_of(subject.kind, programme.name if programme else str(event))
    data = request.POST if request.method == "POST" else None
    return CallOffForm(data, language=event.language, usual=usual)


def _is_sent(request: HttpRequest, form: CallOffForm) -> bool:
    return request.method == "POST" and form.is_valid() and "look" not in request.POST


def _page(
    request: HttpRequest,
    event: Event,
    subject: _Subject,
    form: CallOffForm,
    *,
    refusal: str = "",
) -> HttpResponse:
    status = CONFLICT if refusal else INVALID if form.errors else 200
    programme = subject.plan.public
    about: dict[str, Any] = {
        "form": form,
        "refusal": refusal,
        "touched": subject.plan.touched,
        "session": subject.session,
        "example": "",
    }
    if programme and subject.plan.touched.people:
        sentences = [] if subject.session is None else [c.sentence for c in subject.plan.changes]
        opening = str(form["opening"].value() or "")
        about["example"] = example_of(
            event, programme, sentences, opening=opening, kind=subject.kind
        )
    here = "programme" if subject.session else "publish"
    return page(request, event, subject.template, here=here, status=status, **about)


def _session(event: Event, code: str) -> Session:
    found: Session | None = event.sessions.filter(code=code).first()
    if found is None:
        raise Http404(_("There is no session at this address."))
    return found


def _mailed(number: int) -> str:
    return ngettext("%(n)d person gets a mail.", "%(n)d people get a mail.", number) % {"n": number}
