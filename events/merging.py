"""Merging two organisations: who works for the one then works on the events of the other."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event, Invitation, OrganisationMember, Role
from events.organising import NotYours
from events.teams import manageable
from festival.models import User
from partners import merging
from partners.models import Organisation


@transaction.atomic
def merge_organisations(
    kept: Organisation, gone: Organisation, *, values: dict[str, Any], now: datetime, by: User
) -> Organisation:
    """Let `gone` go up in `kept`, and note whose access grows. Raises NotYours, NotTwo."""
    both = [kept, gone]
    list(Organisation.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk"))
    check_may_merge(both, by)
    noted = {"access": [None, ", ".join(_gaining(kept, gone))]}
    return merging.merge(kept, gone, values=values, now=now, by=by, noted=noted)


def check_may_merge(both: list[Organisation], user: User) -> None:
    """Raise NotYours when somebody would get at something that `user` does not decide about.

    Each that has people must be owned by `user`, each without may have no invitations out, and
    `user` must manage the team of every event that one of them organises.
    """
    if user.is_superuser:
        return
    organised = Event.objects.filter(
        partnerships__organisation__in=both, partnerships__role="organiser"
    )
    of_others = organised.exclude(pk__in=Event.objects.of_team_member(user, roles=[Role.OWNER]))
    owned = OrganisationMember.objects.filter(user=user, role=Role.OWNER).values("organisation")
    invited = Invitation.objects.filter(organisation__in=both).exclude(organisation__in=owned)
    mine = manageable(user, both) == {organisation.pk for organisation in both}
    if not mine or of_others.exists() or invited.exists():
        raise NotYours(
            _(
                "Merging gives the people of the one the gatherings of the other. Only who is "
                "owner of both may do this."
            )
        )


def _gaining(kept: Organisation, gone: Organisation) -> list[str]:
    """Who gets a role that they did not have in both, with the role they get."""
    held: dict[User, dict[int, str]] = {}
    members = OrganisationMember.objects.filter(organisation__in=[kept, gone])
    for member in members.select_related("user").order_by("pk"):
        held.setdefault(member.user, {})[member.organisation_id] = member.role
    return [
        f"{user} ({min(roles.values(), key=Role.values.index)})"
        for user, roles in held.items()
        if roles.get(kept.pk) != roles.get(gone.pk)
    ]
