"""The pages of organisers and staff: their gatherings, who comes, and one person."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Event
from events.permissions import can_start_events, organiser
from events.published import with_release
from events.workspace.pages import page
from festival.access import signed_in
from registrations.bulk.showing import mails_to
from registrations.chosen import choices_of, chosen_for_team
from registrations.models import Choice, Registration
from registrations.querysets import AnswerQuerySet
from registrations.seating.positions import position_of
from registrations.staff.filters import AttendeeFilter
from registrations.staff.history import history_of
from registrations.staff.overview import counts_of, overview_of
from registrations.states import LIVE, Status

PER_PAGE = 50


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The gatherings that the visitor works on, with their counts."""
    words, whole = request.GET.get("q", "").strip()[:200], "alle" in request.GET
    user: Any = request.user
    about = {
        "overview": overview_of(user, now=timezone.now(), words=words, whole=whole),
        "may_start": can_start_events(user),
        "words": words,
    }
    return render(request, "staff/home.html", about)


@organiser("attendees.see")
@require_safe
def attendees(request: HttpRequest, event: Event) -> HttpResponse:
    """Who comes to one gathering, filtered and page by page."""
    may = request.may  # type: ignore[attr-defined]
    form = AttendeeFilter(event, addresses="emails.see" in may, data=request.GET)
    rows = form.found().select_related("role", "lead", "bounce")
    rows = rows.prefetch_related(_standing(), _together())
    people = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    counts = counts_of([event])[event.pk]
    about = {
        "form": form,
        "page": people,
        "counts": counts,
        "states": _states(counts.by_status, counts.total, request.GET.get("status", "")),
        "sees_emails": "emails.see" in may,
        "exports": "attendees.export" in may,
        "filtered": form.is_valid() and any(form.cleaned_data.values()),
    }
    status = 422 if form.errors else 200
    return page(request, event, "staff/attendees.html", here="attendees", status=status, **about)


@organiser("attendees.see")
@require_safe
def attendee(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Everything about one person who signed up, as far as the visitor's role goes."""
    return _attendee(request, event, attendee_of(event, code))


def _attendee(request: HttpRequest, event: Event, registration: Registration) -> HttpResponse:
    may = request.may  # type: ignore[attr-defined]
    programme, choices = with_release(event).programme, choices_of(registration)
    about: dict[str, Any] = {
        "person": registration,
        "party": party_of(registration),
        "position": position_of(registration),
        "choices": chosen_for_team(choices, programme),
        "answers": answers_of(registration, special="needs.see" in may),
        "consents": registration.consents.select_related("text"),
        "history": history_of(registration, choices, programme),
        "mails": mails_to(registration),
        "sees_emails": "emails.see" in may,
        "sees_needs": "needs.see" in may,
        "cancels": "registrations.cancel" in may and registration.status in LIVE,
    }
    return page(request, event, "staff/attendee.html", here="attendees", **about)


def party_of(registration: Registration) -> list[Registration]:
    """The others of the party that somebody is of, who signed up first; also who cancelled."""
    people = registration.event.registrations.of_party(registration.party_id)
    return list(people.exclude(pk=registration.pk))


def answers_of(registration: Registration, *, special: bool) -> AnswerQuerySet:
    """What somebody answered; what is about health, food and the like only if `special`."""
    answers: AnswerQuerySet = registration.answers.select_related("question")
    return answers if special else answers.ordinary()


def attendee_of(event: Event, code: str) -> Registration:
    """Somebody who signed up for the event. Raises Http404."""
    found: Registration | None = (
        event.registrations.select_related(
            "role", "event", "cancelled_by", "lead", "case", "bounce"
        )
        .filter(code=code)
        .first()
    )
    if found is None:
        raise Http404(_("There is nobody at this address."))
    return found


def _standing() -> Prefetch:  # type: ignore[type-arg]  # not subscriptable when it runs
    choices = Choice.objects.standing().select_related("session", "table", "block")
    return Prefetch("choices", queryset=choices, to_attr="standing")


def _together() -> Prefetch:  # type: ignore[type-arg]  # not subscriptable when it runs
    companions = Registration.objects.live().only("pk", "lead")
    return Prefetch("companions", queryset=companions, to_attr="together")


def _states(by_status: dict[str, int], total: int, chosen: str) -> list[tuple[str, str, int, bool]]:
    """Each state that somebody is in: its value, name, how many, and whether it is chosen."""
    states = [(value, str(label)) for value, label in Status.choices if by_status.get(value)]
    return [
        (value, label, by_status.get(value, total), value == chosen)
        for value, label in [("", _("all")), *states]
    ]
