"""Signing up: one verb, one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from events.availability import reason_against
from events.locking import lock_event
from events.models import Event
from festival.audit import record
from festival.ratelimit import allowed
from festival.refusals import Refused
from registrations import mails, seats
from registrations.applying import Applicant, Reply
from registrations.models import (
    Answer,
    Choice,
    Consent,
    ConsentText,
    Question,
    Registration,
    RegistrationRole,
)
from registrations.picking import Pick, WrongChoice, check_picks, title_of
from registrations.positions import position_of
from registrations.room import seats_for
from registrations.states import LIVE, ChoiceStatus, Status

AN_HOUR = timedelta(hours=1)
MAILS_AGAIN = 3  # in an hour, so that the form cannot be used to flood somebody's mailbox


class RegistrationClosed(Refused):
    """Nobody can sign up for this event now."""


@dataclass(frozen=True)
class Outcome:
    """What came of a sign-up, in words that are the same for a known and an unknown address.

    `position` is the place in line (1 is first) when `status` is waiting; `choices` pairs each
    title with whether its seat was taken. `registration` is None for a known address.
    """

    status: Status
    position: int | None
    choices: tuple[tuple[str, bool], ...]
    registration: Registration | None


@transaction.atomic
def sign_up(
    event: Event,
    *,
    applicant: Applicant,
    picks: Iterable[Pick] = (),
    consents: Iterable[ConsentText] = (),
    replies: Iterable[Reply] = (),
    form_key: UUID,
    now: datetime,
) -> Outcome:
    """Sign one person up: a seat where there is one, otherwise a place in line, and a mail.

    The same `form_key` with the same address again changes nothing and mails nothing, also when
    sign-up has closed since. A known address gets no second seat: its owner is mailed the
    existing link, and the outcome reads as for a stranger.
    Raises RegistrationClosed, WrongChoice, and ValidationError for what does not fit a field.
    """
    event = lock_event(event.pk)
    picks, consents, replies = tuple(picks), tuple(consents), tuple(replies)
    known = _known(event, applicant.email, form_key)
    if known is not None and known.form_key == form_key:
        return outcome_of(known)
    if reason := reason_against(event, now):
        raise RegistrationClosed(reason)
    check_picks(event, picks)
    _check_parts(event, *consents, *(reply.question for reply in replies))
    role = _fresh(event, applicant.role)
    if known is not None:
        if allowed("mail again", known.code, limit=MAILS_AGAIN, per=AN_HOUR, now=now):
            mails.tell(mails.Kind.ALREADY, known, now=now)
        return as_for_a_stranger(event, picks, role)
    registration = _registered(event, replace(applicant, role=role), form_key, now)
    choices = _chosen(registration, picks, now)
    _keep_words(registration, consents, replies, now)
    record("sign up", registration, now=now, by=None, event_id=event.pk)
    waits = registration.status == Status.WAITING
    kind = mails.Kind.WAITING if waits else mails.Kind.CONFIRMED
    mails.tell(kind, registration, now=now, choices=choices)
    return _outcome(registration, choices)


def _check_parts(event: Event, *parts: ConsentText | Question) -> None:
    if any(part.event_id != event.pk for part in parts):
        raise WrongChoice(_("Choose one of the options of this gathering."))


def _fresh(event: Event, role: RegistrationRole | None) -> RegistrationRole | None:
    """The role as it is now that nobody else moves its seats. Raises WrongChoice."""
    if role is None:
        return None
    found: RegistrationRole | None = event.registration_roles.filter(pk=role.pk).first()
    if found is None:
        raise WrongChoice(_("Choose one of the options of this gathering."), field="role")
    return found


def _known(event: Event, email: str, form_key: UUID) -> Registration | None:
    """The row of this very form, otherwise the live row of this address."""
    # the database folds both sides, so that this look-up and the constraints always agree
    of_address = Registration.objects.alias(address=Lower("email")).filter(
        event=event, address=Lower(Value(email))
    )
    found = of_address.filter(Q(form_key=form_key) | Q(status__in=LIVE)).order_by()
    rows = dict(found.values_list("form_key", "pk"))  # nearly always none: read no more than that
    if not rows:
        return None
    pk = rows.get(form_key) or next(iter(rows.values()))
    known: Registration = Registration.objects.select_related("role").get(pk=pk)
    known.event = event
    return known


def as_for_a_stranger(
    event: Event, picks: tuple[Pick, ...], role: RegistrationRole | None = None
) -> Outcome:
    """What an unknown address would be told now, without doing anything."""
    full = seats_for(event, role).full
    return Outcome(
        status=Status.WAITING if full else Status.CONFIRMED,
        position=event.registrations.waiting().count() + 1 if full else None,
        choices=tuple(
            (title_of(event, pick), not full and seats.is_free(pick.table or pick.session))
            for pick in picks
        ),
        registration=None,
    )


def _registered(event: Event, applicant: Applicant, form_key: UUID, now: datetime) -> Registration:
    seated = seats.enter(event, applicant.role)
    registration = Registration(
        event=event,
        form_key=form_key,
        status=Status.CONFIRMED if seated else Status.WAITING,
        confirmed_at=now if seated else None,
        waiting_since=None if seated else now,
        created_at=now,
        **vars(applicant),
    )
    registration.clean_fields(exclude=["event", "role", "sort_name"])  # those would cost queries
    registration.save(force_insert=True)
    return registration


def _chosen(registration: Registration, picks: tuple[Pick, ...], now: datetime) -> list[Choice]:
    choices = [
        Choice(
            registration=registration,
            block=pick.block,
            session=pick.session,
            table=pick.table,
            status=ChoiceStatus.WISHED,
            since=now,
        )
        for pick in picks
    ]
    if registration.status == Status.CONFIRMED:
        for choice in choices:
            seats.seat_or_queue(choice)
    made: list[Choice] = Choice.objects.bulk_create(choices)
    return made


def _keep_words(
    registration: Registration,
    consents: tuple[ConsentText, ...],
    replies: tuple[Reply, ...],
    now: datetime,
) -> None:
    """Note what somebody agreed to and answered, with the words they saw."""
    Consent.objects.bulk_create(
        Consent(registration=registration, text=text, given_at=now) for text in consents
    )
    Answer.objects.bulk_create(
        Answer(
            registration=registration,
            question=reply.question,
            asked=reply.question.text,
            value=reply.value,
        )
        for reply in replies
    )


def outcome_of(registration: Registration) -> Outcome:
    """What came of a registration, as it stands now."""
    choices = registration.choices.standing().select_related("session", "table")
    return _outcome(registration, list(choices))


def _outcome(registration: Registration, choices: list[Choice]) -> Outcome:
    return Outcome(
        status=Status(registration.status),
        position=position_of(registration),
        choices=tuple(
            (title_of(registration.event, choice), choice.status == ChoiceStatus.SEATED)
            for choice in choices
        ),
        registration=registration,
    )
