"""Accounts and the trail of changes, in the admin."""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from mailer.models import DontSendEntry, Message, MessageLog

from festival.models import AuditEntry, User
from festival.verb_admin import ReadOnly, VerbAdmin

if TYPE_CHECKING:
    BaseUserAdmin = UserAdmin[User]
else:
    BaseUserAdmin = UserAdmin

admin.site.unregister(Group)  # roles are per event, in its team
admin.site.unregister([DontSendEntry, Message, MessageLog])  # nobody edits the outbox by hand
admin.site.unregister([EmailAddress, UserSession])  # the address is on the account itself
admin.site.unregister(Authenticator)


@admin.register(User)
class AccountAdmin(VerbAdmin, BaseUserAdmin):
    """Who signs in. What they may do on an event is told by its team."""

    list_display = ("email", "name", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("May enter"), {"fields": ("is_active", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),
    )


@admin.register(Authenticator)
class SecondStepAdmin(ReadOnly):
    """Second steps: the secret is never shown; remove one for who lost their phone and codes."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    search_fields = ("user__email", "user__name")
    fields = ("user", "type", "created_at", "last_used_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may enter the admin."""
        return True


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly):
    """The trail: only to be read."""

    list_display = ("at", "actor_name", "action", "target_type", "target_name")
    list_filter = ("action", "target_type")
    search_fields = ("actor_name", "target_name")
    date_hierarchy = "at"
    fields = (
        "at",
        "actor_name",
        "action",
        "event_id",
        "target_type",
        "target_id",
        "target_name",
        "changes",
    )
