"""What changed in the timetable: sessions, tables, and who appears where."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import models
from events.changes.about import seats
from events.changes.change import (
    Change,
    Words,
    called,
    difference,
    field_changes,
    matched,
    quoted,
    sentence,
    text,
)
from events.pages.when import clock, span, weekday
from events.programme import Appearance, Programme, Session, Table

SESSION: Words = {
    "about": text(gettext_lazy("the description")),
    "block": called(gettext_lazy("the round")),
}
TABLE: Words = {"question": text(gettext_lazy("the question"))}
THEME = called(gettext_lazy("the theme"))
TITLE = called(gettext_lazy("the title"))
TOPIC = called(gettext_lazy("the topic"))
KIND = called(gettext_lazy("the kind"))
SESSION_TOLD_HERE = (
    *("title", "kind", "theme", "room", "starts_at", "ends_at", "capacity", "tables"),
    *("appearances", "cancelled"),
)
TABLE_TOLD_HERE = ("topic", "theme", "capacity", "appearances", "number")


def timetable_changes(old: Programme, new: Programme) -> Iterator[Change]:
    """What changed in the timetable, in its order; what was dropped stands at the end."""
    sessions = matched(old.sessions, new.sessions, lambda session: session.code)
    told = _Told(old, new)
    moved = False
    for session in sessions.added:
        yield Change(_("New: %(what)s.") % {"what": _full(session, new)}, (session.code,))
    for before, after in sessions.both:
        moved |= before.starts_at != after.starts_at
        yield from told.session(before, after)
    for session in sessions.gone:
        codes = (session.code, *(table.code for table in session.tables))
        dropped = _("Dropped: %(what)s.") % {"what": _full(session, old)}
        yield Change(dropped, codes, touches=True, everybody=for_all(session, old))
    if sessions.reordered and not moved:
        yield Change(_("The order of the programme has changed."))
    yield from told.tables()


def for_all(session: Session, said: Programme) -> bool:
    """Whether everybody is there: a plenary without choice, at a time when nothing else is."""
    start, end = session.starts_at, session.ends_at
    if session.kind != models.Session.Kind.PLENARY or session.block or not (start and end):
        return False
    others = (s for s in said.sessions if s.code != session.code and s.starts_at and s.ends_at)
    return not any(
        other.starts_at < end and start < other.ends_at  # type: ignore[operator]
        for other in others
        if other.kind != models.Session.Kind.BREAK and not other.cancelled
    )


class _Told:
    """Tells of sessions and tables that are in both programmes."""

    def __init__(self, old: Programme, new: Programme) -> None:
        self._old, self._new = old, new

    def session(self, old: Session, new: Session) -> Iterator[Change]:
        """What changed about one session, without its tables."""
        if old == new:
            return
        thing, codes = quoted(new.title), (new.code,)
        matters = [*self._called_off(old, new), *self._when(old, new), *self._where(old, new)]
        if old.title != new.title:
            matters.append(sentence(quoted(old.title), difference(TITLE, old.title, new.title)))
        matters += self._cast(thing, old.appearances, new.appearances)
        if matters:
            everybody = for_all(old, self._old) or for_all(new, self._new)
            yield from (Change(told, codes, True, everybody) for told in matters)
        texts = [*field_changes(old, new, SESSION, skip=SESSION_TOLD_HERE)]
        if old.kind != new.kind:
            kinds = dict(models.Session.Kind.choices)
            names = (kinds.get(old.kind, old.kind), kinds.get(new.kind, new.kind))
            texts.append(difference(KIND, *names))
        texts += self._shared(old, new)
        yield from (Change(sentence(thing, what), codes) for what in texts)

    def tables(self) -> Iterator[Change]:
        """What changed about the tables of sessions that are in both programmes."""
        tables = matched(
            [pair for pair in self._old.all_tables() if self._stays(pair[0], self._new)],
            self._new.all_tables(),
            lambda pair: pair[1].code,
        )
        for session, table in tables.added:
            if session.code in self._old.session_by_code:
                what = {"what": name_of(table), "session": quoted(session.title)}
                yield Change(_("New: %(what)s in %(session)s.") % what, (table.code,))
        for before, after in tables.both:
            yield from self._table(*before, *after)
        for session, table in tables.gone:
            what = {"what": name_of(table), "session": quoted(session.title)}
            yield Change(_("Dropped: %(what)s in %(session)s.") % what, (table.code,), touches=True)
        if tables.reordered and not any(a[0].code != b[0].code for a, b in tables.both):
            yield Change(_("The order of the tables has changed."))

    @staticmethod
    def _stays(session: Session, new: Programme) -> bool:
        """Whether a session is still there, or at least one of its tables is."""
        tables = (table.code in new.table_by_code for table in session.tables)
        return session.code in new.session_by_code or any(tables)

    def _table(
        self, old_session: Session, old: Table, session: Session, new: Table
    ) -> Iterator[Change]:
        thing, codes = name_of(new), (new.code,)
        matters = list(self._cast(thing, old.appearances, new.appearances))
        if old_session.code != session.code:
            moved = {"thing": thing, "old": quoted(old_session.title), "new": quoted(session.title)}
            matters.insert(0, _("%(thing)s moves from %(old)s to %(new)s.") % moved)
        if old.number != new.number:
            numbers = {"thing": thing, "old": old.number}
            matters.append(_("%(thing)s was table %(old)d.") % numbers)
        if old.topic != new.topic:
            matters.append(sentence(name_of(old), difference(TOPIC, old.topic, new.topic)))
        yield from (Change(told, codes, touches=True) for told in matters)
        texts = [*field_changes(old, new, TABLE, skip=TABLE_TOLD_HERE), *self._shared(old, new)]
        yield from (Change(sentence(thing, what), codes) for what in texts)

    def _shared(self, old: Session | Table, new: Session | Table) -> Iterator[str]:
        """What sessions and tables both have: a theme and seats."""
        if old.theme != new.theme:
            themes = (_theme(self._old, old.theme), _theme(self._new, new.theme))
            yield difference(THEME, *themes)
        if old.capacity != new.capacity:
            yield seats(old.capacity, new.capacity)

    def _called_off(self, old: Session, new: Session) -> Iterator[str]:
        if new.cancelled and not old.cancelled:
            yield _("%(thing)s is called off.") % {"thing": quoted(new.title)}
        if old.cancelled and not new.cancelled:
            yield _("%(thing)s is on again.") % {"thing": quoted(new.title)}

    def _when(self, old: Session, new: Session) -> Iterator[str]:
        hours = [(session.starts_at, session.ends_at) for session in (old, new)]
        if hours[0] == hours[1]:
            return
        timed = None not in (*hours[0], *hours[1])
        same_day = timed and _date(old, self._old) == _date(new, self._new)
        if same_day and old.starts_at != new.starts_at:
            yield from self._starts(old, new)
            return
        said = {"thing": quoted(new.title)}
        said |= {"new": _period(new, self._new), "old": _period(old, self._old)}
        if not (new.starts_at and new.ends_at):
            yield _("%(thing)s no longer has a set time (it was %(old)s).") % said
        elif not (old.starts_at and old.ends_at):
            yield _("%(thing)s now has a time: %(new)s.") % said
        else:
            yield _("%(thing)s is %(new)s instead of %(old)s.") % said

    def _starts(self, old: Session, new: Session) -> Iterator[str]:
        said = {
            "thing": quoted(new.title),
            "new": _clock(new.starts_at, self._new),
            "old": _clock(old.starts_at, self._old),
            "end": _clock(new.ends_at, self._new),
        }
        if old.ends_at == new.ends_at:
            yield _("%(thing)s starts at %(new)s instead of %(old)s.") % said
        else:
            yield _("%(thing)s starts at %(new)s instead of %(old)s, and ends at %(end)s.") % said

    def _where(self, old: Session, new: Session) -> Iterator[str]:
        said = {"thing": quoted(new.title), "new": new.room, "old": old.room}
        if old.room and new.room and old.room != new.room:
            yield _("%(thing)s moves from %(old)s to %(new)s.") % said
        elif new.room and not old.room:
            yield _("%(thing)s is in %(new)s.") % said
        elif old.room and not new.room:
            yield _("%(thing)s is no longer in %(old)s; the room is not known yet.") % said

    def _cast(
        self, thing: str, old: tuple[Appearance, ...], new: tuple[Appearance, ...]
    ) -> Iterator[str]:
        if old == new:
            return
        before, after = Counter(old), Counter(new)
        if before == after:
            yield sentence(thing, _("the order of the people has changed"))
        known: dict[str, Any] = dict(models.Appearance.Role.choices)
        for role in dict.fromkeys((*known, *(one.role for one in (*old, *new)))):
            gone = _names(self._old, before - after, role)
            come = _names(self._new, after - before, role)
            said = {"role": known.get(role, role), "new": come, "old": gone}
            if gone and come:
                yield sentence(thing, _("%(role)s is %(new)s instead of %(old)s") % said)
            elif come:
                yield sentence(thing, _("new as %(role)s: %(new)s") % said)
            elif gone:
                yield sentence(thing, _("no longer %(role)s: %(old)s") % said)


def name_of(table: Table) -> str:
    """`Table 3 (“Care”)`."""
    about = {"number": table.number, "topic": quoted(table.topic)}
    return _("Table %(number)d (%(topic)s)") % about


def _names(said: Programme, some: Counter[Appearance], role: str) -> str:
    known = said.person_by_code
    codes = [appearance.person for appearance in some.elements() if appearance.role == role]
    return ", ".join(known[code].name if code in known else code for code in codes)


def _theme(said: Programme, slug: str) -> str:
    known = said.theme_by_slug.get(slug)
    return known.title if known else slug


def _full(session: Session, said: Programme) -> str:
    """`“Plenary” (20:00 to 20:30, Studio)`."""
    about = ", ".join(part for part in (_period(session, said), session.room) if part)
    return f"{quoted(session.title)} ({about})" if about else quoted(session.title)


def _date(session: Session, said: Programme) -> date | None:
    return session.starts_at.astimezone(said.zone).date() if session.starts_at else None


def _clock(moment: datetime | None, said: Programme) -> str:
    return clock(moment.astimezone(said.zone)) if moment else ""


def _period(session: Session, said: Programme) -> str:
    """The hours, with the day where that is not the first day of the gathering."""
    if not (session.starts_at and session.ends_at):
        return ""
    start, end = (moment.astimezone(said.zone) for moment in (session.starts_at, session.ends_at))
    first = said.starts_at.astimezone(said.zone).date()
    hours = span(start, end)
    return hours if start.date() == first else f"{weekday(start)}, {hours}"
