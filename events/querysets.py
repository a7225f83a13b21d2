"""Sentences about events: which ones, seen by whom."""

from datetime import datetime
from typing import Any

from django.db import models

PUBLISHED = ("unlisted", "public", "archived")  # who has the address may see them
LISTED = ("public", "archived")
DATED = ("moment", "day")  # known to the day


class EventQuerySet(models.QuerySet[Any]):
    """Events, narrowed by what a visitor or organiser may see."""

    def visible(self) -> "EventQuerySet":
        """Those whose pages open for who has the address."""
        return self.filter(visibility__in=PUBLISHED)

    def listed(self) -> "EventQuerySet":
        """Those that stand in lists, feeds, and the sitemap."""
        return self.filter(visibility__in=LISTED)

    def of_team_member(self, user: Any, *, roles: Any = None) -> "EventQuerySet":
        """Those that `user` works on, in their team or for an organiser; all for a superuser.

        With `roles`, only those where they have one of these.
        """
        if user.is_superuser:
            return self
        held = {} if roles is None else {"role__in": roles}
        in_team = models.Q(pk__in=user.memberships.filter(**held).values("event"))
        organises = models.Q(
            pk__in=user.organisation_memberships.filter(
                organisation__partnerships__role="organiser", **held
            ).values("organisation__partnerships__event")
        )
        return self.filter(in_team | organises)

    def to_remind_of(self, now: datetime, until: datetime) -> "EventQuerySet":
        """Those that start between these moments, on a known day, and remind people."""
        coming = self.filter(starts_at__gt=now, starts_at__lte=until, precision__in=DATED)
        return coming.filter(
            reminder_days__isnull=False, release__isnull=False, cancelled_at=None
        ).order_by("starts_at", "id")

    def to_thank_for(self, since: datetime, now: datetime) -> "EventQuerySet":
        """Those that ended between these moments, on a known day, and thank people."""
        over = self.filter(ends_at__gt=since, ends_at__lte=now, precision__in=DATED)
        return over.filter(mails_after=True, release__isnull=False, cancelled_at=None).order_by(
            "ends_at", "id"
        )

    def titled_like(self, words: str) -> "EventQuerySet":
        """Those whose title or edition holds each word; all when there are no words."""
        found = self
        for word in words.split():
            named = models.Q(title__icontains=word) | models.Q(edition__icontains=word)
            found = found.filter(named)
        return found


class OrganisationMemberQuerySet(models.QuerySet[Any]):
    """Members of organisations, narrowed by what they may work on."""

    def organising(self, event: Any) -> "OrganisationMemberQuerySet":
        """Those of the organisations that organise an event."""
        return self.filter(
            organisation__partnerships__event=event, organisation__partnerships__role="organiser"
        )


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations, narrowed by what they are to."""

    def to_teams(self, event: Any, organisations: Any) -> "InvitationQuerySet":
        """Those to this event's team, and to the people of these organisations."""
        return self.filter(models.Q(event=event) | models.Q(organisation__in=organisations))


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


class CaseQuerySet(models.QuerySet[Any]):
    """Cases, by whether the organisers took them into the programme."""

    def accepted(self) -> "CaseQuerySet":
        """Those of the programme."""
        return self.exclude(status="proposed")

    def proposed(self) -> "CaseQuerySet":
        """Those that somebody brought along at sign-up and no organiser accepted yet."""
        return self.filter(status="proposed")
