"""Messages to groups: the list, a draft with its words and conditions, and the mail it makes."""

from typing import Any, cast

from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from events.workspace.trash.removing import remove_from
from festival import outbox
from festival.drafting import submitted
from festival.models import User
from festival.refusals import Refused
from registrations.bulk.composing import mail_to, programme_for
from registrations.bulk.forms import TextForm, WhoForm
from registrations.bulk.handing import handed_over
from registrations.bulk.placeholders import KNOWN
from registrations.bulk.sending import (
    audience_of,
    check_draft,
    copy,
    of_event,
    reasons_against,
)
from registrations.bulk.showing import (
    example_of,
    log_of,
    messages_of,
    names_of,
    progress_of,
    tell_whom,
)
from registrations.filtering.filter import Filter
from registrations.filtering.finding import things_of
from registrations.filtering.sentence import sentence_of
from registrations.models import GroupMail

HERE, PER_PAGE = "messages", 50
METHODS = ["GET", "HEAD", "POST"]
STATE = "stand"
MAIL_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],  # mails carry their style; nothing else is let in
    "frame-ancestors": ["'self'"],
}


@organiser("mails.send")
@require_safe
def messages_page(request: HttpRequest, event: Event) -> HttpResponse:
    """The messages of an event: drafts, and what was sent."""
    rows = messages_of(event)
    drafts = [mail for mail in rows if mail.is_draft]
    sent = [mail for mail in rows if not mail.is_draft]
    about: dict[str, Any] = {"drafts": drafts, "sent": sent}
    return page(request, event, "staff/messages/list.html", here=HERE, **about)


@organiser("mails.send")
@require_http_methods(METHODS)
def add_mail(request: HttpRequest, event: Event) -> HttpResponse:
    """A form for a new message, and keeping it as a draft."""
    conditions = handed_over(request, event)
    thing = GroupMail(event=event, conditions=conditions)
    if request.method != "POST":
        return _text_page(request, event, TextForm(instance=thing), None)
    form, mail = submitted(TextForm, request, thing, now=timezone.now())
    if mail is None:
        return _text_page(request, event, form, None)
    page_next = "staff:group_mail" if conditions else "staff:group_mail_who"
    return redirect(page_next, slug=event.slug, code=mail.code)


@organiser("mails.send")
@require_safe
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]
def mail_page(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """A draft with whom it is for and how it looks; of a message that was sent, what came of it."""
    mail = found(event, code)
    return _draft_page(request, event, mail) if mail.is_draft else _log_page(request, event, mail)


@organiser("mails.send")
@require_http_methods(METHODS)
def words(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """The subject and text of a draft, and changing them."""
    mail = found(event, code)
    if not mail.is_draft:
        return _sent_already(request, mail)
    if request.method != "POST":
        return _text_page(request, event, TextForm(instance=mail), mail)
    form, changed = submitted(TextForm, request, mail, now=timezone.now())
    if changed is None:
        return _text_page(request, event, form, mail)
    messages.success(request, _("Saved."))
    return redirect("staff:group_mail", slug=event.slug, code=code)


@organiser("mails.send")
@require_http_methods(METHODS)
def who(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """The conditions of a draft, and changing them."""
    mail = found(event, code)
    if not mail.is_draft:
        return _sent_already(request, mail)
    things = things_of(event)
    if request.method != "POST":
        return _who_page(request, event, WhoForm(instance=mail, things=things), mail)
    form, changed = submitted(WhoForm, request, mail, now=timezone.now(), things=things)
    if changed is None:
        return _who_page(request, event, form, mail)
    return redirect("staff:group_mail", slug=event.slug, code=code)


@organiser("mails.send")
@require_safe
@xframe_options_sameorigin
@csp_replace(MAIL_POLICY)  # type: ignore[arg-type]
def layout(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """The mail of a draft with its layout, as the page shows it in a frame."""
    mail = found(event, code)
    shown = example_of(mail, event, audience_of(mail), request.GET.get("voor", ""))
    return HttpResponse(shown.html.replace("<head>", '<head><base target="_blank">', 1))


@organiser("mails.send")
@require_POST
def test(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Send the mail to the organiser who asks, as the chosen person would get it."""
    mail, user = found(event, code), cast("User", request.user)
    chosen = request.POST.get("voor", "")
    person = example_of(mail, event, audience_of(mail), chosen).person
    one = mail_to(mail, person, [person], programme_for(event), example=True)
    one.to = [user.email]
    one.subject = _("[Test] %(subject)s") % {"subject": one.subject}
    outbox.queue(one)
    messages.success(request, _("A test goes to %(address)s.") % {"address": user.email})
    return redirect("staff:group_mail", slug=event.slug, code=code)


@organiser("mails.send")
@require_POST
def copy_mail(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Make a new draft out of a message."""
    mail = copy(found(event, code), now=timezone.now(), by=cast("User", request.user))
    messages.success(request, _("This is a copy; nothing of it has been sent."))
    return redirect("staff:group_mail", slug=event.slug, code=mail.code)


@organiser("mails.send")
@require_POST
def remove_mail(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Move a draft to the trash. What was sent stays: people may ask about it."""
    mail = found(event, code)
    try:
        check_draft(mail)
        remove_from(event, mail, request)
    except Refused as no:
        messages.error(request, str(no))
    return redirect("staff:group_mails", slug=event.slug)


def found(event: Event, code: str) -> GroupMail:
    """The message of the event with this code. Raises Http404."""
    mail = of_event(event, code)
    if mail is None:
        raise Http404(_("There is no message at this address."))
    mail.event = event
    return mail


def _draft_page(request: HttpRequest, event: Event, mail: GroupMail) -> HttpResponse:
    audience = audience_of(mail)
    names = names_of(audience)
    about: dict[str, Any] = {
        "mail": mail,
        "audience": audience,
        "names": names,
        "more": audience.size - len(names),
        "reasons": reasons_against(mail, audience),
        "example": example_of(mail, event, audience, request.GET.get("voor", "")),
    }
    return page(request, event, "staff/messages/draft.html", here=HERE, **about)


def _log_page(request: HttpRequest, event: Event, mail: GroupMail) -> HttpResponse:
    chosen, progress = request.GET.get(STATE, ""), progress_of(mail)
    rows = Paginator(log_of(mail, chosen), PER_PAGE).get_page(request.GET.get("page"))
    tell_whom(rows.object_list)
    about: dict[str, Any] = {
        "mail": mail,
        "progress": progress,
        "page": rows,
        "chosen": chosen,
    }
    return page(request, event, "staff/messages/sent.html", here=HERE, **about)


def _text_page(
    request: HttpRequest, event: Event, form: TextForm, mail: GroupMail | None
) -> HttpResponse:
    things, wanted = things_of(event), Filter.from_json(form.instance.conditions)
    for_whom = sentence_of(wanted, things) if wanted.narrows and mail is None else ""
    about = {"form": form, "mail": mail, "for_whom": for_whom, "placeholders": KNOWN.items()}
    status = 422 if form.errors else 200
    return page(request, event, "staff/messages/text.html", here=HERE, status=status, **about)


def _who_page(request: HttpRequest, event: Event, form: WhoForm, mail: GroupMail) -> HttpResponse:
    status = 422 if form.errors else 200
    about = {"form": form, "mail": mail}
    return page(request, event, "staff/messages/who.html", here=HERE, status=status, **about)


def _sent_already(request: HttpRequest, mail: GroupMail) -> HttpResponse:
    messages.info(request, _("This message has been sent, and no longer changes."))
    return redirect("staff:group_mail", slug=mail.event.slug, code=mail.code)
