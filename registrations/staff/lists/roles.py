"""How many people come in each role."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from events.models import Event
from registrations.models import RegistrationRole
from registrations.states import HOLDS_SEAT, Status


@dataclass(frozen=True)
class InRole:
    """A role, or None for who has none, with how many are in which state."""

    role: RegistrationRole | None
    seated: int
    present: int
    waiting: int
    cancelled: int


def roles_of(event: Event) -> list[InRole]:
    """The roles in their order, then who has none; two queries."""
    rows = event.registrations.remembered().order_by().values_list("role", "status")
    states: dict[int | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for role, status, number in rows.annotate(Count("id")):
        states[role][status] = number
    roles: list[RegistrationRole | None] = list(event.registration_roles.all())
    return [_counted(role, states[role.pk if role else None]) for role in [*roles, None]]


def _counted(role: RegistrationRole | None, states: dict[str, int]) -> InRole:
    return InRole(
        role,
        seated=sum(states[status] for status in HOLDS_SEAT),
        present=states[Status.ATTENDED],
        waiting=states[Status.WAITING],
        cancelled=states[Status.CANCELLED],
    )
