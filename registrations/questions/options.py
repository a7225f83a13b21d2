"""The options of a question: how many places each has, and calling one something else."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher

from django.db import transaction
from django.utils.translation import ngettext

from events.locking import lock_event
from festival.audit import record
from festival.models import User
from festival.refusals import Refused
from registrations.models import LimitedOption, Question
from registrations.seating import seats


class BelowPlacesTaken(Refused):
    """More people chose an option than the new number allows; `option` is its text."""

    def __init__(self, message: str, *, option: str) -> None:
        super().__init__(message)
        self.option = option


@transaction.atomic
def set_limits(
    question: Question, limits: Mapping[str, int | None], *, now: datetime, by: User | None
) -> None:
    """Set how many places options have, by their text; None for no limit. Others stay.

    Who chose an option before it had a limit has one of its places. Raises BelowPlacesTaken. The
    same numbers again change nothing.
    """
    lock_event(question.event_id)
    before = told(question)
    known = {limit.text: limit for limit in question.limits.all()}
    for text, capacity in limits.items():
        limit = known.get(text) or LimitedOption(question=question, text=text)
        if capacity != limit.capacity:
            _set(limit, capacity)
    after = told(question)
    if before == after:
        return
    question.touch()
    changes = {"limitedoption": [before, after]}
    record("change", question, now=now, by=by, event_id=question.event_id, changes=changes)


def told(question: Question) -> str:
    """`Bus: 40; Boat: 12`; empty when no option has a limit."""
    return "; ".join(f"{limit.text}: {limit.capacity}" for limit in question.limits.all())


def _set(limit: LimitedOption, capacity: int | None) -> None:
    if capacity is None:
        limit.delete()
        return
    taken = limit.seats_taken if limit.pk else seats.count_option(limit)
    if capacity < taken:
        sentence = ngettext(
            "%(n)d person chose “%(option)s” already; it cannot be fewer.",
            "%(n)d people chose “%(option)s” already; it cannot be fewer.",
            taken,
        )
        raise BelowPlacesTaken(sentence % {"n": taken, "option": limit.text}, option=limit.text)
    limit.capacity = capacity
    limit.save()


@transaction.atomic
def rename_options(question: Question, names: Mapping[str, str]) -> None:
    """Let options be known by another name, where they count; `names` tells the new by the old.

    The number of places goes along, and who has one of those has it under the new name. What is
    asked only after an option is asked after it under its new name. The caller changes, and
    notes, the options of the question itself.
    """
    lock_event(question.event_id)
    for old, new in names.items():
        if question.limits.filter(text=old).update(text=new):
            _rename_answers(question, old, new)
        question.followed_by.filter(only_if_answer=old).update(only_if_answer=new)


def _rename_answers(question: Question, old: str, new: str) -> None:
    changed = []
    for answer in question.answers.all():
        lines = answer.value.splitlines()
        if old in lines:
            answer.value = "\n".join(new if line == old else line for line in lines)
            changed.append(answer)
    question.answers.bulk_update(changed, ["value"])


def drop_limits(question: Question) -> None:
    """Let go of the limits of options that are gone and that nobody has a place of."""
    for limit in question.limits.exclude(text__in=question.choices):
        if not limit.seats_taken:
            limit.delete()


def renamed(before: Sequence[str], after: Sequence[str]) -> dict[str, str]:
    """Which options were called something else: those that stand where another one stood."""
    pairs: dict[str, str] = {}
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for how, old, old_end, new, new_end in matcher.get_opcodes():
        if how == "replace" and old_end - old == new_end - new:
            pairs |= dict(zip(before[old:old_end], after[new:new_end], strict=True))
    return {old: new for old, new in pairs.items() if new not in before and old not in after}
