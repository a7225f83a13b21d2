"""The sessions and tables that a list can be kept of, with their hosts and their links."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from events.models import Appearance, Event, Session, Table
from partners.models import Person
from registrations.filtering.finding import places_of
from registrations.hosting.links import address_of
from registrations.models import HostLink

HOSTS = (Appearance.Role.HOST, Appearance.Role.CO_HOST, Appearance.Role.MODERATOR)


@dataclass(frozen=True)
class Place:
    """A session or table with who hosts it, and its link if one was ever made."""

    key: str
    session: Session
    table: Table | None
    hosts: tuple[Person, ...]
    link: HostLink | None

    @property
    def title(self) -> str:
        """`Table 2: Neighbourhood care`, or what the session is called."""
        if self.table is None:
            return self.session.title
        about = {"number": self.table.number, "topic": self.table.topic}
        return _("Table %(number)d: %(topic)s") % about

    @property
    def round(self) -> str:
        """The round of a session as a whole, where it is called otherwise."""
        block = self.session.block
        return block.title if block and not self.table and block.title != self.title else ""

    @property
    def works(self) -> bool:
        """Whether its link opens the list."""
        return self.link is not None and self.link.revoked_at is None

    @property
    def address(self) -> str:
        """Where the list is kept; empty without a link that works."""
        return address_of(self.link) if self.link and self.works else ""

    @property
    def reachable(self) -> tuple[Person, ...]:
        """The hosts with an address."""
        return tuple(host for host in self.hosts if host.email)


def places_with_links(event: Event) -> list[Place]:
    """What people choose, a session before its tables, without what was called off; four queries.

    The sessions carry their event.
    """
    hosts, links = _hosts(event), _links(event)
    return [
        Place(
            key,
            session,
            table,
            tuple(hosts[key]),
            links.get((session.pk, table.pk if table else None)),
        )
        for key, session, table in _holders(event)
    ]


def place_of_key(event: Event, key: str) -> Place | None:
    """One of them, by its key; None for what is not of this event."""
    return next((place for place in places_with_links(event) if place.key == key), None)


def _holders(event: Event) -> list[tuple[str, Session, Table | None]]:
    found: list[tuple[str, Session, Table | None]] = []
    session: Session | None = None
    for key, holder in places_of(event).items():
        if isinstance(holder, Session):
            session, holder.event = holder, event
            found.append((key, holder, None))
        elif session is not None:
            holder.session = session
            found.append((key, session, holder))
    return [one for one in found if one[1].cancelled_at is None]


def _hosts(event: Event) -> dict[str, list[Person]]:
    """Who hosts what, by the key of the place; each once."""
    of_event = Q(session__event=event) | Q(table__session__event=event)
    rows = Appearance.objects.filter(of_event, role__in=HOSTS).order_by("position", "pk")
    found: dict[str, list[Person]] = defaultdict(list)
    for one in rows.select_related("person__organisation", "session", "table"):
        key = f"t-{one.table.code}" if one.table else f"s-{one.session.code}" if one.session else ""
        if one.person not in found[key]:
            found[key].append(one.person)
    return found


def _links(event: Event) -> dict[tuple[int, int | None], HostLink]:
    rows = event.host_links.select_related("session", "table")
    return {(link.session_id, link.table_id): link for link in rows}
