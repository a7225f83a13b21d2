"""Who works on events: the team of one event, the people of an organisation, and invitations."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.querysets import InvitationQuerySet, OrganisationMemberQuerySet
from festival.codes import new_secret
from partners.models import Organisation

INVITATION_LASTS = timedelta(days=14)


class Role(models.TextChoices):
    """What somebody is in a team; `events.permissions` tells what each may do."""

    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    DESK = "desk", _("desk")
    READER = "reader", _("reader")


class TeamMember(models.Model):
    """Who of the organisers may do what on one event."""

    Role = Role
    never_trashed = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="team", verbose_name=_("event"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=6, choices=Role.choices)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team")
        ordering = ["event_id", "role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="one_role_per_team_member")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class OrganisationMember(models.Model):
    """Who may do what on every event that an organisation organises, also on later ones."""

    never_trashed = True

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="members", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="organisation_memberships",
        verbose_name=_("user"),
    )
    role = models.CharField(_("role"), max_length=6, choices=Role.choices)

    objects: ClassVar = OrganisationMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of an organisation")
        verbose_name_plural = _("members of organisations")
        ordering = ["organisation_id", "role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], name="one_role_per_organisation_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    def values_with(self, other: "OrganisationMember") -> dict[str, str]:
        """What is left of two memberships of one person: the higher role."""
        return {"role": min(self.role, other.role, key=Role.values.index)}


class Invitation(models.Model):
    """An invitation by mail to a team: of one event, or of all events of an organisation.

    It is open until it is accepted, withdrawn, or older than `INVITATION_LASTS`. The address is
    erased with the row, at the latest when the invitation has lapsed.
    """

    never_trashed = True

    event = models.ForeignKey(
        Event,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("event"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("organisation"),
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=6, choices=Role.choices)
    secret = models.CharField(max_length=43, unique=True, default=new_secret, editable=False)
    invited_at = models.DateTimeField(_("invited at"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("invited by")
    )

    objects: ClassVar = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["invited_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(event=None, organisation__isnull=False)
                | Q(event__isnull=False, organisation=None),
                name="invited_to_one_team",
            ),
            models.UniqueConstraint("event", Lower("email"), name="one_invitation_per_event"),
            models.UniqueConstraint(
                "organisation", Lower("email"), name="one_invitation_per_organisation"
            ),
        ]

    def __str__(self) -> str:
        return self.email
