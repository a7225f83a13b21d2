"""What is mailed to groups, and an event's own words in its mails, in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from festival.verb_admin import VerbAdmin
from registrations.models import Bounce, GroupMail, MailRecipient, MailText


@admin.register(MailText)
class MailTextAdmin(VerbAdmin):
    """The words of one kind of mail."""

    list_display = ("event", "kind", "subject")
    list_filter = ("kind",)
    list_select_related = ("event",)


class ShownAdmin(VerbAdmin):
    """Rows that are only shown: other verbs write them."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(GroupMail)
class GroupMailAdmin(ShownAdmin):
    """Messages to groups."""

    list_display = ("subject", "event", "state", "sent_at")
    list_select_related = ("event",)


@admin.register(MailRecipient)
class MailRecipientAdmin(ShownAdmin):
    """To whom a message went."""

    list_display = ("registration", "mail", "state")
    list_select_related = ("registration", "mail")


@admin.register(Bounce)
class BounceAdmin(ShownAdmin):
    """Mail that came back."""

    list_display = ("registration", "at")
    list_select_related = ("registration",)
