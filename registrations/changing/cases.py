"""The case that somebody brings along: theirs to change until the organisers take it up."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Case
from festival.audit import record
from festival.refusals import Refused
from registrations import mails
from registrations.changing.rules import locked
from registrations.changing.verbs import Changed, revise
from registrations.models import Registration, RegistrationRole
from registrations.sign_up.applying import OwnCase
from registrations.sign_up.enlisting import check_parts
from registrations.sign_up.signing_up import propose


class CaseTaken(Refused):
    """The organisers have taken up this case: it is part of their programme now."""


@transaction.atomic
def change_case(lead: Registration, *, case: OwnCase | None, now: datetime) -> Changed:
    """Let this be the case that somebody brings; None withdraws what was only proposed.

    Who comes in a role without a case, and has none, proposes none. The same once more changes
    nothing and mails nothing. Raises ChangesClosed, CaseTaken, WrongChoice, and ValidationError.
    """
    first = locked(lead.first, party=True, now=now)
    if not bring(first, case if asks_case(first, first.role) else None):
        return Changed()
    revise(first)
    record("change own case", first, now=now, by=None, event_id=first.event_id)
    mails.tell(mails.Kind.CHANGED_OWN, first, now=now)
    return Changed(("case",))


def asks_case(person: Registration, role: RegistrationRole | None) -> bool:
    """Whether somebody is asked for a case in this role: also who brought one already in it."""
    if role is not None and role.with_case:
        return True
    return person.case_id is not None and (role.pk if role else None) == person.role_id


def is_taken(person: Registration) -> bool:
    """Whether the organisers have taken up the case that somebody brought."""
    return person.case is not None and person.case.status != Case.Status.PROPOSED


def bring(person: Registration, case: OwnCase | None) -> bool:
    """Let this be somebody's case, or none; whether that changed anything.

    A case that was taken up stays as it is. The caller holds the event's lock, and has read the
    person since. Raises CaseTaken, WrongChoice, and ValidationError.
    """
    if case is not None and case.theme is not None:
        check_parts(person.event, case.theme)
    row = person.case
    if is_taken(person):
        if case is not None and not _same(row, case):
            raise CaseTaken(_("The organisers have taken up your case. Ask them to change it."))
        return False
    if _same(row, case):
        return False
    if row is not None and case is not None:
        _rewrite(row, case)
        return True
    person.case = propose(person.event, case)
    person.save(update_fields=["case"])
    if row is not None and not row.brought_by.exists():
        row.delete()
    return True


def _same(row: Case | None, case: OwnCase | None) -> bool:
    if row is None or case is None:
        return row is None and case is None
    theme = case.theme.pk if case.theme else None
    told = (case.title, case.question, case.organisation, theme)
    return told == (row.title, row.question, row.about, row.theme_id)


def _rewrite(row: Case, case: OwnCase) -> None:
    row.title, row.question, row.about = case.title, case.question, case.organisation
    row.theme = case.theme
    row.clean_fields(exclude=["event", "organisation", "table"])
    row.save(update_fields=["title", "question", "about", "theme"])
