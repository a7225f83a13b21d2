"""How often one may try: counted in our own table, so for all processes and without addresses.

allauth's own limits count in Django's cache, which each process has for itself; they are off.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from festival.models import User
from festival.ratelimit import allowed, client_address, give_back

View = Callable[..., HttpResponseBase]
Success = Callable[[HttpRequest, HttpResponseBase], bool]
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
PER_ACCOUNT, PER_ADDRESS = 10, 50  # attempts in a quarter; an office shares one address


def sent_on(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether what was filled in was right: a wrong password shows the form again."""
    return response.status_code == HTTPStatus.FOUND


def is_in(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether somebody is logged in now."""
    return request.user.is_authenticated


def limited(
    purpose: str, field: str = "", *, but_not: Success | None = None
) -> Callable[[View], View]:
    """Refuse who sends a form too often: from one address, and for what `field` names.

    Without a field it is the account that is logged in that counts beside the address. Where
    `but_not` says that it was right, the attempt does not count: a whole team may log in from
    one address. It is counted first, so that guesses at the same moment all count.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            tries = _tries(request, purpose, field)
            if not all(tried.counts() for tried in tries):
                return too_often(request)
            response = view(request, *args, **kwargs)
            if but_not is not None and but_not(request, response):
                for tried in tries:
                    tried.does_not_count()
            return response

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


@dataclass(frozen=True)
class _Try:
    """One attempt, by one of the two things that it is counted by."""

    purpose: str
    who: str
    limit: int
    now: datetime

    def counts(self) -> bool:
        """Count it; whether it is not one too many."""
        return allowed(self.purpose, self.who, limit=self.limit, per=QUARTER, now=self.now)

    def does_not_count(self) -> None:
        """Count it no longer."""
        give_back(self.purpose, self.who, per=QUARTER, now=self.now)


def _tries(request: HttpRequest, purpose: str, field: str) -> tuple[_Try, _Try]:
    now, where = timezone.now(), client_address(request)
    named = request.POST.get(field, "").strip().casefold()[:254] if field else str(request.user.pk)
    per_address = _Try(purpose, where, PER_ADDRESS, now)
    return per_address, _Try(purpose, f"{where} {named}", PER_ACCOUNT, now)
