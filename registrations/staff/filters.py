"""The sessions and tables that have waiting lists, and what the team knows them by."""

from django.utils.translation import gettext

from events.models import Event, Session, Table


def holders_of(event: Event) -> dict[str, Session | Table]:
    """The sessions and tables of an event that can be chosen, by a key for the address."""
    found: dict[str, Session | Table] = {}
    chosen = event.sessions.exclude(block=None)
    for session in chosen.select_related("block").prefetch_related("tables"):
        tables = list(session.tables.all())
        found |= {f"t-{table.code}": table for table in tables}
        if not tables:
            found[f"s-{session.code}"] = session
    return found


def named(holder: Session | Table) -> str:
    """What the team knows a session or table by."""
    if isinstance(holder, Table):
        return gettext("Table %(number)d: %(topic)s") % {
            "number": holder.number,
            "topic": holder.topic,
        }
    return holder.title
