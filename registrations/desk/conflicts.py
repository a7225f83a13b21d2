"""What went wrong at the door, for the team to look at: in twice, in without a seat, or too many."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.models import Event
from registrations.companions import number_companions
from registrations.desk.guests import name_of, with_others
from registrations.door.acts import numbered
from registrations.door.merging import Act, Presence, merged
from registrations.models import Registration, SeenConflict, TooFew
from registrations.states import HOLDS_SEAT, Status


class Problem(TextChoices):
    """What is the matter, and what to do about it."""

    TWICE = (
        "twice",
        _("Checked in by two devices. Did somebody else use this name? Note them as a walk-in."),
    )
    WAITING = (
        "waiting",
        _(
            "Came in while on the waiting list. Give a seat (one is added if there is none), or take it back."
        ),
    )
    CANCELLED = (
        "cancelled",
        _(
            "Came in after cancelling. Give a seat (one is added if there is none), or take it back."
        ),
    )
    CROWDED = ("crowded", _("A phone noted this walk-in without a reason, with too few seats."))


CROWDED = {
    TooFew.HALL: _(
        "More people than seats: a phone noted this walk-in while all seats were taken, without a "
        "reason. Seats were added."
    ),
    TooFew.ROLE: _(
        "More people than seats for “%(role)s”: a phone noted this walk-in while all seats of this "
        "role were taken, without a reason. Seats were added to the role."
    ),
    TooFew.BOTH: _(
        "More people than seats: a phone noted this walk-in while all seats were taken, also those "
        "for “%(role)s”, without a reason. Seats were added."
    ),
    TooFew.LINE: _(
        "A phone noted this walk-in without a reason, while the free seats were meant for people "
        "on the waiting list."
    ),
}


def why_crowded(too_few: str, role: str) -> str:
    """What is the matter with a walk-in for whom there were too few seats."""
    return str(CROWDED[TooFew(too_few)]) % {"role": role}


@dataclass(frozen=True)
class Conflict:
    """Somebody whose check-ins do not agree with each other, or with their sign-up.

    `why` tells what is the matter, `last_act` is the id of the newest of these acts, and `seen`
    says who found it right, and when.
    """

    code: str
    name: str
    problem: Problem
    why: str
    acts: tuple[Act, ...]
    last_act: int
    seen: SeenConflict | None = None

    @property
    def since(self) -> datetime:
        """When it began."""
        return self.acts[0].at

    @property
    def reason(self) -> str:
        """Why they were let in, as far as somebody at the door said so."""
        return reason_in(self.acts)

    @property
    def no_seat(self) -> bool:
        """Whether they are inside without one."""
        return self.problem in (Problem.WAITING, Problem.CANCELLED)


def conflicts_of(event: Event) -> list[Conflict]:
    """Whatever does not agree, seen or not, the first one first; four queries at most."""
    rows = list(numbered(event.door_acts.at_the_door()))
    presences = merged(act for _pk, act in rows)
    inside = {person: stood for (person, _place), stood in presences.items() if stood.inside}
    ids, seen = {act.key: pk for pk, act in rows}, _seen(event)
    noted = event.registrations.filter(pk__in=event.door_acts.values("registration"))
    people = [one for one in noted.select_related("lead", "role") if one.code in inside]
    number_companions(people)
    came_along = Counter(one.lead_id for one in people if one.walked_in)
    found = []
    for person in people:
        presence = inside[person.code]
        problem = _problem(person, presence)
        if problem:
            acts, name = presence.standing, name_of(person)
            if problem is Problem.CROWDED:
                name = with_others(name, came_along[person.pk])
            last = max(ids[act.key] for act in acts)
            by = seen.get((person.pk, problem, last))
            why = _why(problem, person)
            found.append(Conflict(person.code, name, problem, why, acts, last, by))
    return sorted(found, key=lambda conflict: (conflict.since, conflict.code))


def reason_in(acts: Iterable[Act]) -> str:
    """The first reason that was given with these acts of coming in."""
    return next((act.text for act in acts if act.text), "")


def _seen(event: Event) -> dict[tuple[int, str, int], SeenConflict]:
    rows = SeenConflict.objects.filter(registration__event=event).select_related("by")
    return {(row.registration_id, row.problem, row.last_act): row for row in rows}


def _problem(person: Registration, presence: Presence) -> Problem | None:
    if person.status not in HOLDS_SEAT:
        return Problem.WAITING if person.status == Status.WAITING else Problem.CANCELLED
    if presence.again:
        return Problem.TWICE
    return Problem.CROWDED if person.too_few else None


def _why(problem: Problem, person: Registration) -> str:
    if problem is not Problem.CROWDED:
        return str(problem.label)
    return why_crowded(person.too_few, person.role.name if person.role else "")
