"""Finding the people that a filter means, and what its conditions can be about."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from events.models import Event, Session, Table
from registrations.filtering.filter import Filter
from registrations.models import Answer, Choice, Consent, Question, RegistrationRole, Tag
from registrations.querysets import RegistrationQuerySet
from registrations.questions.answering import Kind
from registrations.states import LIVE, ChoiceStatus

ANSWERS_TO_CHOOSE = (Kind.YES_NO, Kind.ONE, Kind.SEVERAL)
STATES_AT_A_PLACE = {
    "": (ChoiceStatus.SEATED, ChoiceStatus.WAITING, ChoiceStatus.WISHED),
    "seated": (ChoiceStatus.SEATED,),
    "waiting": (ChoiceStatus.WAITING,),
}


@dataclass(frozen=True)
class Things:
    """What conditions of one event can be about, by what a filter calls it."""

    roles: dict[int, RegistrationRole] = field(default_factory=dict)
    places: dict[str, Session | Table] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    consents: dict[str, str] = field(default_factory=dict)  # the newest words of each
    tags: dict[int, Tag] = field(default_factory=dict)


def things_of(event: Event, *, answers: bool = True, special: bool = True) -> Things:
    """Everything that a condition can be about; a fixed number of queries.

    Without `answers` no questions that are asked of everybody, and no consents; without `special`
    no questions about health, food and the like.
    """
    texts = event.consent_texts.order_by("key", "version") if answers else []
    told = [q for q in event.questions.told() if (special if q.special else answers)]
    return Things(
        roles={role.pk: role for role in event.registration_roles.all()},
        places=places_of(event),
        questions={q.pk: q for q in told if q.kind in ANSWERS_TO_CHOOSE},
        consents={text.key: text.heading for text in texts},
        tags={tag.pk: tag for tag in event.tags.all()},
    )


def places_of(event: Event) -> dict[str, Session | Table]:
    """The sessions and tables that can be chosen, a session before its tables; two queries."""
    places: dict[str, Session | Table] = {}
    sessions = event.sessions.exclude(block=None).select_related("block")
    for session in sessions.prefetch_related("tables"):
        places[f"s-{session.code}"] = session
        places |= {f"t-{table.code}": table for table in session.tables.all()}
    return places


def people_of(event: Event, wanted: Filter, things: Things) -> RegistrationQuerySet:
    """The people who fit all conditions, by name; companions count as people of their own.

    Nobody fits a condition about something that is no more.
    """
    rows: RegistrationQuerySet = event.registrations.remembered().by_name()
    rows = rows.filter(status__in=wanted.statuses)
    if wanted.roles:
        rows = rows.filter(role__in=wanted.roles)
    if wanted.places:
        rows = rows.filter(pk__in=_at(wanted, things).values("registration"))
    for question, values in wanted.answers:
        rows = rows.filter(pk__in=_answered(things, question, values).values("registration"))
    if wanted.consents:
        given = Consent.objects.filter(
            text__event=event, text__key__in=wanted.consents, withdrawn_at=None
        ).values("registration")
        rows = rows.filter(Q(pk__in=given) | Q(lead__in=given))
    if wanted.tags:
        rows = rows.labelled(wanted.tags)
    if wanted.people:
        rows = rows.filter(code__in=wanted.people)
    return _by_sign_up(rows, event, wanted)


def _by_sign_up(rows: RegistrationQuerySet, event: Event, wanted: Filter) -> RegistrationQuerySet:
    if wanted.since:
        rows = rows.filter(created_at__gte=_midnight(event, wanted.since))
    if wanted.until:
        rows = rows.filter(created_at__lt=_midnight(event, wanted.until + timedelta(days=1)))
    if wanted.present is not None:
        rows = rows.filter(checked_in_at__isnull=not wanted.present)
    if wanted.walked_in is not None:
        rows = rows.filter(walked_in=wanted.walked_in)
    if wanted.together is not None:
        leads = event.registrations.filter(status__in=LIVE).exclude(lead=None).values("lead")
        in_party = Q(lead__isnull=False) | Q(pk__in=leads)
        rows = rows.filter(in_party if wanted.together else ~in_party)
    if wanted.language:
        of_lead = Q(lead=None, language=wanted.language) | Q(lead__language=wanted.language)
        rows = rows.filter(of_lead)
    return rows


def _at(wanted: Filter, things: Things) -> Any:
    """The choices of the places that are meant."""
    about = Q(pk__in=[])
    for key in wanted.places:
        place = things.places.get(key)
        if isinstance(place, Table):
            about |= Q(table=place)
        elif place is not None:
            about |= Q(session=place)
    return Choice.objects.filter(about, status__in=STATES_AT_A_PLACE[wanted.place_state])


def _answered(things: Things, question: int, values: Iterable[str]) -> Any:
    """The answers that say one of the values; several options stand each on a line."""
    if question not in things.questions:
        return Answer.objects.none()
    said = Q(value__in=list(values))
    if things.questions[question].kind == Kind.SEVERAL:
        for value in values:
            said |= Q(value__startswith=f"{value}\n") | Q(value__endswith=f"\n{value}")
            said |= Q(value__contains=f"\n{value}\n")
    return Answer.objects.filter(said, question=question)


def _midnight(event: Event, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=event.zone)
