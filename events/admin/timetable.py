"""Sessions and tables, with who appears there."""

from events.models import Appearance, Table
from festival.verb_admin import VerbAdmin, VerbTabular


class AppearanceInline(VerbTabular):
    """Who appears, in which role."""

    model = Appearance
    autocomplete_fields = ("person",)


class SessionAppearanceInline(AppearanceInline):
    """Who appears in a session as a whole."""

    exclude = ("table",)


class TableAppearanceInline(AppearanceInline):
    """Who appears at a table."""

    exclude = ("session",)


class TableInline(VerbTabular):
    """The discussion tables of a session; hosts stand on the page of each table."""

    model = Table
    fields = ("number", "topic", "theme", "capacity", "seats_taken")
    readonly_fields = ("seats_taken",)
    show_change_link = True


class SessionAdmin(VerbAdmin):
    """One item of the programme."""

    list_display = ("title", "event", "kind", "starts_at", "room", "capacity", "seats_taken")
    list_filter = ("event", "kind")
    search_fields = ("title",)
    readonly_fields = ("seats_taken", "cancelled_at", "cancelled_by")
    inlines = (TableInline, SessionAppearanceInline)


class TableAdmin(VerbAdmin):
    """One discussion table."""

    list_display = ("__str__", "session", "capacity", "seats_taken")
    list_filter = ("session__event",)
    list_select_related = ("session__event",)
    search_fields = ("topic",)
    readonly_fields = ("seats_taken",)
    inlines = (TableAppearanceInline,)
