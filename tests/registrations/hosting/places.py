"""An evening with tables and links to their lists, for tests."""

from datetime import timedelta

from events.models import Event
from registrations.hosting.linking import make_link
from registrations.models import HostLink
from registrations.sign_up.picking import Pick
from tests.factories import START, evening_with_tables

BEGINS = START + timedelta(minutes=45)  # the tables of `evening_with_tables`
DURING = BEGINS + timedelta(minutes=5)


def evening(tables: int = 2, **fields: object) -> tuple[Event, list[Pick]]:
    """An evening with discussion tables for twenty people."""
    return evening_with_tables(tables=tables, **({"capacity": 40} | fields))


def table_link(pick: Pick) -> HostLink:
    """The link to the list of one table."""
    assert pick.table is not None
    return make_link(pick.session, pick.table, now=START, by=None)


def session_link(pick: Pick) -> HostLink:
    """The link to the list of the session as a whole."""
    return make_link(pick.session, now=START, by=None)
