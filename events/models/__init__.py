"""What happens, where and when; each module holds one subject."""

from events.models.content import (
    Accord,
    Case,
    CaseMember,
    Document,
    Goal,
    Link,
    NewsItem,
    Photo,
    Quote,
)
from events.models.event import Event, Series, TeamMember
from events.models.frame import Block, Partnership, Room, TargetGroup, Theme, Venue
from events.models.release import Release
from events.models.timetable import Appearance, Session, Table

__all__ = [
    "Accord",
    "Appearance",
    "Block",
    "Case",
    "CaseMember",
    "Document",
    "Event",
    "Goal",
    "Link",
    "NewsItem",
    "Partnership",
    "Photo",
    "Quote",
    "Release",
    "Room",
    "Series",
    "Session",
    "Table",
    "TargetGroup",
    "TeamMember",
    "Theme",
    "Venue",
]
