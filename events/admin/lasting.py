"""What outlives one event: series, venues with their rooms; and the releases, to be read."""

from django.contrib import admin

from events.models import Release, Room, Series, Venue
from festival.verb_admin import ReadOnly, VerbAdmin, VerbTabular


class RoomInline(VerbTabular):
    """The rooms of a venue."""

    model = Room


@admin.register(Venue)
class VenueAdmin(VerbAdmin):
    """Places, with their rooms."""

    list_display = ("name", "town")
    search_fields = ("name", "town")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (RoomInline,)


@admin.register(Series)
class SeriesAdmin(VerbAdmin):
    """Rows of editions."""

    list_display = ("title",)
    prepopulated_fields = {"slug": ("title",)}


@admin.register(Release)
class ReleaseAdmin(ReadOnly):
    """What was published, and when."""

    list_display = ("event", "number", "published_at", "published_by", "notes")
    list_filter = ("event",)
    fields = ("event", "number", "published_at", "published_by", "notes")
