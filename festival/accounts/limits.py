"""How often one may try: counted in our own table, so for all processes and without addresses.

allauth's own limits count in Django's cache, which each process has for itself; they are off.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.models import User
from festival.ratelimit import allowed, client_address

View = Callable[..., HttpResponseBase]
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
PER_ACCOUNT, PER_ADDRESS = 10, 50  # attempts in a quarter; an office shares one address


def limited(purpose: str, field: str = "") -> Callable[[View], View]:
    """Refuse who sends a form too often: from one address, and for what `field` names.

    Without a field it is the account that is logged in that counts beside the address.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not _may_try(request, purpose, field):
                return too_often(request)
            return view(request, *args, **kwargs)

        return counted

    return mark


def too_often(request: HttpRequest) -> HttpResponseBase:
    """The page that says when to come back."""
    return render(request, "account/too_often.html", status=429)


def check_second_step(user: User) -> None:
    """Count an attempt at a code of the second step. Raises ValidationError when it is too many."""
    limit = {"limit": PER_ACCOUNT, "per": QUARTER, "now": timezone.now()}
    if not allowed("second step", str(user.pk), **limit):  # type: ignore[arg-type]
        raise ValidationError(_("Too many attempts. Wait a quarter of an hour and try again."))


def is_first_use(user: User, code: str) -> bool:
    """Whether this code has not been used in this hour: who looked over a shoulder comes too late."""
    who, now = f"{user.pk} {code}", timezone.now()
    return allowed("code of the second step", who, limit=1, per=HOUR, now=now)


def _may_try(request: HttpRequest, purpose: str, field: str) -> bool:
    now, where = timezone.now(), client_address(request)
    named = request.POST.get(field, "").strip().casefold()[:254] if field else str(request.user.pk)
    return allowed(purpose, where, limit=PER_ADDRESS, per=QUARTER, now=now) and allowed(
        purpose, f"{where} {named}", limit=PER_ACCOUNT, per=QUARTER, now=now
    )
