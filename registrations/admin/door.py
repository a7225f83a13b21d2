"""The door, labels and files for the team, in the admin."""

from django.contrib import admin

from festival.verb_admin import VerbAdmin
from registrations.admin.mailing import ShownAdmin
from registrations.models import (
    Device,
    DoorAct,
    GroupAct,
    HostLink,
    PreparedFile,
    SavedExport,
    SeenConflict,
    Tag,
)


@admin.register(Tag)
class TagAdmin(VerbAdmin):
    """Labels on people."""

    list_display = ("name", "event", "colour")
    list_select_related = ("event",)
    raw_id_fields = ("people",)


@admin.register(Device)
class DeviceAdmin(ShownAdmin):
    """Devices at the desk."""

    list_display = ("name", "event", "since", "seen_at", "revoked_at")
    list_select_related = ("event",)


@admin.register(DoorAct)
class DoorActAdmin(ShownAdmin):
    """What was noted at doors."""

    list_display = ("registration", "event", "kind", "at", "device")
    list_select_related = ("registration", "event", "device")


@admin.register(HostLink)
class HostLinkAdmin(ShownAdmin):
    """Links by which hosts keep their lists."""

    list_display = ("session", "table", "event", "revoked_at")
    list_select_related = ("session", "table", "event")


@admin.register(SeenConflict)
class SeenConflictAdmin(ShownAdmin):
    """What did not agree at the door, and was seen."""

    list_display = ("registration", "problem", "at", "by")
    list_select_related = ("registration", "by")


@admin.register(SavedExport)
class SavedExportAdmin(ShownAdmin):
    """Kept choices of columns."""

    list_display = ("name", "event")
    list_select_related = ("event",)


@admin.register(PreparedFile)
class PreparedFileAdmin(ShownAdmin):
    """Files that the worker makes."""

    list_display = ("name", "event", "state", "asked_at")
    list_select_related = ("event",)


@admin.register(GroupAct)
class GroupActAdmin(ShownAdmin):
    """What was done to many people at once."""

    list_display = ("code", "event", "ended_at")
    list_select_related = ("event",)
