"""What differs between two programmes, in plain sentences of the active language.

Pure: no database. Nothing is silently left out: a field without words of its own is told as a
detail that changed, and the few that never matter are named in `NEVER_MATTERS`.
"""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import translation

from events.changes.about import event_changes
from events.changes.change import NEVER_MATTERS, Change
from events.changes.content import content_changes
from events.changes.people import people_changes
from events.changes.timetable import timetable_changes
from events.programme import Programme

__all__ = ["NEVER_MATTERS", "ByLanguage", "Change", "changes", "in_each_language"]

ByLanguage = Mapping[str, Sequence[Change]]


def changes(old: Programme | None, new: Programme) -> tuple[Change, ...]:
    """What is different in `new`; nothing when there was no programme before."""
    if old is None:
        return ()
    return (
        *event_changes(old, new),
        *timetable_changes(old, new),
        *people_changes(old, new),
        *content_changes(old, new),
    )


def in_each_language(old: Programme | None, new: Programme) -> dict[str, tuple[Change, ...]]:
    """The same changes, in the same order, in each language of the site."""
    told = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told[code] = changes(old, new)
    return told
