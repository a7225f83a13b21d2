"""Why an item or table that people have chosen is not removed, and what can be done instead."""

from datetime import datetime

from django.utils.translation import gettext as _

from events.models import Session, Table


def why_it_stays(session: Session, table: Table | None = None, *, now: datetime) -> str:
    """A sentence for who tried to remove it, with the way out while there is one."""
    event = session.event
    about = {"title": table or session, "item": session}
    if session.cancelled_at or event.cancelled_at:
        return (
            _(
                "“%(title)s” is called off. It stays in the list as a record, because people had "
                "chosen it."
            )
            % about
        )
    told = _("People have chosen “%(title)s”, so it cannot be removed.") % about
    if event.ends_at <= now:
        return told
    return (
        told
        + " "
        + _("Will “%(item)s” not take place? Open it and call it off: who is coming gets a mail.")
        % about
    )
