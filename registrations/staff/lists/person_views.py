"""One person who signed up, with everything that the visitor's role may see."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Event
from events.permissions import organiser
from events.published import with_release
from events.workspace.pages import page
from registrations.bulk.showing import mails_to
from registrations.chosen import choices_of, chosen_for_team
from registrations.companions import number_companions
from registrations.door.inside import told_since
from registrations.models import Registration
from registrations.questions.querysets import AnswerQuerySet
from registrations.seating.positions import positions_of
from registrations.staff.history import history_of
from registrations.states import LIVE


@organiser("attendees.see")
@require_safe
def attendee(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Everything about one person who signed up, as far as the visitor's role goes."""
    return _attendee(request, event, attendee_of(event, code))


def _attendee(request: HttpRequest, event: Event, registration: Registration) -> HttpResponse:
    may = request.may  # type: ignore[attr-defined]
    programme, choices = with_release(event).programme, choices_of(registration)
    party = party_of(registration)
    in_since, how = told_since(registration)
    about: dict[str, Any] = {
        "person": registration,
        "in_since": in_since,
        "in_how": how,
        "party": party,
        "position": positions_of([registration, *party]).get(registration.pk),
        "choices": chosen_for_team(choices, programme),
        "answers": answers_of(registration, may),
        "consents": registration.consents.select_related("text") if "answers.see" in may else (),
        "history": history_of(registration, choices, programme, may=may),
        "mails": mails_to(registration),
        "sees_emails": "emails.see" in may,
        "sees_needs": "needs.see" in may,
        "person_tags": list(registration.tags.all()),
        "tags": event.tags.all() if "people.label" in may else (),
        "labels": "people.label" in may,
        "cancels": "registrations.cancel" in may and registration.status in LIVE,
    }
    return page(request, event, "staff/attendee.html", here="attendees", **about)


def party_of(registration: Registration) -> list[Registration]:
    """The others of the party that somebody is of, who signed up first; also who cancelled."""
    people = registration.event.registrations.of_party(registration.party_id)
    others = list(people.select_related("lead").exclude(pk=registration.pk))
    number_companions(others)
    return others


def answers_of(registration: Registration, may: frozenset[str]) -> AnswerQuerySet:
    """What somebody answered, as far as who has these permissions may read it."""
    answers: AnswerQuerySet = registration.answers.select_related("question")
    return answers.seen_by_who(may)


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
