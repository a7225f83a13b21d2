"""The news feed of a site: which gatherings it has announced. Cards in, Atom (RFC 4287) out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from events.interop.plain import one_line


@dataclass(frozen=True)
class Announcement:
    """A gathering in the feed; `code` is its identity for life."""

    code: str
    title: str
    summary: str
    url: str
    themes: tuple[str, ...]
    announced_at: datetime
    changed_at: datetime


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """The newest change; without any entry a fixed moment, so that the feed stays the same."""
        moments = [item["updateddate"] for item in self.items]
        return max(moments, default=datetime(1970, 1, 1, tzinfo=UTC))


def news_feed(
    announcements: Iterable[Announcement], *, name: str, host: str, url: str, feed_url: str
) -> str:
    """An Atom feed with the announcements in the order given. `host` stands in the identities."""
    feed = _Feed(
        title=one_line(name),
        link=url,
        description=None,
        feed_url=feed_url,
        feed_guid=f"tag:{host},2026:news",
        author_name=one_line(name),
    )
    for item in announcements:
        feed.add_item(
            title=one_line(item.title),
            link=item.url,
            description=escape(one_line(item.summary)),
            unique_id=f"tag:{host},2026:{item.code}",
            categories=[one_line(theme) for theme in item.themes],
            pubdate=item.announced_at,
            updateddate=item.changed_at,
        )
    return feed.writeString("utf-8")
