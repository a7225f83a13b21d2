"""Moving somebody to another table or session, by the team."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Session, Table
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations import mails
from registrations.changing.choices import choose_anew
from registrations.models import Choice, Registration
from registrations.seating import seats
from registrations.seating.moving_up import tell_seated
from registrations.sign_up.picking import Pick
from registrations.states import HOLDS_SEAT, ChoiceStatus


class CannotMove(Refused):
    """There is no seat there, or this person has none at the gathering."""


@transaction.atomic
def move(
    registration: Registration, place: Session | Table, *, now: datetime, by: User | None
) -> None:
    """Give somebody a seat at a table or session, in place of what they have in that round.

    What they chose in other rounds stays; a seat that they leave goes to the first in line. Who
    has a seat there already keeps it. Raises CannotMove, and WrongChoice for what is at the same
    time.
    """
    event = lock_event(registration.event_id)
    person = Registration.objects.select_related("role", "lead__role").get(pk=registration.pk)
    person.event = person.first.event = event
    if event.ends_at <= now:
        raise CannotMove(_("This gathering is over."))
    if person.status not in HOLDS_SEAT:
        raise CannotMove(_("This person has no seat at the gathering."))
    pick = _pick(place)
    standing = list(person.choices.standing().select_related("session", "table", "block"))
    if any(_is_at(choice, place) for choice in standing):
        return
    if not seats.is_free(place):
        raise CannotMove(_("There is no seat free there."))
    others = [c for c in standing if pick.block.pk not in {c.block_id, c.session.block_id}]
    picks = [*(Pick(c.block, c.session, c.table, c.rank) for c in others), pick]
    moves = choose_anew(person, picks, now=now)
    changes = {"to": str(place)}
    record("move", person, now=now, by=by, event_id=event.pk, changes=changes)
    mails.tell(mails.Kind.CHANGED_OWN, person.first, now=now)
    tell_seated(moves.heirs, now=now)


def _pick(place: Session | Table) -> Pick:
    """The place as somebody would choose it. Raises CannotMove where that cannot be."""
    session = place.session if isinstance(place, Table) else place
    if session.block is None or session.block.ranked:
        raise CannotMove(_("In this round people are placed later, by their wishes."))
    return Pick(session.block, session, place if isinstance(place, Table) else None)


def _is_at(choice: Choice, place: Session | Table) -> bool:
    table = place.pk if isinstance(place, Table) else None
    session = place.session_id if isinstance(place, Table) else place.pk
    here = (choice.session_id, choice.table_id) == (session, table)
    return here and choice.status == ChoiceStatus.SEATED
