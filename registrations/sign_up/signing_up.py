"""Signing up, alone or together: one verb, one transaction."""

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
from events.models import Case, Event
from festival.audit import record
from festival.ratelimit import allowed
from festival.refusals import Refused
from registrations import mails
from registrations.models import Consent, ConsentText, Registration, RegistrationRole
from registrations.privacy import NOBODY
from registrations.sign_up.applying import Applicant, Companion, IfShort, OwnCase, Reply
from registrations.sign_up.enlisting import (
    Told,
    check_companions,
    check_parts,
    checked,
    count_seated,
    enlist,
)
from registrations.sign_up.outcomes import Outcome, outcome_of, told
from registrations.sign_up.picking import Pick, WrongChoice
from registrations.states import LIVE, Status

AN_HOUR = timedelta(hours=1)
MAILS_AGAIN = 3  # in an hour, so that the form cannot be used to flood somebody's mailbox
KINDS = {Status.WAITING: mails.Kind.WAITING, Status.PENDING: mails.Kind.PROVE}


class RegistrationClosed(Refused):
    """Nobody can sign up for this event now."""


@transaction.atomic
def sign_up(
    event: Event,
    *,
    applicant: Applicant,
    picks: Iterable[Pick] = (),
    consents: Iterable[ConsentText] = (),
    replies: Iterable[Reply] = (),
    companions: Iterable[Companion] = (),
    case: OwnCase | None = None,
    if_short: IfShort = IfShort.ASK,
    form_key: UUID,
    now: datetime,
) -> Outcome:
    """Sign people up: a seat where there is one, otherwise a place in line, and one mail.

    All of them get seats, or all wait; where only some fit, `if_short` says what to do.
    The same `form_key` with the same address again changes nothing and mails nothing, also when
    sign-up has closed since. A known address gets no second seat: its owner is mailed the
    existing link, and the outcome reads as for a stranger.
    Raises RegistrationClosed, WrongChoice, TooMany, NoName, TooFewSeats, OptionFull, and
    ValidationError for what does not fit a field.
    """
    event, consents = lock_event(event.pk), tuple(consents)
    known = _known(event, applicant.email, form_key)
    if known is not None and known.form_key == form_key:
        return outcome_of(known)
    if reason := reason_against(event, now):
        raise RegistrationClosed(reason)
    applicant = replace(applicant, role=_fresh(event, applicant.role))
    party = _party(applicant, Told(tuple(picks), tuple(replies)), tuple(companions))
    party = _checked(event, party, consents, case)
    seated = count_seated(event, party.applicant.role, len(party.told), if_short=if_short)
    lead = Registration(event=event, form_key=form_key, **vars(party.applicant))
    if known is not None:
        outcome = _as_for_a_stranger(lead, party, case, seated, now)
        _remind(known, now)
        return outcome
    lead.case = propose(event, case)
    return _register(lead, party, consents, seated, now)


@dataclass(frozen=True)
class _Party:
    """Who signs up, who comes along, and what each of them chose and answered."""

    applicant: Applicant
    companions: tuple[Companion, ...]
    told: list[Told]


def _party(applicant: Applicant, own: Told, companions: tuple[Companion, ...]) -> _Party:
    theirs = [Told(person.picks, person.replies) for person in companions]
    return _Party(applicant, companions, [own, *theirs])


def _checked(
    event: Event, party: _Party, consents: tuple[ConsentText, ...], case: OwnCase | None
) -> _Party:
    check_companions(event, party.companions, already=1)
    check_parts(event, *consents, *([case.theme] if case and case.theme else []))
    return replace(party, told=checked(event, party.told))


def _remind(known: Registration, now: datetime) -> None:
    """Mail the owner of a known address their link."""
    if allowed("mail again", known.code, limit=MAILS_AGAIN, per=AN_HOUR, now=now):
        mails.tell(mails.Kind.ALREADY, known, now=now)


def _as_for_a_stranger(
    lead: Registration, party: _Party, case: OwnCase | None, seated: int, now: datetime
) -> Outcome:
    """What came of the same form from an unknown address: tried in full, and taken back.

    Raises what it would raise for a stranger.
    """
    lead.email = f"{lead.form_key}{NOBODY}"  # of its own, since only one row may have the address
    with transaction.atomic():
        propose(lead.event, case)
        people = _people(lead, party)
        outcome = told(people, enlist(people, party.told, seated=seated, now=now))
        transaction.set_rollback(True)
    return replace(outcome, registration=None)


def _people(lead: Registration, party: _Party) -> list[Registration]:
    return [lead, *(companion_of(lead, person) for person in party.companions)]


def _register(
    lead: Registration,
    party: _Party,
    consents: tuple[ConsentText, ...],
    seated: int,
    now: datetime,
) -> Outcome:
    people = _people(lead, party)
    choices = enlist(people, party.told, seated=seated, now=now)
    Consent.objects.bulk_create(
        Consent(registration=lead, text=text, given_at=now) for text in consents
    )
    for person in people:
        record("sign up", person, now=now, by=None, event_id=lead.event_id)
    kind = KINDS.get(Status(lead.status), mails.Kind.CONFIRMED)
    mails.tell(
        kind,
        lead,
        now=now,
        choices=None if party.companions else choices,
        answered=any(own.replies for own in party.told),
    )
    return told(people, choices)


def companion_of(lead: Registration, person: Companion) -> Registration:
    """The unsaved row of somebody who comes along."""
    return Registration(
        event=lead.event,
        lead=lead,
        form_key=lead.form_key,
        role=lead.role,
        language=lead.language,
        given_name=person.given_name,
        infix=person.infix,
        family_name=person.family_name,
        access_needs=person.access_needs,
        diet_needs=person.diet_needs,
    )


def propose(event: Event, case: OwnCase | None) -> Case | None:
    """Write a case down for the organisers to accept, if there is one. Raises ValidationError."""
    if case is None:
        return None
    row = Case(
        event=event,
        title=case.title,
        question=case.question,
        about=case.organisation,
        theme=case.theme,
        status=Case.Status.PROPOSED,
    )
    row.clean_fields()
    row.save(force_insert=True)
    return row


def _fresh(event: Event, role: RegistrationRole | None) -> RegistrationRole | None:
    """The role as it is now that nobody else moves its seats. Raises WrongChoice."""
    if role is None:
        return None
    check_parts(event, role)
    found: RegistrationRole | None = event.registration_roles.offered().filter(pk=role.pk).first()
    if found is None or (found.by_invitation and not _same_invitation(found, role)):
        raise WrongChoice(_("Nobody can sign up in this role any more."), field="role")
    return found


def _same_invitation(now: RegistrationRole, then: RegistrationRole) -> bool:
    return then.by_invitation and then.link_version == now.link_version


def _known(event: Event, email: str, form_key: UUID) -> Registration | None:
    """The row of this very form, otherwise the live row of this address."""
    # the database folds both sides, so that this look-up and the constraints always agree
    of_address = Registration.objects.alias(address=Lower("email")).filter(
        event=event, lead=None, address=Lower(Value(email))
    )
    found = of_address.filter(Q(form_key=form_key) | Q(status__in=LIVE)).order_by()
    rows = dict(found.values_list("form_key", "pk"))  # nearly always none: read no more than that
    if not rows:
        return None
    pk = rows.get(form_key) or next(iter(rows.values()))
    known: Registration = Registration.objects.select_related("role").get(pk=pk)
    known.event = event
    return known
