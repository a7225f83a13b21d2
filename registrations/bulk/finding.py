"""Finding the people that a filter means, and the mailboxes that a message to them goes to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from events.models import Event, Session, Table
from registrations.bulk.filter import Filter
from registrations.models import Answer, Choice, Consent, Question, RegistrationRole
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


@dataclass(frozen=True)
class Mailbox:
    """One address that gets a message: whose it is, and the people whom the message is about."""

    registration_id: int
    people: tuple[int, ...]


def things_of(event: Event) -> Things:
    """Everything that a condition can be about; a fixed number of queries."""
    sessions = event.sessions.exclude(block=None).select_related("block")
    places: dict[str, Session | Table] = {}
    for session in sessions.prefetch_related("tables"):
        tables = list(session.tables.all())
        places |= {f"t-{table.code}": table for table in tables}
        if not tables:
            places[f"s-{session.code}"] = session
    texts = event.consent_texts.order_by("key", "version")
    told = event.questions.told()
    return Things(
        roles={role.pk: role for role in event.registration_roles.all()},
        places=places,
        questions={q.pk: q for q in told if q.kind in ANSWERS_TO_CHOOSE},
        consents={text.key: text.heading for text in texts},
    )


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
    return _by_sign_up(rows, event, wanted)


def mailboxes_of(people: RegistrationQuerySet) -> list[Mailbox]:
    """Each address once, in the order of its first sign-up; one query.

    Of several sign-ups with the same address, the newest is the one that the mail is from.
    """
    boxes: dict[str, list[tuple[int, int]]] = {}
    columns = ("pk", "lead_id", "email", "lead__email")
    for pk, lead, own, of_lead in people.order_by("pk").values_list(*columns):
        if not (of_lead or own):
            continue  # walked in, without an address
        boxes.setdefault((of_lead or own).lower(), []).append((lead or pk, pk))
    return [
        Mailbox(max(lead for lead, _pk in box), tuple(pk for _lead, pk in box))
        for box in boxes.values()
    ]


def _by_sign_up(rows: RegistrationQuerySet, event: Event, wanted: Filter) -> RegistrationQuerySet:
    if wanted.since:
        rows = rows.filter(created_at__gte=_midnight(event, wanted.since))
    if wanted.until:
        rows = rows.filter(created_at__lt=_midnight(event, wanted.until + timedelta(days=1)))
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
            about |= Q(session=place, table=None)
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
