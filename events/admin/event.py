"""The event itself, with its team, its frame, and what it tells."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.admin.content import (
    DocumentInline,
    GoalInline,
    LinkInline,
    NewsInline,
    PhotoInline,
    QuoteInline,
)
from events.models import (
    Block,
    FormerAddress,
    Invitation,
    OrganisationMember,
    Partnership,
    TargetGroup,
    TeamMember,
    Theme,
)
from events.organising import organisers_kept
from events.publishing import publish
from festival.refusals import Refused
from festival.verb_admin import ReadOnly, VerbAdmin, VerbTabular, by_whom


class TeamInline(VerbTabular):
    """Who may do what."""

    model = TeamMember
    autocomplete_fields = ("user",)


class PartnershipInline(VerbTabular):
    """Organisations by role."""

    model = Partnership
    autocomplete_fields = ("organisation",)
    classes = ("collapse",)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **rest: Any) -> Any:
        """The roles; in Dutch the host of a table and of a gathering are different words."""
        if db_field.name == "role":
            roles = dict(Partnership.Role.choices) | {"host": _("offers the place")}
            rest["choices"] = [("", "---------"), *roles.items()]
        return super().formfield_for_choice_field(db_field, request, **rest)


class ThemeInline(VerbTabular):
    """Subjects."""

    model = Theme
    prepopulated_fields = {"slug": ("title",)}
    classes = ("collapse",)


class TargetGroupInline(VerbTabular):
    """For whom it is meant."""

    model = TargetGroup
    classes = ("collapse",)


class BlockInline(VerbTabular):
    """Rounds in which visitors choose."""

    model = Block
    classes = ("collapse",)


class FormerAddressInline(VerbTabular):
    """Where it used to be."""

    model = FormerAddress
    classes = ("collapse",)


class EventAdmin(VerbAdmin):
    """The draft of an event. Publishing is an action in the list."""

    list_display = ("__str__", "starts_at", "visibility", "capacity", "seats_taken", "release")
    list_filter = ("visibility", "series")
    list_select_related = ("release",)
    search_fields = ("title", "edition", "town")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("contact", "sponsor_contact", "venue")
    readonly_fields = ("seats_taken", "release", "cancelled_at", "cancelled_by", "created_at")
    actions: list[Any] = ["publish_events"]
    inlines: ClassVar[list[Any]] = [
        TeamInline,
        PartnershipInline,
        ThemeInline,
        TargetGroupInline,
        BlockInline,
        FormerAddressInline,
        GoalInline,
        NewsInline,
        QuoteInline,
        LinkInline,
        DocumentInline,
        PhotoInline,
    ]
    fieldsets = (
        (None, {"fields": ("title", "slug", "motto", "summary", "intro", "language", "colour")}),
        (_("Edition"), {"fields": ("series", "edition", "follows", "occasion")}),
        (
            _("When and where"),
            {
                "fields": (
                    ("starts_at", "ends_at"),
                    "precision",
                    "time_zone",
                    ("venue", "room"),
                    "town",
                    "announced_on",
                    "attendance",
                )
            },
        ),
        (
            _("Signing up"),
            {
                "fields": (
                    "takes_registrations",
                    ("capacity", "kept_back", "seats_taken"),
                    ("opens_at", "closes_at"),
                    ("asks_access", "asks_diet"),
                )
            },
        ),
        (
            _("Contact"),
            {
                "fields": (
                    ("contact", "contact_email"),
                    "contact_offer",
                    "sponsor_call",
                    "sponsor_contact",
                )
            },
        ),
        (
            _("Publication"),
            {
                "fields": (
                    "visibility",
                    "release",
                    ("cancelled_at", "cancelled_by"),
                    "created_at",
                )
            },
        ),
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the rows within the event; it keeps an owner."""
        user: Any = request.user
        with organisers_kept(form.instance, by=user):
            super().save_related(request, form, formsets, change)

    @admin.action(description=_("Publish the draft of the chosen events"))
    def publish_events(self, request: HttpRequest, queryset: Any) -> None:
        """Publish each; what is refused is told, and does not hold up the others."""
        done = 0
        for event in queryset:
            try:
                publish(event, **by_whom(request))
            except Refused as no:
                self.message_user(request, f"{event}: {no}", messages.ERROR)
            else:
                done += 1
        if done:
            told = ngettext("%(number)d event published.", "%(number)d events published.", done)
            self.message_user(request, told % {"number": done}, messages.SUCCESS)


@admin.register(OrganisationMember)
class OrganisationMemberAdmin(VerbAdmin):
    """Who works on every event of an organisation."""

    list_display = ("organisation", "user", "role")
    list_filter = ("role",)
    search_fields = ("organisation__name", "user__email", "user__name")
    autocomplete_fields = ("organisation", "user")


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Who has been invited and has not answered yet."""

    list_display = ("email", "role", "event", "organisation", "invited_at")
