"""An event's own words in its mails, in the admin."""

from django.contrib import admin

from festival.verb_admin import VerbAdmin
from registrations.models import MailText


@admin.register(MailText)
class MailTextAdmin(VerbAdmin):
    """The words of one kind of mail."""

    list_display = ("event", "kind", "subject")
    list_filter = ("kind",)
    list_select_related = ("event",)
