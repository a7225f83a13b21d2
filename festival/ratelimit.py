"""Rate limits counted in the database, so that they hold for all processes and after a restart.

Of who tried only a keyed hash is kept, never an address.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from festival.models import Attempt


def allowed(purpose: str, who: str, *, limit: int, per: timedelta, now: datetime) -> bool:
    """Count one attempt; False when `who` already made `limit` of them in this window of time.

    Windows are fixed stretches of `per`, so at most twice the limit fits around a boundary.
    """
    key = salted_hmac("festival.ratelimit", f"{purpose}:{who}", algorithm="sha256").hexdigest()
    window = int(now.timestamp() // per.total_seconds())
    Attempt.objects.bulk_create([Attempt(key=key, window=window)], ignore_conflicts=True)
    counted = Attempt.objects.filter(key=key, window=window, count__lt=limit)
    return counted.update(count=F("count") + 1) == 1


def client_address(request: HttpRequest) -> str:
    """The address the request came from.

    Only as many entries of X-Forwarded-For are believed as there are proxies of our own
    (FESTIVAL_TRUSTED_PROXIES); what a visitor wrote in front of those is ignored.
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.TRUSTED_PROXIES
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return told[-proxies] if 0 < proxies <= len(told) and told[-proxies] else direct
