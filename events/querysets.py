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

    def announced_last_first(self) -> "ReleaseQuerySet":
        """By when the event was first published, with that moment as `announced_at`."""
        dated: ReleaseQuerySet = self.annotate(
            announced_at=models.Min("event__releases__published_at")
        )
        return dated.order_by("-announced_at", "-event_id")

    def for_lists(self) -> "ReleaseQuerySet":
        """With the event and the card, without the whole content."""
        return self.select_related("event").defer("content")
