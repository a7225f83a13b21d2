"""Kinds of answers, and how one reads; without the database."""

from datetime import date

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

YES, NO = "yes", "no"


class Kind(models.TextChoices):
    """What kind of answer a question takes."""

    SHORT = "short", gettext_lazy("one line")
    LONG = "long", gettext_lazy("several lines")
    YES_NO = "yes-no", gettext_lazy("yes or no")
    ONE = "one", gettext_lazy("one of several options")
    SEVERAL = "several", gettext_lazy("one or more options")
    NUMBER = "number", gettext_lazy("a number")
    DATE = "date", gettext_lazy("a date")
    PHONE = "phone", gettext_lazy("a telephone number")
    FILE = "file", gettext_lazy("a file")

    @classmethod
    def choosing(cls) -> tuple[str, ...]:
        """Those with options to choose from."""
        return (cls.ONE, cls.SEVERAL)


def lines_of(text: str) -> list[str]:
    """The lines that say something, each once, in their order."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def shown_answer(kind: str, value: str) -> str:
    """An answer as people read it, in the active language."""
    if kind == Kind.YES_NO:
        return {YES: _("yes"), NO: _("no")}.get(value, value)
    if kind == Kind.SEVERAL:
        return "; ".join(value.splitlines())
    if kind == Kind.DATE:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    return value
