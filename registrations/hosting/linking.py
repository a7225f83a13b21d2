"""Making links for hosts, replacing and stopping them."""

from datetime import datetime

from django.db import transaction

from events.locking import lock_event
from events.models import Session, Table
from festival.audit import record
from festival.models import User
from registrations.models import HostLink


@transaction.atomic
def make_link(
    session: Session, table: Table | None = None, *, now: datetime, by: User | None
) -> HostLink:
    """Make the link to the list of a session, or of one of its tables; a stopped one anew.

    A link that works stays as it is. The table belongs to the session.
    """
    event = lock_event(session.event_id)
    link, made = HostLink.objects.get_or_create(event=event, session=session, table=table)
    if not made and link.revoked_at is None:
        return link
    if not made:
        link.version, link.revoked_at = link.version + 1, None
        link.save(update_fields=["version", "revoked_at"])
    _told("make host link", link, now=now, by=by)
    return link


@transaction.atomic
def renew_link(link: HostLink, *, seen: int, now: datetime, by: User | None) -> HostLink:
    """Replace a link: the old address is dead. Only if it is still the version that was seen, so
    that sent twice the second does no harm."""
    lock_event(link.event_id)
    rows = HostLink.objects.filter(pk=link.pk, version=seen)
    changed = rows.update(version=seen + 1, revoked_at=None)
    link.refresh_from_db(fields=["version", "revoked_at"])
    if changed:
        _told("renew host link", link, now=now, by=by)
    return link


@transaction.atomic
def stop_link(link: HostLink, *, now: datetime, by: User | None) -> None:
    """Let a link open nothing any more. Twice does no harm."""
    lock_event(link.event_id)
    if HostLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        _told("stop host link", link, now=now, by=by)


def _told(action: str, link: HostLink, *, now: datetime, by: User | None) -> None:
    record(action, link, now=now, by=by, event_id=link.event_id)
