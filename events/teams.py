"""Who works on an event: the rules of its team and of the organisations that organise it.

An organisation without members may be claimed only by who owns every event that it organises:
so nobody gets at an event by naming its organiser in one of their own.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.locking import lock_event
from events.models import Event, Invitation, OrganisationMember, Partnership, Role, TeamMember
from events.permissions import can
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from partners.models import Organisation

Member = TeamMember | OrganisationMember


class LastOwner(Refused):
    """Somebody must stay who can manage the team."""


class ChangedMeanwhile(Refused):
    """Somebody else changed the role, or removed the member."""


def organisers_of(event: Event) -> list[Organisation]:
    """The organisations whose people work on this event."""
    organising = Organisation.objects.filter(
        partnerships__event=event, partnerships__role="organiser"
    )
    return list(organising.distinct().order_by("name", "id"))


def manageable(user: User, organisations: Iterable[Organisation]) -> set[int]:
    """The ids of those whose people `user` may invite, change and remove; two queries."""
    ids = {organisation.pk for organisation in organisations}
    if user.is_superuser:
        return ids
    members = OrganisationMember.objects.filter(organisation__in=ids)
    held = list(members.values_list("organisation_id", "user_id", "role"))
    owned = {pk for pk, who, role in held if who == user.pk and role == Role.OWNER}
    empty = ids - {pk for pk, _who, _role in held}
    own_events = Event.objects.of_team_member(user, roles=[Role.OWNER])
    of_others = Partnership.objects.filter(organisation__in=empty, role="organiser").exclude(
        event__in=own_events
    )
    return owned | (empty - set(of_others.values_list("organisation_id", flat=True)))


def may_invite(user: User, team: Event | Organisation) -> bool:
    """Whether `user` decides who comes into a team."""
    if isinstance(team, Event):
        return can(user, "team.manage", team)
    return user.is_active and bool(manageable(user, [team]))


def has_owner(event: Event) -> bool:
    """Whether somebody with an open account can manage the team of an event."""
    owners: dict[str, Any] = {"role": Role.OWNER, "user__is_active": True}
    through = OrganisationMember.objects.organising(event).filter(**owners)
    return event.team.filter(**owners).exists() or through.exists()


@transaction.atomic
def change_role(member: Member, *, was: str, role: str, now: datetime, by: User) -> None:
    """Give a member another role than `was`. Raises LastOwner, ChangedMeanwhile.

    The open invitations of who is no longer owner are withdrawn.
    """
    _lock(member)
    if was == Role.OWNER and role != Role.OWNER:
        _check_an_owner_stays(member)
    if was == role:
        return
    same = type(member)._default_manager.filter(pk=member.pk, role=was)
    if not same.update(role=role):
        raise ChangedMeanwhile(_("Somebody else has just changed this. Look again."))
    member.role = role
    _record("change", member, now=now, by=by, changes={"role": [was, role]})
    if was == Role.OWNER:
        _withdraw_invitations_by(member, now=now, by=by)


@transaction.atomic
def remove_member(member: Member, *, now: datetime, by: User) -> None:
    """Take somebody out of a team, with the invitations they sent for it. Raises LastOwner.

    Twice is harmless.
    """
    _lock(member)
    if member.role == Role.OWNER:
        _check_an_owner_stays(member)
    rows = type(member)._default_manager.filter(pk=member.pk)
    if rows.delete()[0]:
        _record("remove", member, now=now, by=by, changes={"role": [member.role, None]})
        _withdraw_invitations_by(member, now=now, by=by)


@transaction.atomic
def make_owner(team: Event | Organisation, user: User, *, now: datetime, by: User | None) -> None:
    """Make `user` an owner of an event or of all events of an organisation. Twice is harmless."""
    member: Member
    if isinstance(team, Event):
        member, new = TeamMember.objects.get_or_create(
            event=team, user=user, defaults={"role": Role.OWNER}
        )
    else:
        member, new = OrganisationMember.objects.get_or_create(
            organisation=team, user=user, defaults={"role": Role.OWNER}
        )
    was = None if new else member.role
    if was != Role.OWNER:
        member.role = Role.OWNER
        member.save(update_fields=["role"])
        about: Any = {"role": [was, member.role]}
        _record("add" if new else "change", member, now=now, by=by, changes=about)


def _lock(member: Member) -> None:
    """Two owners that remove each other at the same time wait for one another."""
    if isinstance(member, TeamMember):
        lock_event(member.event_id)
    else:
        Organisation.objects.select_for_update().get(pk=member.organisation_id)


def _check_an_owner_stays(member: Member) -> None:
    owners: dict[str, Any] = {"role": Role.OWNER, "user__is_active": True}
    if isinstance(member, TeamMember):
        own = TeamMember.objects.filter(event=member.event, **owners).exclude(pk=member.pk)
        through = OrganisationMember.objects.organising(member.event).filter(**owners)
        stays = own.exists() or through.exists()
    else:
        own_too = OrganisationMember.objects.filter(organisation=member.organisation, **owners)
        stays = own_too.exclude(pk=member.pk).exists()
    if not stays:
        raise LastOwner(_("This is the last owner. Make somebody else owner first."))


def _withdraw_invitations_by(member: Member, *, now: datetime, by: User) -> None:
    """Else who was put out comes in again by an invitation to another address of theirs."""
    team: dict[str, Any] = (
        {"event": member.event_id}
        if isinstance(member, TeamMember)
        else {"organisation": member.organisation_id}
    )
    for invitation in Invitation.objects.filter(invited_by=member.user_id, **team):
        about: Any = {"role": [invitation.role, None]}
        how: dict[str, Any] = {"now": now, "by": by, "event_id": invitation.event_id}
        record("withdraw invitation", invitation, **how, name="", changes=about)
        invitation.delete()


def _record(action: str, member: Member, *, now: datetime, by: User | None, changes: Any) -> None:
    event_id = member.event_id if isinstance(member, TeamMember) else None
    name = str(member.user)
    record(action, member, now=now, by=by, event_id=event_id, name=name, changes=changes)
