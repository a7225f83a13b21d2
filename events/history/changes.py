"""What changed in one field, as a sentence with what it was and what it became."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from events.history.kinds import OF_PEOPLE, field_of, kinds_of

SHORT = 120  # characters that still read well within a sentence
LAST = 10**9  # after any field of a model


@dataclass(frozen=True)
class Change:
    """One field: a sentence, and both versions where they are too long for it."""

    sentence: str
    before: str = ""
    after: str = ""

    @property
    def is_long(self) -> bool:
        """Whether the versions are shown apart."""
        return bool(self.before or self.after)


def changes_in(kind: str, changes: dict[str, Any]) -> list[Change]:
    """The changed fields of an entry about a kind of thing, as sentences.

    Of what people told about themselves no values are shown, whatever an entry holds.
    """
    pairs = {name: pair for name, pair in changes.items() if is_pair(pair)}
    if kind in OF_PEOPLE:
        return []
    # PostgreSQL keeps the names in an order of its own
    names = sorted(pairs, key=lambda name: _place(kind, name))
    return [_change(kind, name, *pairs[name]) for name in names]


def _place(kind: str, name: str) -> tuple[int, str]:
    """Where a field stands in its model; what is no field comes last, by name."""
    field = field_of(kind, name)
    return (getattr(field, "creation_counter", LAST), name)


def is_pair(value: Any) -> bool:
    """Whether an entry holds a before and an after."""
    return isinstance(value, list) and len(value) == 2  # noqa: PLR2004


def _change(kind: str, name: str, before: Any, after: Any) -> Change:
    field = field_of(kind, name)
    label = capfirst(str(field.verbose_name) if field else kinds_of(name))
    was, now = in_words(field, before), in_words(field, after)
    if max(len(was), len(now)) > SHORT or "\n" in was + now:
        return Change(_longer(was, now) % {"field": label}, before=was, after=now)
    return Change(_shorter(was, now) % {"field": label, "before": was, "after": now})


def _shorter(was: str, now: str) -> str:
    if not was:
        return _("%(field)s: “%(after)s” was filled in.")
    if not now:
        return _("%(field)s: “%(before)s” was taken out.")
    return _("%(field)s: “%(before)s” became “%(after)s”.")


def _longer(was: str, now: str) -> str:
    if not was:
        return _("%(field)s: a text was filled in.")
    if not now:
        return _("%(field)s: the text was taken out.")
    return _("%(field)s: the text was changed.")


def in_words(field: Any, value: Any) -> str:
    """A value of an entry as people say it; moments in the active time zone."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    choices = dict(getattr(field, "flatchoices", None) or ())
    if value in choices:
        return str(choices[value])
    if isinstance(field, models.DateTimeField):
        return _moment(str(value))
    if isinstance(field, models.DateField):
        day: date | None = parse_date(str(value))
        return date_format(day, "DATE_FORMAT") if day else str(value)
    return str(value)


def _moment(iso: str) -> str:
    moment: datetime | None = parse_datetime(iso)
    if moment is None:
        return iso
    there = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return date_format(there, "DATETIME_FORMAT")


def shortened(name: str) -> str:
    """A name as it stands in a sentence."""
    return Truncator(name).chars(SHORT)
