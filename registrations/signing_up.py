"""Signing up: one verb, one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from uuid import UUID

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from events.availability import reason_against
from events.locking import lock_event
from events.models import Block, Event, Session, Table
from events.published import with_release
from festival.audit import record
from festival.ratelimit import allowed
from festival.refusals import Refused
from registrations import mails, seats
from registrations.models import Choice, Consent, ConsentText, Registration, RegistrationRole
from registrations.positions import position_of
from registrations.states import LIVE, ChoiceStatus, Status
from registrations.wording import holder_title

AN_HOUR = timedelta(hours=1)
MAILS_AGAIN = 3  # in an hour, so that the form cannot be used to flood somebody's mailbox


class RegistrationClosed(Refused):
    """Nobody can sign up for this event now."""


class WrongChoice(Refused):
    """The choices cannot be combined, or are not on offer."""


@dataclass(frozen=True)
class Applicant:
    """What somebody tells about themselves on the form."""

    given_name: str
    family_name: str
    email: str
    infix: str = ""
    organisation: str = ""
    language: str = "nl"
    role: RegistrationRole | None = None
    access_needs: str = ""
    diet_needs: str = ""


@dataclass(frozen=True)
class Pick:
    """A wish in one round: a session as a whole, or a table within it."""

    block: Block
    session: Session
    table: Table | None = None

    @property
    def field(self) -> str:
        """The form field that asks for it."""
        return f"round-{self.block.pk}"


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
    picks, consents = tuple(picks), tuple(consents)
    known = _known(event, applicant.email, form_key)
    if known is not None and known.form_key == form_key:
        return outcome_of(known)
    if reason := reason_against(event, now):
        raise RegistrationClosed(reason)
    check_picks(event, picks)
    _check_parts(event, applicant.role, *consents)
    if known is not None:
        if allowed("mail again", known.code, limit=MAILS_AGAIN, per=AN_HOUR, now=now):
            mails.tell(mails.Kind.ALREADY, known, now=now)
        return as_for_a_stranger(event, picks)
    registration = _registered(event, applicant, form_key, now)
    choices = _chosen(registration, picks, now)
    Consent.objects.bulk_create(
        Consent(registration=registration, text=text, given_at=now) for text in consents
    )
    record("sign up", registration, now=now, by=None, event_id=event.pk)
    waits = registration.status == Status.WAITING
    kind = mails.Kind.WAITING if waits else mails.Kind.CONFIRMED
    mails.tell(kind, registration, now=now, choices=choices)
    return _outcome(registration, choices)


def check_picks(event: Event, picks: tuple[Pick, ...]) -> None:
    """Raise WrongChoice unless the picks are this event's, one per round, and do not overlap."""
    for pick in picks:
        parts = {pick.block.event_id, pick.session.event_id, event.pk}
        strange = pick.table is not None and pick.table.session_id != pick.session.pk
        if len(parts) > 1 or strange or pick.session.block_id != pick.block.pk:
            raise WrongChoice(_("Choose one of the options of this gathering."))
        if pick.session.cancelled_at is not None:
            sentence = _("“%(title)s” has been cancelled.") % {"title": title_of(event, pick)}
            raise WrongChoice(sentence, field=pick.field)
    for one, other in combinations(picks, 2):
        if one.block == other.block:
            raise WrongChoice(_("Choose one option in each round."), field=other.field)
        if overlap(one.session, other.session):
            raise WrongChoice(_clash(event, one, other), field=other.field)


def overlap(one: Session, other: Session) -> bool:
    """Whether two sessions are at the same time, even for a minute. Back to back is fine."""
    times = (one.starts_at, one.ends_at, other.starts_at, other.ends_at)
    if None in times:
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at  # type: ignore[operator]


def _clash(event: Event, one: Pick, other: Pick) -> str:
    def told(pick: Pick) -> str:
        hours = [
            timezone.localtime(moment, event.zone).strftime("%H:%M")
            for moment in (pick.session.starts_at, pick.session.ends_at)
            if moment
        ]
        return f"“{title_of(event, pick)}” ({'–'.join(hours)})"

    return _("%(one)s and %(other)s are at the same time. Choose one of the two.") % {
        "one": told(one),
        "other": told(other),
    }


def _check_parts(event: Event, *parts: RegistrationRole | ConsentText | None) -> None:
    if any(part is not None and part.event_id != event.pk for part in parts):
        raise WrongChoice(_("Choose one of the options of this gathering."))


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


def as_for_a_stranger(event: Event, picks: tuple[Pick, ...]) -> Outcome:
    """What an unknown address would be told now, without doing anything."""
    full = event.seats_left == 0
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
    seated = seats.take(event)
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


def title_of(event: Event, chosen: Pick | Choice) -> str:
    """What the public knows a choice by."""
    return holder_title(with_release(event).programme, chosen.session, chosen.table)
