"""Sentences about devices at the desk, and about what was noted at doors."""

from datetime import datetime
from typing import Any

from django.db import models


class DeviceQuerySet(models.QuerySet[Any]):
    """Devices at the desk."""

    def trusted(self) -> "DeviceQuerySet":
        """Those that were not stopped."""
        return self.filter(revoked_at=None)

    def of_events_before(self, moment: datetime) -> "DeviceQuerySet":
        """Those at the desk of an event that had ended by then."""
        return self.filter(event__ends_at__lte=moment)


class DoorActQuerySet(models.QuerySet[Any]):
    """What was noted at doors."""

    def with_remark(self) -> "DoorActQuerySet":
        """Those in which somebody wrote something."""
        return self.exclude(text="")

    def of_events_before(self, moment: datetime) -> "DoorActQuerySet":
        """Those at an event that had ended by then."""
        return self.filter(event__ends_at__lte=moment)

    def at_the_door(self) -> "DoorActQuerySet":
        """Those at the door of the gathering itself."""
        return self.filter(session=None)

    def at(self, session: Any, table: Any = None) -> "DoorActQuerySet":
        """Those at one session, or at one of its tables."""
        return self.filter(session=session, table=table)

    def that_stand(self) -> "DoorActQuerySet":
        """Those of coming in that nobody took back; the same as `merged` says of each person."""
        about = {"registration": models.OuterRef("registration"), "undoes": models.OuterRef("key")}
        taken_back = self.model.objects.filter(kind="undo", **about)
        return self.filter(~models.Exists(taken_back), kind="in")

    def of_people(self, ids: Any) -> "DoorActQuerySet":
        """Those about these registrations."""
        return self.filter(registration__in=ids)
