"""Sentences about events: which ones, seen by whom."""

from typing import Any

from django.db import models

PUBLISHED = ("unlisted", "public", "archived")  # who has the address may see them
LISTED = ("public", "archived")


class EventQuerySet(models.QuerySet[Any]):
    """Events, narrowed by what a visitor or organiser may see."""

    def visible(self) -> "EventQuerySet":
        """Those whose pages open for who has the address."""
        return self.filter(visibility__in=PUBLISHED)

    def listed(self) -> "EventQuerySet":
        """Those that stand in lists, feeds, and the sitemap."""
        return self.filter(visibility__in=LISTED)

    def of_team_member(self, user: Any) -> "EventQuerySet":
        """Those that `user` works on; all of them for a superuser."""
        return self if user.is_superuser else self.filter(team__user=user)


class ReleaseQuerySet(models.QuerySet[Any]):
    """Releases, narrowed by what the public sees."""

    def newest(self) -> "ReleaseQuerySet":
        """The newest of each event that stands in lists."""
        shown = models.Q(event__release=models.F("pk"), event__visibility__in=LISTED)
        return self.filter(shown)
