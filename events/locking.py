"""The lock that every verb on one event takes first.

An UPDATE locks the row on PostgreSQL and the database on SQLite; `select_for_update()` is
silently ignored by SQLite. The same statement moves `seats_version` on, so that cached pages
know that something may have changed.
"""

from django.db.models import F

from events.models import Event


def lock_event(pk: int) -> Event:
    """Lock one event until the end of the transaction and return it as it now is.

    Must be the first statement of the transaction. Raises Event.DoesNotExist.
    """
    hold_event(pk)
    event: Event = Event.objects.get(pk=pk)
    return event


def hold_event(pk: int) -> None:
    """Only lock the event, for who does not need it as it now is.

    Must be the first statement of the transaction. Raises Event.DoesNotExist.
    """
    if not Event.objects.filter(pk=pk).update(seats_version=F("seats_version") + 1):
        raise Event.DoesNotExist
