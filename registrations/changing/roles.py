"""Coming in another role: the seat moves along, and what was only asked in the old one goes."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event
from festival.audit import record
from registrations import mails
from registrations.changing.answers import answer_anew
from registrations.changing.cases import CaseTaken, bring, change_case, is_taken
from registrations.changing.correcting import NoSeatInRole
from registrations.changing.rules import locked
from registrations.changing.verbs import Changed, revise
from registrations.models import Question, Registration, RegistrationRole
from registrations.questions.asking import applying, asked_of
from registrations.seating.added import settle
from registrations.seating.moving_up import move_up, room_of
from registrations.seating.switching import switch
from registrations.sign_up.applying import OwnCase
from registrations.sign_up.enlisting import check_can_wait, check_parts
from registrations.sign_up.offer import offer_of
from registrations.sign_up.picking import WrongChoice
from registrations.states import HOLDS_SEAT, Status


@transaction.atomic
def change_role(
    lead: Registration, *, role: RegistrationRole, case: OwnCase | None = None, now: datetime
) -> Changed:
    """Let everybody of a party who comes in the lead's role come in another, or nobody.

    Whom the organisers gave a role of their own keeps it. Who has a seat needs one that is free
    in the new role; a seat that is only kept, for an answer to an offer or until the address is
    confirmed, is one as well, and is kept as long as it was. Who waits goes on waiting there
    since the same moment. Answers that are no longer asked for go, and so does a case that was
    only proposed, in a role without. The same once more changes nothing and mails nothing.
    Raises ChangesClosed, WrongChoice, NoSeatInRole, TooMany, CaseTaken, and ValidationError.
    """
    first = locked(lead.first, party=True, now=now)
    if role.pk == first.role_id:
        return change_case(first, case=case, now=now)
    role = _as_now(first.event, role)
    if is_taken(first) and not role.with_case:
        sentence = _("The organisers have taken up your case. Ask them for another role.")
        raise CaseTaken(sentence, field="role")
    people = _move(first, role, now=now)
    changed = ["role"]
    if bring(first, case if role.with_case else None):
        changed.append("case")
        record("change own case", first, now=now, by=None, event_id=first.event_id)
    erased = {q.pk: q for person in people for q in _forget_answers(person)}
    changed += [f"answer {pk}" for pk in erased]
    revise(first)
    record("change own role", first, now=now, by=None, event_id=first.event_id)
    ordinary = [question.text for question in erased.values() if not question.special]
    mails.tell(mails.Kind.CHANGED_OWN, first, now=now, erased=ordinary)
    move_up(first.event, now=now)
    return Changed(tuple(changed), erased=tuple(erased.values()))


def _as_now(event: Event, role: RegistrationRole) -> RegistrationRole:
    """The role as it is since the lock, if people may choose it. Raises WrongChoice."""
    check_parts(event, role)
    found: RegistrationRole | None = event.registration_roles.offered().filter(pk=role.pk).first()
    if found is None or found.by_invitation:
        raise WrongChoice(_("Nobody can sign up in this role any more."), field="role")
    return found


def _move(first: Registration, role: RegistrationRole, *, now: datetime) -> list[Registration]:
    """Give those who come in the lead's role the other one, with their seats; who they are."""
    event = first.event
    party = event.registrations.live().of_party(first.pk).in_role(first.role)
    people = list(party.select_related("role"))
    seated = [person for person in people if person.status in HOLDS_SEAT]
    if seated and not switch(event, seated, role):
        raise NoSeatInRole(_("There is no seat free in this role."), field="role")
    before = first.role
    for person in (first, *people):
        person.role, person.event = role, event
    keys = [first.pk, *(person.pk for person in people)]
    Registration.objects.filter(pk__in=keys).update(role=role)
    settle(event, {before} if before else (), now=now)
    _check_line(event, people, role)
    return people


def _check_line(event: Event, people: Sequence[Registration], role: RegistrationRole) -> None:
    """Refuse people who would wait together for more seats than the role ever has."""
    waiting = Counter(p.waiting_since for p in people if p.status == Status.WAITING)
    most = room_of(event).most(role.pk) if waiting else None
    for size in waiting.values():
        check_can_wait(size, most)


def _forget_answers(person: Registration) -> list[Question]:
    """Take away what somebody answered to questions of their old role; those questions."""
    offered = offer_of(person.event).questions
    said = dict(person.answers.values_list("question", "value"))
    own = asked_of(offered, person.role, lead=person.lead_id is None)
    stay = {asked.question.pk for asked in applying(own, said)}
    gone = [asked.question for asked in offered if asked.question.pk not in stay]
    return answer_anew(person, gone, [])
