"""The team as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from events.models import Event, Invitation, OrganisationMember
from events.models.team import INVITATION_LASTS
from events.teams import Member, manageable, organisers_of
from events.workspace.team.forms import RoleForm
from festival.models import User
from partners.models import Organisation


@dataclass(frozen=True)
class Row:
    """One member, with the form for the role where the visitor may change it."""

    member: Member
    form: RoleForm | None
    kind: str  # "lid" or "organisatielid", as the addresses say it

    @property
    def you(self) -> int:
        """The account of this member."""
        return self.member.user_id


@dataclass(frozen=True)
class Group:
    """The people of one organisation."""

    organisation: Organisation
    rows: list[Row]


@dataclass(frozen=True)
class Team:
    """Everybody who works on an event, and who has been invited to."""

    own: list[Row]
    groups: list[Group]
    invitations: list[dict[str, Any]]
    may_invite_for: list[Organisation]


def team_of(event: Event, user: User) -> Team:
    """The team with what `user` may change in it; six queries, however many people."""
    organisers = organisers_of(event)
    mine = manageable(user, organisers)
    through = OrganisationMember.objects.filter(organisation__in=organisers)
    members = list(through.select_related("user").order_by("user__email"))
    return Team(
        own=rows(event.team.select_related("user").order_by("user__email"), "lid", True),
        groups=[
            Group(
                one,
                rows(
                    [m for m in members if m.organisation_id == one.pk],
                    "organisatielid",
                    one.pk in mine,
                ),
            )
            for one in organisers
        ],
        invitations=invitations(event, [one for one in organisers if one.pk in mine]),
        may_invite_for=[one for one in organisers if one.pk in mine],
    )


def rows(members: Iterable[Member], kind: str, changes: bool) -> list[Row]:
    """Members with, where they may be changed, the form for that."""
    return [Row(one, form_of(one) if changes else None, kind) for one in members]


def form_of(member: Member) -> RoleForm:
    """The form that shows the member's role, with an id of its own on the page."""
    name = type(member)._meta.model_name
    initial = {"role": member.role, "was": member.role}
    return RoleForm(initial=initial, auto_id=f"{name}-{member.pk}-%s")


def invitations(event: Event, organisations: list[Organisation]) -> list[dict[str, Any]]:
    """The open invitations that the visitor may take back, with until when they last."""
    found = Invitation.objects.to_teams(event, organisations).select_related("organisation")
    return [{"row": one, "until": one.invited_at + INVITATION_LASTS} for one in found]
