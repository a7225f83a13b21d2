"""The list of the programme, a line to add to it, and each item in its row."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reselect, reswap, retarget

from events.models import Event, Session
from events.pages.when import clock, span
from events.permissions import organiser
from events.scheduling import duplicate, move_among_equals
from events.warnings import by_session, warnings_of
from events.workspace.pages import page
from events.workspace.programme.days import days_of
from events.workspace.programme.forms import ItemForm, SessionForm
from events.workspace.programme.listing import MANY, ProgrammeFilter, listed, sessions_of
from events.workspace.programme.quick_add import NoVenue, QuickAddForm, UnknownRoom, add_line
from events.workspace.programme.staying import why_it_stays
from events.workspace.saving import saved
from events.workspace.trash.removing import remove_from
from festival.drafting import tell
from festival.refusals import Refused

READS_AND_SAVES = ["GET", "HEAD", "POST"]


@organiser("programme.edit")
@require_http_methods(READS_AND_SAVES)
def programme(request: HttpRequest, event: Event) -> HttpResponse:
    """The list; a POST adds the item of one typed line."""
    sessions = sessions_of(event)
    days = days_of(event, [session.starts_at for session in sessions])
    if request.method != "POST":
        kept = {"day": request.GET.get("dag") or None, "kind": request.GET.get("soort", "")}
        return _programme(request, event, sessions, QuickAddForm(days=days, initial=kept))
    form = QuickAddForm(request.POST, days=days)
    added = _added(form, request, event)
    if added is None:
        return _programme(request, event, sessions, form, status=422)
    kept = {"dag": form.cleaned_data["day"], "soort": form.cleaned_data["kind"], "na": added.code}
    return redirect(_list(event, **{name: value for name, value in kept.items() if value}))


@organiser("programme.edit")
@require_http_methods(READS_AND_SAVES)
def item(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """The short form of one item, which also opens within its row."""
    return _edited(
        request, event, code, ItemForm, shown="workspace/programme/item.html", onward=_list(event)
    )


@organiser("programme.edit")
@require_http_methods(READS_AND_SAVES)
def session(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Everything about one item."""
    here = reverse("workspace:session", args=[event.slug, code])
    return _edited(
        request, event, code, SessionForm, shown="workspace/programme/session.html", onward=here
    )


@organiser("programme.edit")
@require_http_methods(READS_AND_SAVES)
def new_session(request: HttpRequest, event: Event) -> HttpResponse:
    """A new item with everything about it at once."""
    blank = Session(event=event)
    if request.method != "POST":
        return _new(request, event, SessionForm(instance=blank))
    form, done = saved(SessionForm, request, blank, event=event, now=timezone.now())
    if done is None:
        return _new(request, event, form, status=422)
    messages.success(request, _understood(done))
    return redirect("workspace:session", event.slug, done.code)


@organiser("programme.edit")
@require_POST
def move(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Put an item one place up or down among those that start with it."""
    row = _row(event, code)
    step = -1 if request.POST.get("step") == "up" else 1
    move_among_equals(row, step, event=event, now=timezone.now(), by=_user(request))
    return redirect(_list(event))


@organiser("programme.edit")
@require_POST
def copy(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Make a second item like this one, and open it."""
    twin = duplicate(_row(event, code), event=event, now=timezone.now(), by=_user(request))
    messages.success(request, _("This is the copy. Give it its own title and time."))
    return redirect("workspace:session", event.slug, twin.code)


@organiser("programme.edit")
@require_POST
def remove_session(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Move an item to the trash, with Undo. What is gone already is no problem."""
    if Session.objects.filter(code=code).exists():
        try:
            remove_from(event, _row(event, code), request)
        except ProtectedError:
            messages.error(request, why_it_stays(_row(event, code), now=timezone.now()))
    return redirect(_list(event))


def _programme(
    request: HttpRequest,
    event: Event,
    sessions: list[Session],
    form: QuickAddForm,
    status: int = 200,
) -> HttpResponse:
    """The page with the list."""
    narrowed = ProgrammeFilter(request.GET, event=event)
    asked = narrowed.asked()
    if "na" in request.GET:
        form.fields["line"].widget.attrs["autofocus"] = True
    about = {
        "just_added": request.GET.get("na", ""),
        "form": form,
        "filter": narrowed if len(sessions) >= MANY or asked else None,
        "asked": bool(asked),
        "programme": listed(sessions, event, asked, by_session(warnings_of(event))),
    }
    return page(
        request,
        event,
        "workspace/programme/programme.html",
        here="programme",
        status=status,
        **about,
    )


def _added(form: QuickAddForm, request: HttpRequest, event: Event) -> Session | None:
    """The item of a sent line, with a message that says what was understood; None if refused."""
    if not form.is_valid():
        return None
    until = event.ends_at
    try:
        row, new = add_line(form, event=event, now=timezone.now(), by=_user(request))
    except ValidationError as no:
        form.add_error("line", no.messages)
        return None
    except Refused as no:
        tell(form, no)
        form.unknown_room = no.name if isinstance(no, UnknownRoom) else ""
        form.no_venue = isinstance(no, NoVenue)
        return None
    messages.success(request, _understood(row) if new else _already(row))
    if event.ends_at != until:
        ends = clock(timezone.localtime(event.ends_at))
        messages.info(request, _("The gathering now lasts until %(time)s.") % {"time": ends})
    return row


def _understood(row: Session) -> str:
    """What was made of a line, so that a slip is seen at once."""
    about = {"title": row.title, "kind": row.get_kind_display()}
    if row.starts_at is None or row.ends_at is None:
        return _("Added without a time: %(title)s (%(kind)s).") % about
    about["time"] = span(timezone.localtime(row.starts_at), timezone.localtime(row.ends_at))
    if row.open_end:
        return _("Added: %(time)s %(title)s (%(kind)s). The end follows what comes next.") % about
    return _("Added: %(time)s %(title)s (%(kind)s).") % about


def _already(row: Session) -> str:
    return _("“%(title)s” is in the list already.") % {"title": row.title}


def _edited(
    request: HttpRequest, event: Event, code: str, kind: type[ItemForm], *, shown: str, onward: str
) -> HttpResponse:
    """Show the form on one item, or save what was sent and go `onward`."""
    row = event.sessions.filter(code=code).first()
    if request.method != "POST":
        row = row or _row(event, code)
        form = kind(instance=row, auto_id=_ids(row))
        if request.htmx:  # type: ignore[attr-defined]
            form.fields["title"].widget.attrs["autofocus"] = True
        return _form(request, event, form, row, shown=shown)
    try:
        if row is None:
            raise Session.DoesNotExist
        form, done = saved(kind, request, row, event=event, now=timezone.now(), auto_id=_ids(row))
    except Session.DoesNotExist:
        form = SessionForm(request.POST, instance=Session(event=event))
        return _new(request, event, form, status=409, gone=True)
    if done is None:
        return _form(request, event, form, row, shown=shown, status=422)
    messages.success(request, _("“%(title)s” has been saved.") % {"title": done.title})
    if form.of_seats:
        messages.info(request, form.of_seats)
    return redirect(onward)


def _form(
    request: HttpRequest,
    event: Event,
    form: ItemForm,
    row: Session,
    *,
    shown: str,
    status: int = 200,
) -> HttpResponse:
    """The page of a form; when htmx sent it from a row, its errors go back into that row."""
    answer = page(request, event, shown, here="programme", status=status, form=form, session=row)
    if request.htmx and status != HTTPStatus.OK:  # type: ignore[attr-defined]
        retarget(reselect(reswap(answer, "innerHTML"), "#item-form"), f"#item-{row.code}")
    return answer


def _new(
    request: HttpRequest, event: Event, form: SessionForm, *, status: int = 200, gone: bool = False
) -> HttpResponse:
    """The page of a new item, perhaps with what was typed about one that is gone."""
    shown = "workspace/programme/new.html"
    return page(request, event, shown, here="programme", status=status, form=form, gone=gone)


def _row(event: Event, code: str) -> Session:
    found: Session = get_object_or_404(event.sessions, code=code)
    return found


def _ids(row: Session) -> str:
    """Names of fields that differ from row to row, as several may be open at once."""
    return f"id_{row.code}_%s"


def _list(event: Event, **query: Any) -> str:
    """The address of the list."""
    address = reverse("workspace:programme", args=[event.slug])
    return f"{address}?{urlencode(query)}" if query else address


def _user(request: HttpRequest) -> Any:
    return request.user
