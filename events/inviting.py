"""Inviting people by mail to a team: of one event, or of all events of an organisation.

The link in the mail proves the address. What an invitation keeps of somebody goes with it:
accepted, withdrawn or lapsed, the row is deleted.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import Event, Invitation
from events.models.team import INVITATION_LASTS
from events.teams import may_invite
from festival.accounts.mails import send
from festival.audit import record
from festival.models import User
from festival.ratelimit import allowed
from festival.refusals import Refused
from partners.models import Organisation

HOUR = timedelta(hours=1)
PER_HOUR = 30  # mails that one organiser has sent to addresses of others


class AlreadyInTeam(Refused):
    """This address belongs to somebody who is in."""


class InvitationGone(Refused):
    """It was accepted or withdrawn, or it has lapsed."""


class MayNotInvite(Refused):
    """Who sent the invitation, or sends it again, no longer decides about the team."""


class TooManyInvitations(Refused):
    """Nobody sends mail to the whole world through us."""


@transaction.atomic
def invite(
    team: Event | Organisation, *, email: str, role: str, now: datetime, by: User
) -> Invitation:
    """Mail an invitation; to who has one already a new one, with this role.

    Raises AlreadyInTeam, TooManyInvitations.
    """
    if members_of(team).filter(user__email__iexact=email).exists():
        raise AlreadyInTeam(_("This person is in the team already."), field="email")
    _check_how_many(by, now)
    Invitation.objects.filter(email__iexact=email, **_to(team)).delete()
    invitation = Invitation(email=email, role=role, invited_at=now, invited_by=by, **_to(team))
    invitation.full_clean()
    invitation.save(force_insert=True)
    _record("invite", invitation, now=now, by=by)
    _mail(invitation)
    return invitation


@transaction.atomic
def invite_again(invitation: Invitation, *, now: datetime, by: User) -> None:
    """Mail the same link once more; it lasts from now.

    Raises InvitationGone, MayNotInvite, TooManyInvitations.
    """
    if not all(may_invite(who, team_of(invitation)) for who in (by, invitation.invited_by)):
        raise MayNotInvite(
            _("Who sent this may no longer invite. Withdraw it and send a new invitation.")
        )
    _check_how_many(by, now)
    if not Invitation.objects.filter(pk=invitation.pk).update(invited_at=now):
        raise InvitationGone(_("This invitation is no longer there."))
    invitation.invited_at = now
    _record("invite again", invitation, now=now, by=by)
    _mail(invitation)


@transaction.atomic
def withdraw(invitation: Invitation, *, now: datetime, by: User) -> None:
    """Let the link open nothing any more. Twice is harmless."""
    if Invitation.objects.filter(pk=invitation.pk).delete()[0]:
        _record("withdraw invitation", invitation, now=now, by=by)


@transaction.atomic
def accept(invitation: Invitation, *, user: User, now: datetime) -> None:
    """Put `user` in the team. Who is in already keeps their role. Raises InvitationGone."""
    if not Invitation.objects.filter(pk=invitation.pk, **_open(now)).delete()[0]:
        raise InvitationGone(_("This invitation is no longer there."))
    team = team_of(invitation)
    if not may_invite(invitation.invited_by, team):
        raise InvitationGone(_("This invitation is no longer there."))
    _member, new = members_of(team).get_or_create(
        user=user, **_to(team), defaults={"role": invitation.role}
    )
    if new:
        _record("accept invitation", invitation, now=now, by=user)


@transaction.atomic
def accept_as_new(invitation: Invitation, *, name: str, password: str, now: datetime) -> User:
    """Make an account for the invited address and accept. Raises InvitationGone, AlreadyInTeam."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name)
    except IntegrityError as problem:
        raise AlreadyInTeam(_("There is an account with this address. Log in first.")) from problem
    accept(invitation, user=user, now=now)
    return user


def open_invitation(secret: str, *, now: datetime) -> Invitation | None:
    """The invitation that a link opens; None when it opens nothing (any more)."""
    found = Invitation.objects.select_related("event", "organisation", "invited_by")
    invitation: Invitation | None = found.filter(secret=secret, **_open(now)).first()
    if invitation is None or not may_invite(invitation.invited_by, team_of(invitation)):
        return None
    return invitation


def team_of(invitation: Invitation) -> Event | Organisation:
    """What the invitation is to."""
    team = invitation.event or invitation.organisation
    if team is None:
        raise ValidationError("an invitation is to a team")  # a constraint keeps this from being
    return team


def members_of(team: Event | Organisation) -> Any:
    """Who is in."""
    return team.team.all() if isinstance(team, Event) else team.members.all()


def forget_lapsed(now: datetime) -> int:
    """Erase the invitations that nobody took up; how many. For the worker."""
    count, _by_model = Invitation.objects.filter(invited_at__lte=now - INVITATION_LASTS).delete()
    return count


def _to(team: Event | Organisation) -> dict[str, Event | Organisation]:
    return {"event" if isinstance(team, Event) else "organisation": team}


def _open(now: datetime) -> dict[str, datetime]:
    return {"invited_at__gt": now - INVITATION_LASTS}


def _check_how_many(by: User, now: datetime) -> None:
    if not allowed("invite", str(by.pk), limit=PER_HOUR, per=HOUR, now=now):
        raise TooManyInvitations(_("You have sent many invitations. Go on in an hour."))


def _record(action: str, invitation: Invitation, *, now: datetime, by: User) -> None:
    """Without the address, which goes with the invitation."""
    role = {"role": [None, invitation.role]}
    about = {"event_id": invitation.event_id, "name": "", "changes": role}
    record(action, invitation, now=now, by=by, **about)  # type: ignore[arg-type]


def _mail(invitation: Invitation) -> None:
    path = reverse("workspace:invitation", kwargs={"secret": invitation.secret})
    about = {
        "team": str(team_of(invitation)),
        "whole_organisation": invitation.organisation is not None,
        "who": str(invitation.invited_by),
        "role": invitation.get_role_display(),
        "days": INVITATION_LASTS.days,
        "url": f"{settings.SITE_URL}{path}",
    }
    send("emails/invitation", invitation.email, about)
