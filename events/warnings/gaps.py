"""What is still missing, and what lies outside the gathering."""

from collections.abc import Iterator

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.warnings.concern import Concern, Kind
from events.warnings.looking import Looking

HOSTS = frozenset({"host", "co-host", "moderator"})


def outside_hours(at: Looking) -> Iterator[Concern]:
    """Sessions before the first day begins or after the last one ends, where that is known.

    A gathering of several days has no hours for the days between: only the outer ones count.
    """
    for (start, end), session in at.timed:
        if at.plan.exact and (start < at.plan.starts_at or end > at.plan.ends_at):
            sentence = _("%(session)s falls outside the hours of the gathering.")
            about = {"session": at.named(session)}
            yield Concern(Kind.OUTSIDE_HOURS, sentence % about, session.code)


def no_time(at: Looking) -> Iterator[Concern]:
    """Items that have no time yet while others do; a whole programme without is still a list."""
    if not at.timed:
        return
    for session in at.sessions:
        if session.hours is None:
            sentence = _("%(session)s has no time yet, and stands like that on the public page.")
            yield Concern(Kind.NO_TIME, sentence % {"session": at.named(session)}, session.code)


def no_room(at: Looking) -> Iterator[Concern]:
    """Sessions that visitors could not find: the venue has rooms, the gathering is in no one."""
    if not at.plan.rooms or at.plan.room is not None:
        return
    for _hours, session in at.timed:
        if session.room is None and not session.is_break:
            sentence = _("%(session)s has no room yet.") % {"session": at.named(session)}
            yield Concern(Kind.NO_ROOM, sentence, session.code)


def no_host(at: Looking) -> Iterator[Concern]:
    """Tables that nobody leads, those of one session together."""
    for session in at.sessions:
        tables = [t for t in session.tables if not any(part.role in HOSTS for part in t.cast)]
        if tables:
            sentence = ngettext(
                "Table %(numbers)s of “%(session)s” has no host yet.",
                "Tables %(numbers)s of “%(session)s” have no host yet.",
                len(tables),
            )
            numbers = get_text_list([str(table.number) for table in tables], _("and"))
            about = {"numbers": numbers, "session": session.title}
            only = tables[0].code if len(tables) == 1 else ""
            yield Concern(Kind.NO_HOST, sentence % about, session.code, only)


def no_text(at: Looking) -> Iterator[Concern]:
    """Words that people decide by: about the gathering, and about what they may choose."""
    if not at.plan.introduced:
        yield Concern(Kind.NO_TEXT, _("The gathering has no introduction and no summary yet."))
    for session in at.sessions:
        if session.round is not None and not session.described and not session.tables:
            sentence = _("People can choose “%(session)s”, but it has no description yet.")
            yield Concern(Kind.NO_TEXT, sentence % {"session": session.title}, session.code)
