"""Log-ins that have ended: what was kept of the device goes with them."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session


def forget_ended(now: datetime) -> int:
    """Drop sessions that have run out, and the address and browser kept of them; how many."""
    gone, _rows = Session.objects.filter(expire_date__lte=now).delete()
    live = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=live).delete()
    return gone
