"""One change, how two lists are matched, and how a changed field is put into words."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.pages.when import day

Part = TypeVar("Part")
LONGEST = 100  # characters of a value in a sentence
A_DETAIL = gettext_lazy("a detail")

# What no visitor can see a difference in, by `Type.field`.
NEVER_MATTERS = {
    "Programme.code": "never changes",
    "Programme.sequence": "counts for calendars",
    "Programme.changed_at": "follows from the changes themselves",
    "Programme.withdrawn": "follows from the sessions",
    "Session.sequence": "counts for calendars",
    "Session.changed_at": "follows from the changes themselves",
    "Person.sort_name": "follows from the name",
    "Picture.small_path": "follows from the picture",
    "Picture.width": "follows from the picture",
    "Picture.height": "follows from the picture",
    "Document.size": "follows from the file",
    "Document.kind": "follows from the file",
}


@dataclass(frozen=True)
class Change:
    """One difference.

    `codes` are those of the sessions and tables it is about; none for the event as a whole.
    It *touches* people when somebody who comes may want to act on it: time, place, who hosts,
    what is called off. Then `everybody` tells that it does so for all who come, and not only
    for those who chose one of `codes`.
    """

    sentence: str
    codes: tuple[str, ...] = ()
    touches: bool = False
    everybody: bool = False


@dataclass(frozen=True)
class Named:
    """How a field is called in a sentence; a `long` text is not quoted in it."""

    words: str | Promise
    long: bool = False


def called(words: str | Promise) -> Named:
    """A field whose values stand in the sentence."""
    return Named(words)


def text(words: str | Promise) -> Named:
    """A field of which only is told that it changed."""
    return Named(words, long=True)


Words = Mapping[str, Named]


def sentence(thing: str, what: str) -> str:
    """`“Plenary”: the description has changed.`"""
    return f"{thing}: {what}." if thing else f"{capfirst(what)}."


def field_changes(old: Any, new: Any, words: Words, *, skip: Iterable[str] = ()) -> Iterator[str]:
    """What differs between two parts of one type, field by field, without full stops."""
    kind = type(new).__name__
    left_out = set(skip)
    unnamed = False
    for field in fields(new):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before == after or field.name in left_out or f"{kind}.{field.name}" in NEVER_MATTERS:
            continue
        if field.name in words:
            yield difference(words[field.name], before, after)
        else:
            unnamed = True
    if unnamed:
        yield difference(text(A_DETAIL), True, True)


def difference(named: Named, before: Any, after: Any) -> str:
    """`the title is now “A” instead of “B”`."""
    what = named.words
    if named.long:
        if after in ("", None, ()):
            return _("%(what)s is left out") % {"what": what}
        if before in ("", None, ()):
            return _("%(what)s is new") % {"what": what}
        return _("%(what)s has changed") % {"what": what}
    said = {"what": what, "new": shown(after), "old": shown(before)}
    if after in ("", None):
        return _("%(what)s is left out (it was %(old)s)") % said
    if before in ("", None):
        return _("%(what)s is now %(new)s") % said
    return _("%(what)s is now %(new)s instead of %(old)s") % said


def shown(value: Any) -> str:
    """A value as it stands in a sentence."""
    if isinstance(value, date):
        return day(value)
    return quoted(str(value)) if isinstance(value, str | Promise) else str(value)


def quoted(words: str) -> str:
    """`“Plenary”`."""
    words = " ".join(words.split())
    return f"“{words if len(words) <= LONGEST else Truncator(words).chars(LONGEST)}”"


@dataclass(frozen=True)
class Matched(Generic[Part]):
    """Two lists set against each other."""

    gone: tuple[Part, ...]
    added: tuple[Part, ...]
    both: tuple[tuple[Part, Part], ...]
    reordered: bool


def matched(
    old: Iterable[Part], new: Iterable[Part], key: Callable[[Part], Hashable]
) -> Matched[Part]:
    """The parts of two lists by what identifies them; equal ones are matched in their order."""
    before, after = _by_key(old, key), _by_key(new, key)
    stayed = [mark for mark in after if mark in before]
    return Matched(
        gone=tuple(part for mark, part in before.items() if mark not in after),
        added=tuple(part for mark, part in after.items() if mark not in before),
        both=tuple((before[mark], after[mark]) for mark in stayed),
        reordered=stayed != [mark for mark in before if mark in after],
    )


def _by_key(
    parts: Iterable[Part], key: Callable[[Part], Hashable]
) -> dict[tuple[Hashable, int], Part]:
    met: dict[Hashable, int] = defaultdict(int)
    found = {}
    for part in parts:
        mark = key(part)
        found[mark, met[mark]] = part
        met[mark] += 1
    return found
