"""What a role means for seats: changed with everybody counted anew, and who waits moved up."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations.changing.cancelling import TooLate
from registrations.models import RegistrationRole
from registrations.seating import seats
from registrations.seating.added import absorb
from registrations.seating.moving_up import move_up


class TooManySeated(Refused):
    """More people have a seat in this role than the new rule allows."""


class StillAsked(Refused):
    """Something on the form is for this role alone."""


@transaction.atomic
def change_rules(
    role: RegistrationRole,
    *,
    quota: int | None,
    counts: bool,
    insider: bool,
    now: datetime,
    by: User | None,
) -> None:
    """Set how many can come in a role, and which seats they take.

    Raises TooManySeated, and TooLate once the event is over. Who waits and now fits is seated
    and mailed. The same rules again change nothing.
    """
    event = lock_event(role.event_id)
    role.refresh_from_db()
    after = {"quota": quota, "counts": counts, "insider": insider}
    before = {name: getattr(role, name) for name in after}
    if before == after:
        return
    if event.ends_at <= now:
        raise TooLate(_("This gathering is over."))
    _seat_anew(role, event, quota, counts=counts, insider=insider)
    for name, value in after.items():
        setattr(role, name, value)
    absorb(role)
    role.save(update_fields=[*after, "added_at_door"])
    role.touch()
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    record("change", role, now=now, by=by, event_id=event.pk, changes=changes)
    move_up(event, now=now)
    role.refresh_from_db()


def _seat_anew(
    role: RegistrationRole, event: Event, quota: int | None, *, counts: bool, insider: bool
) -> None:
    if quota is not None and quota + role.added_at_door < role.seats_taken:
        sentence = _("%(taken)d people already come in this role; it cannot be fewer.")
        raise TooManySeated(sentence % {"taken": role.seats_taken}, field="quota")
    if not seats.reclassify(role, counts=counts, insider=insider):
        field = "insider" if role.counts and counts else "counts"
        sentence = _(
            "%(taken)d people already come in this role; with this they no longer fit. Make room "
            "first: more seats, or fewer kept back."
        )
        raise TooManySeated(sentence % {"taken": role.seats_taken}, field=field)


@transaction.atomic
def new_link(role: RegistrationRole, *, now: datetime, by: User | None) -> None:
    """Let the role's invitation link stop working, and a new one work instead."""
    lock_event(role.event_id)
    rows = RegistrationRole.objects.filter(pk=role.pk)
    rows.update(link_version=F("link_version") + 1)
    role.touch()
    record("new invitation link", role, now=now, by=by, event_id=role.event_id)


def check_not_the_only_one(role: RegistrationRole) -> None:
    """Raise StillAsked when a question is for this role alone: it would become everybody's."""
    for question in role.questions.prefetch_related("roles"):
        if len(question.roles.all()) == 1:
            raise StillAsked(
                _("The question “%(question)s” is only for this role. Remove that one first.")
                % {"question": question}
            )
