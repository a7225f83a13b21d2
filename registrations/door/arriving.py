"""What follows for somebody's status from what was noted about them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce

from registrations.door.acts import bare_acts_of
from registrations.door.merging import Act, merged
from registrations.models import Registration
from registrations.states import HELD_FOR_A_WHILE, HOLDS_SEAT, Status


def settle(
    people: Sequence[Registration], *, let_in: Collection[str] = (), now: datetime
) -> list[Act]:
    """Let who holds a seat and is in somewhere be present, and who is not any more be confirmed.

    `let_in` are the codes of people of whom it was noted just now that they came in: a seat that
    was kept for them for a while is theirs, also if that was taken back before it arrived here.
    Who holds no seat stays as they are. The caller holds the event's lock. At most three
    statements, for any number of people; gives all that was noted about them, without
    by whom, and sets the status on these rows too.
    """
    acts = bare_acts_of(people)
    since = arrivals(acts)
    holding = [person for person in people if person.status in HOLDS_SEAT]
    _let_be_present({p: since[p.code] for p in holding if p.code in since}, now=now)
    out = [person for person in holding if person.code not in since]
    kept = [p for p in out if p.status in HELD_FOR_A_WHILE and p.code in let_in]
    _let_be_confirmed([*kept, *(p for p in out if p.status == Status.ATTENDED)], now=now)
    return acts


def arrivals(acts: Iterable[Act]) -> dict[str, datetime]:
    """Since when everybody is in who is in anywhere, by the code of the person."""
    first: dict[str, datetime] = {}
    for (person, _place), presence in merged(acts).items():
        if presence.since is not None:
            first[person] = min(first.get(person, presence.since), presence.since)
    return first


def _let_be_present(since: dict[Registration, datetime], *, now: datetime) -> None:
    """Only those for whom something changes."""
    new = {p: at for p, at in since.items() if (p.status, p.checked_in_at) != (Status.ATTENDED, at)}
    for person, at in new.items():
        person.status, person.checked_in_at, person.hold_until = Status.ATTENDED, at, None
    if new:
        moments = [When(pk=person.pk, then=Value(at)) for person, at in new.items()]
        Registration.objects.filter(pk__in=[person.pk for person in new]).update(
            status=Status.ATTENDED,
            checked_in_at=Case(*moments) if len(set(new.values())) > 1 else max(new.values()),
            confirmed_at=Coalesce(F("confirmed_at"), Value(now)),
            hold_until=None,
            urged_at=None,
        )


def _let_be_confirmed(people: Sequence[Registration], *, now: datetime) -> None:
    for person in people:
        person.status, person.checked_in_at, person.hold_until = Status.CONFIRMED, None, None
    if people:
        Registration.objects.filter(pk__in=[person.pk for person in people]).update(
            status=Status.CONFIRMED,
            checked_in_at=None,
            confirmed_at=Coalesce(F("confirmed_at"), Value(now)),
            hold_until=None,
            urged_at=None,
        )
