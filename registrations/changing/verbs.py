"""The verbs with which people change their own sign-up."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from festival.audit import record
from festival.models import User
from registrations import mails
from registrations.changing.answers import answer_anew
from registrations.changing.choices import Moves, choose_anew
from registrations.changing.rules import locked
from registrations.models import Choice, Question, Registration
from registrations.seating.moving_up import tell_seated
from registrations.sign_up.applying import Reply
from registrations.sign_up.picking import Pick

NAMES = ("given_name", "infix", "family_name")
OWN = frozenset([*NAMES, "organisation", "access_needs", "diet_needs", "language"])


@dataclass(frozen=True)
class Changed:
    """What came of a change: the names of what is otherwise now, and where somebody waits.

    `waits` pairs each new choice that waits with the seat that is kept until it comes;
    `erased` are the questions whose answers are gone, as they are no longer asked.
    """

    fields: tuple[str, ...] = ()
    waits: tuple[tuple[Choice, Choice | None], ...] = ()
    erased: tuple[Question, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.fields)


@transaction.atomic
def change_person(
    registration: Registration,
    *,
    details: Mapping[str, str] | None = None,
    asked: Iterable[Question] = (),
    replies: Sequence[Reply] = (),
    picks: Sequence[Pick] | None = None,
    beside: Collection[int] = (),
    now: datetime,
    by: User | None,
) -> Changed:
    """Change what one person of a party told, answered and chose: all of it, or nothing.

    `asked` are the questions that `replies` are the answers to; those left out have none any
    more. What is not given stays. The same once more changes nothing and mails nothing.
    Raises ChangesClosed, WrongChoice, OptionFull, and ValidationError.
    """
    person = locked(registration, now=now)
    told = _tell(person, details or {})
    answered = [f"answer {q.pk}" for q in answer_anew(person, asked, replies)]
    moves = Moves()
    if picks is not None:
        moves = choose_anew(person, picks, beside=beside, now=now)
    fields = (*told, *answered, *(["choices"] if moves else []))
    if fields:
        note_change(person, fields, now=now, by=by)
        mails.tell(mails.Kind.CHANGED_OWN, person.first, now=now)
        tell_seated(moves.heirs, now=now)
    return Changed(fields, tuple(moves.waits))


def change_details(
    registration: Registration, *, now: datetime, by: User | None, **details: str
) -> Changed:
    """Change what somebody told of themselves: names, organisation, needs."""
    return change_person(registration, details=details, now=now, by=by)


def change_answers(
    registration: Registration,
    asked: Iterable[Question],
    replies: Sequence[Reply],
    *,
    now: datetime,
    by: User | None,
) -> Changed:
    """Change what somebody answered to these questions."""
    return change_person(registration, asked=asked, replies=replies, now=now, by=by)


def change_choices(
    registration: Registration, picks: Sequence[Pick], *, now: datetime, by: User | None
) -> Changed:
    """Change what somebody chose, in all rounds together."""
    return change_person(registration, picks=picks, now=now, by=by)


def note_change(
    person: Registration, fields: Sequence[str], *, now: datetime, by: User | None
) -> None:
    """Note a change in the trail, without what was in it, and in the calendars of the party."""
    revise(person)
    changes = {"fields": sorted(fields)}
    record("change own", person, now=now, by=by, event_id=person.event_id, changes=changes)


def revise(person: Registration) -> None:
    """Let the calendars of a party, and forms that are open, know that something changed."""
    Registration.objects.filter(pk=person.party_id).update(revision=F("revision") + 1)
    person.first.refresh_from_db(fields=["revision"])


def _tell(person: Registration, details: Mapping[str, str]) -> list[str]:
    """Write down what somebody says of themselves; the names of what was otherwise."""
    if not OWN.issuperset(details):
        raise ValueError("only what somebody told about themselves is changed")
    changed = [name for name, value in details.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, details[name])
    if changed:
        person.clean_fields(exclude=[f.name for f in person._meta.fields if f.name not in changed])
        person.save(update_fields=[*changed, "sort_name"])
    return changed
