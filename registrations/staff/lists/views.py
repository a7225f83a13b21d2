"""The list of people, narrowed and ordered, and the same of those who cancelled."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Event
from events.permissions import organiser
from events.workspace.pages import page
from registrations.companions import number_companions
from registrations.filtering.searching import Found
from registrations.filtering.sentence import conditions_of
from registrations.models import Choice, Registration
from registrations.querysets import RegistrationQuerySet
from registrations.staff.lists.asked import ORDERS, AttendeeFilter, address_of
from registrations.staff.lists.many_forms import open_places
from registrations.staff.lists.menu import InState, in_states, menu_of
from registrations.states import Status
from registrations.wording import state_names

HERE, PER_PAGE = "attendees", 50


@organiser("attendees.see")
@require_safe
def people(request: HttpRequest, event: Event) -> HttpResponse:
    """Who comes or waits; narrowed also to whom else."""
    return _list(request, event, here="people", title=_("Attendees"))


@organiser("attendees.see")
@require_safe
def cancelled(request: HttpRequest, event: Event) -> HttpResponse:
    """Who has cancelled, when, and why if the team did it."""
    preset = (str(Status.CANCELLED),)
    return _list(request, event, here="cancelled", title=_("Cancelled"), preset=preset)


def list_page(
    request: HttpRequest,
    event: Event,
    template: str,
    *,
    list_: str,
    status: int = 200,
    counted: dict[str, InState] | None = None,
    **about: Any,
) -> HttpResponse:
    """A page of the lists, with their menu; `list_` is the key of the present one, and `counted`
    are the event's `in_states` where they are known already."""
    may: frozenset[str] = request.may  # type: ignore[attr-defined]
    menu = menu_of(event, may, list_, counted)
    return page(
        request, event, f"staff/lists/{template}", here=HERE, status=status, menu=menu, **about
    )


def paged(request: HttpRequest, rows: Any) -> Page[Any]:
    """The page of rows that the address asks for, or the nearest one."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def dressed(rows: RegistrationQuerySet) -> RegistrationQuerySet:
    """People with all that a row of a list tells of them; three queries more, for any number."""
    related = rows.select_related("role", "lead", "bounce", "cancelled_by")
    return related.prefetch_related(_standing(), _together(), "tags")


def _list(
    request: HttpRequest, event: Event, *, here: str, title: str, preset: tuple[str, ...] = ()
) -> HttpResponse:
    may: frozenset[str] = request.may  # type: ignore[attr-defined]
    form = AttendeeFilter(event, may=may, data=request.GET, preset=preset)
    found = form.search()
    counted = in_states(event)
    rows = _page_of(request, found.exact)
    close = _dressed_of([person.pk for person in found.close])
    number_companions([*rows.object_list, *close])
    about: dict[str, Any] = {
        "title": title,
        "form": form,
        "page": rows,
        "close": close,
        "goes_on": _goes_on(rows, found.exact),
        "conditions": _conditions(form),
        "orders": _orders(form),
        "counted": counted,
        "anybody": bool(counted) or event.registrations.exists(),
        "states": [] if preset else _states(form, counted),
        "sees_emails": "emails.see" in may,
        "acts": "people.label" in may,
        "moves": bool(open_places(form.things.places)),
        "gone": 0 if preset else _gone(form, found),
        "exports": "attendees.export" in may,
        "query": request.GET.urlencode(),
    }
    status = 422 if form.errors else 200
    return list_page(request, event, "people.html", list_=here, status=status, **about)


def _gone(form: AttendeeFilter, found: Found) -> int:
    """How many of those who were found have cancelled; no query where nobody can have."""
    if not form.is_valid() or Status.CANCELLED not in form.wanted.statuses:
        return 0
    return found.exact.with_status(Status.CANCELLED).count()


def _page_of(request: HttpRequest, people: RegistrationQuerySet) -> Page[Any]:
    """The page that the address asks for; whole rows are read only of those who stand on it, so
    that the database orders ids alone."""
    page = paged(request, people.values_list("pk", flat=True))
    page.object_list = _dressed_of(list(page.object_list))
    return page


def _goes_on(page: Page[Any], people: RegistrationQuerySet) -> Registration | None:
    """Who leads the party that the end of the page before cuts in two; one query where it may."""
    first = next(iter(page.object_list), None)
    if first is None or first.lead is None or not page.has_previous():
        return None
    before = people.values_list("lead_id", "pk")[page.start_index() - 2]
    return first.lead if first.lead_id in before else None


def _dressed_of(keys: Sequence[int]) -> list[Registration]:
    """These people in the same order, with all that a row tells."""
    rows = dressed(Registration.objects.filter(pk__in=keys)).in_bulk() if keys else {}
    return [rows[key] for key in keys if key in rows]


def _conditions(form: AttendeeFilter) -> list[tuple[str, str]]:
    """Each condition in words, and the address without it; empty where it cannot be left out."""
    if not form.is_valid():
        return []
    wanted, sort = form.wanted, form.cleaned_data["sort"]
    chosen = {"words": form.words, "sort": sort}
    first, *others = conditions_of(wanted, form.things)
    fixed = bool(form.preset) or not form.typed().states
    found = [(first.words, "" if fixed else address_of(first.without, **chosen) or "?")]
    found += [(one.words, address_of(one.without, **chosen) or "?") for one in others]
    if form.words:
        said = _("with “%(words)s” in the name or organisation") % {"words": form.words}
        found.append((said, address_of(form.typed(), sort=sort) or "?"))
    return found


def _orders(form: AttendeeFilter) -> list[tuple[str, str, bool]]:
    """Each order: its value, its words, and whether it is the present one."""
    now = form.cleaned_data["sort"] if form.is_valid() else ""
    return [(value, str(words), value == now) for value, words in ORDERS]


def _states(form: AttendeeFilter, counted: dict[str, InState]) -> list[tuple[str, str, int, bool]]:
    """Each state that somebody is in: its value, name, how many, and whether it is chosen."""
    chosen = form.typed().states if form.is_valid() else ()
    comes = sum(one.number for status, one in counted.items() if status != Status.CANCELLED)
    names = state_names(form.event, timezone.now())
    found = [("", _("comes or waits"), comes, not chosen)]
    return found + [
        (value, label, counted[value].number, chosen == (value,))
        for value, label in names.items()
        if value in counted
    ]


def _standing() -> Prefetch:  # type: ignore[type-arg]  # not subscriptable when it runs
    """Choices, no more of them than what a row tells."""
    choices = Choice.objects.standing().select_related("session", "table")
    told = ("status", "registration", "session__title", "table__number", "table__topic")
    return Prefetch("choices", queryset=choices.only(*told), to_attr="standing")


def _together() -> Prefetch:  # type: ignore[type-arg]  # not subscriptable when it runs
    companions = Registration.objects.live().only("pk", "lead")
    return Prefetch("companions", queryset=companions, to_attr="together")
