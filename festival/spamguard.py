"""Tells people from robots without asking people anything.

A form carries a signed stamp: an identity of its own and the moment it was shown. A robot
sends a form at once, alters what it does not understand, and fills in every field there is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.utils.translation import gettext as _

from festival.refusals import Refused

AT_LEAST = timedelta(seconds=2)  # nobody fills in a form faster
AT_MOST = timedelta(days=3)  # a form left open over a weekend still works


class SentTooFast(Refused):
    """The form came back sooner than somebody can fill it in; the same stamp may come again."""


class StampRefused(Refused):
    """The stamp is missing, altered, of another form, or too old; a new one is needed."""


@dataclass(frozen=True)
class Stamp:
    """What a form's stamp says."""

    key: UUID
    shown_at: datetime


def new_stamp(form: str, *, now: datetime) -> str:
    """A fresh stamp for one form; `form` names which, so that it fits no other."""
    return _signer(form).sign(f"{uuid4().hex}.{int(now.timestamp() * 1000)}")


def read_stamp(text: str, form: str, *, now: datetime) -> Stamp:
    """What a stamp says. Raises StampRefused."""
    try:
        key, _dot, shown = _signer(form).unsign(text).partition(".")
    except signing.BadSignature as problem:
        raise StampRefused(
            _("This form could not be used any more. Please send it again.")
        ) from problem
    stamp = Stamp(UUID(key), datetime.fromtimestamp(int(shown) / 1000, tz=now.tzinfo))
    if now - stamp.shown_at > AT_MOST:
        raise StampRefused(_("This form was open for a long time. Please send it again."))
    return stamp


def check_speed(stamp: Stamp, *, now: datetime) -> None:
    """Raise SentTooFast when nobody could have filled in the form since it was shown."""
    if now - stamp.shown_at < AT_LEAST:
        raise SentTooFast(_("That was very fast. Please send the form once more."))


def _signer(form: str) -> signing.Signer:
    return signing.Signer(salt=f"festival.spamguard:{form}")
