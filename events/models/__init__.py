"""What happens, where and when; each module holds one subject."""

from events.models.address import FormerAddress
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
from events.models.event import Event, Series
from events.models.frame import Block, Partnership, Room, TargetGroup, Theme, Venue
from events.models.release import Release
from events.models.team import Invitation, OrganisationMember, Role, TeamMember
from events.models.timetable import Appearance, Session, Table

__all__ = [
    "Accord",
    "Appearance",
    "Block",
    "Case",
    "CaseMember",
    "Document",
    "Event",
    "FormerAddress",
    "Goal",
    "Invitation",
    "Link",
    "NewsItem",
    "OrganisationMember",
    "Partnership",
    "Photo",
    "Quote",
    "Release",
    "Role",
    "Room",
    "Series",
    "Session",
    "Table",
    "TargetGroup",
    "TeamMember",
    "Theme",
    "Venue",
]
