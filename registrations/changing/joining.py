"""More people in a party that has signed up already."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.availability import reason_against
from festival.audit import record
from festival.refusals import Refused
from registrations import mails
from registrations.changing.rules import locked
from registrations.changing.verbs import note_change
from registrations.models import Registration
from registrations.sign_up.applying import Companion, IfShort
from registrations.sign_up.enlisting import Told, check_companions, checked, count_seated, enlist
from registrations.sign_up.signing_up import RegistrationClosed, companion_of
from registrations.states import Status


class PartyChanged(Refused):
    """Somebody was added or taken out since the form was opened."""


@transaction.atomic
def add_companions(
    lead: Registration,
    companions: Iterable[Companion],
    *,
    if_short: IfShort = IfShort.ASK,
    seen: int | None = None,
    now: datetime,
) -> list[Registration]:
    """Let more people come along: seats where there are, otherwise places at the end of the line.

    Where the event asks for that, and it was not done yet, the mail asks to confirm the address.
    `seen` is the `revision` that the lead had when the form was opened, so that a form that is
    sent twice adds nobody twice. Raises RegistrationClosed, ChangesClosed, PartyChanged,
    WrongChoice, TooMany, NoName, TooFewSeats, OptionFull, and ValidationError.
    """
    companions = list(companions)
    first = locked(lead.first, party=True, now=now)
    event = first.event
    if reason := reason_against(event, now):
        raise RegistrationClosed(reason)
    if seen is not None and seen != first.revision:
        raise PartyChanged(_("This has been changed in the meantime. Look at who comes now."))
    already = event.registrations.live().of_party(first.pk).count()
    check_companions(event, companions, already=already)
    told = [Told(person.picks, person.replies) for person in companions]
    told = checked(event, told, first=1)
    seated = count_seated(event, first.role, len(companions), if_short=if_short)
    people = [companion_of(first, person) for person in companions]
    enlist(people, told, seated=seated, now=now)
    for person in people:
        record("sign up", person, now=now, by=None, event_id=event.pk)
    note_change(first, ["companions"], now=now, by=None)
    unproved = any(person.status == Status.PENDING for person in people)
    kind = mails.Kind.PROVE if unproved else mails.Kind.CHANGED_OWN
    mails.tell(kind, first, now=now)
    return people
