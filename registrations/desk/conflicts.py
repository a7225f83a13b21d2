"""What went wrong at the door, for the team to look at: in twice, in without a seat, or too many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.models import Event
from registrations.companions import number_companions
from registrations.desk.guests import name_of
from registrations.door.acts import numbered
from registrations.door.merging import Act, Presence, merged
from registrations.door.walking_in import came_unasked_when_full
from registrations.models import Registration, SeenConflict
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
    CROWDED = (
        "crowded",
        _(
            "More people than seats: a phone noted this walk-in while everything was full, without "
            "a reason. Seats were added."
        ),
    )


@dataclass(frozen=True)
class Conflict:
    """Somebody whose check-ins do not agree with each other, or with their sign-up.

    `last_act` is the id of the newest of these acts; `seen` says who found it right, and when.
    """

    code: str
    name: str
    problem: Problem
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
    """Whatever does not agree, seen or not, the first one first; five queries at most."""
    rows = list(numbered(event.door_acts.at_the_door()))
    presences = merged(act for _pk, act in rows)
    inside = {person: stood for (person, _place), stood in presences.items() if stood.inside}
    ids, seen = {act.key: pk for pk, act in rows}, _seen(event)
    crowded = came_unasked_when_full(event)
    noted = event.registrations.filter(pk__in=event.door_acts.values("registration"))
    people = [one for one in noted.select_related("lead") if one.code in inside]
    number_companions(people)
    found = []
    for person in people:
        presence = inside[person.code]
        problem = _problem(person, presence, crowded)
        if problem:
            acts, name = presence.standing, name_of(person)
            last = max(ids[act.key] for act in acts)
            by = seen.get((person.pk, problem, last))
            found.append(Conflict(person.code, name, problem, acts, last, by))
    return sorted(found, key=lambda conflict: (conflict.since, conflict.code))


def reason_in(acts: Iterable[Act]) -> str:
    """The first reason that was given with these acts of coming in."""
    return next((act.text for act in acts if act.text), "")


def _seen(event: Event) -> dict[tuple[int, str, int], SeenConflict]:
    rows = SeenConflict.objects.filter(registration__event=event).select_related("by")
    return {(row.registration_id, row.problem, row.last_act): row for row in rows}


def _problem(person: Registration, presence: Presence, crowded: set[int | None]) -> Problem | None:
    if person.status not in HOLDS_SEAT:
        return Problem.WAITING if person.status == Status.WAITING else Problem.CANCELLED
    if presence.again:
        return Problem.TWICE
    return Problem.CROWDED if person.pk in crowded else None
