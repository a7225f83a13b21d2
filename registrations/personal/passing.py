"""Who of a party waits, and who lets others go first until when: in words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import formats, timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from registrations.models import Registration
from registrations.personal.party import name_of
from registrations.states import Status


def in_words(moment: datetime, event: Event) -> str:
    """A moment in the event's own time: `maandag 4 mei 2026, 16.00 uur`."""
    return formats.date_format(timezone.localtime(moment, event.zone), "DATETIME_FORMAT")


def names_in_line(rows: Sequence[Registration], until: datetime | None = None) -> str:
    """Those of a party who wait, who lead it first: `Ria Bos and Companion 2`; no query.

    With `until`, only those who let others go first until then.
    """
    waiting = [
        name_of(row, number)
        for number, row in enumerate(rows)
        if row.status == Status.WAITING and until in {None, row.passes_until}
    ]
    return str(get_text_list(waiting, _("and")))


def passing_in_words(rows: Sequence[Registration], place: int, now: datetime) -> str:
    """Who lets others go first, until when and from which place in line; empty when nobody does.

    It is about the first of them who waits, and who waits with that one; `place` is theirs.
    """
    waiting = next(row for row in rows if row.status == Status.WAITING)
    if waiting.passes_until is None or waiting.passes_until <= now:
        return ""
    about = {"until": _until(waiting, waiting.passes_until, now), "place": place}
    if waiting.lead_id is None:
        sentence = _(
            "Until %(until)s you let others go first, at place %(place)d in line. After that it "
            "is your turn again."
        )
        return sentence % about
    several = sum(row.passes_until == waiting.passes_until for row in rows)
    sentence = ngettext(
        "Until %(until)s %(names)s lets others go first, at place %(place)d in line. After that "
        "it is their turn again.",
        "Until %(until)s %(names)s let others go first, at place %(place)d in line. After that "
        "it is their turn again.",
        several,
    )
    return sentence % (about | {"names": names_in_line(rows, waiting.passes_until)})


def _until(waiting: Registration, until: datetime, now: datetime) -> str:
    event = waiting.event
    then, today = (timezone.localtime(at, event.zone) for at in (until, now))
    if then.date() == (today + timedelta(days=1)).date():
        return _("tomorrow %(time)s") % {"time": formats.time_format(then)}
    return in_words(until, event)
