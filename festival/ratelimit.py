"""Rate limits counted in the database, so that they hold for all processes and after a restart.

Of who tried only a keyed hash is kept, never an address.
"""

import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from festival.models import Attempt

# The same words on SQLite (3.35) and PostgreSQL: one statement counts and tells the count.
COUNT_UP = """
    INSERT INTO festival_attempt ("key", "window", "count") VALUES (%s, %s, 1)
    ON CONFLICT ("key", "window") DO UPDATE SET "count" = festival_attempt."count" + 1
    RETURNING "count"
"""


def allowed(purpose: str, who: str, *, limit: int, per: timedelta, now: datetime) -> bool:
    """Count one attempt; False when `who` already made `limit` of them in this window of time.

    Windows are fixed stretches of `per`, so at most twice the limit fits around a boundary.
    One query.
    """
    key = _key(purpose, who)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_UP, [key, int(window_end(per, now).timestamp())])
        (count,) = cursor.fetchone()
    return bool(count <= limit)


def give_back(purpose: str, who: str, *, per: timedelta, now: datetime) -> None:
    """Count an attempt no longer that `allowed` counted at this moment. One query."""
    window = int(window_end(per, now).timestamp())
    rows = Attempt.objects.filter(key=_key(purpose, who), window=window, count__gt=0)
    rows.update(count=F("count") - 1)


def _key(purpose: str, who: str) -> str:
    text = f"{purpose}:{who}"
    return salted_hmac("festival.ratelimit", text, algorithm="sha256").hexdigest()


def window_end(per: timedelta, now: datetime) -> datetime:
    """When the window that `now` lies in ends, and counting starts anew."""
    seconds = int(per.total_seconds())
    end = (int(now.timestamp()) // seconds + 1) * seconds
    return datetime.fromtimestamp(end, tz=now.tzinfo)


def client_address(request: HttpRequest) -> str:
    """The address the request came from; of IPv6 the /64 network, which is one household.

    Only as many entries of X-Forwarded-For are believed as there are proxies of our own
    (FESTIVAL_TRUSTED_PROXIES); what a visitor wrote in front of those is ignored, and so is
    what is no address at all.
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.TRUSTED_PROXIES
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    believed = told[-proxies] if 0 < proxies <= len(told) else direct
    return network_of(believed) or network_of(direct) or "unknown"


def network_of(text: str) -> str:
    """`192.0.2.7` or `2001:db8:1:2::/64` for an address as a proxy writes it, else empty."""
    try:
        address = ipaddress.ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


def forget_attempts(now: datetime) -> int:
    """Drop the counts of windows that have ended; how many. For the worker."""
    count, _by_model = Attempt.objects.filter(window__lte=int(now.timestamp())).delete()
    return count
