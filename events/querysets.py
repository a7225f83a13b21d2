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
