"""Answering anew. What did not change keeps the words of the question as they were then."""

from collections.abc import Iterable, Sequence

from registrations.models import Answer, LimitedOption, Question, Registration
from registrations.questions.answering import Kind
from registrations.questions.limits import take_places
from registrations.questions.uploads import erase_answers
from registrations.seating import seats
from registrations.sign_up.applying import Reply


def answer_anew(
    person: Registration, asked: Iterable[Question], replies: Sequence[Reply]
) -> list[Question]:
    """Let these be somebody's answers to what they were asked; the questions answered otherwise.

    Answers to other questions stay. Places of options are taken before others are given back.
    The caller holds the event's lock. Raises OptionFull.
    """
    questions = {question.pk: question for question in asked}
    rows = person.answers.filter(question__in=questions)
    before = {answer.question_id: answer for answer in rows}
    after = {reply.question.pk: reply for reply in replies}
    changed = [q for pk, q in questions.items() if _differ(before.get(pk), after.get(pk))]
    _move_places({q: (_value(before.get(q.pk)), _value(after.get(q.pk))) for q in changed})
    for question in changed:
        _keep(person, question, before.get(question.pk), after.get(question.pk))
    return changed


def _differ(before: Answer | None, after: Reply | None) -> bool:
    return (_value(before), _path(before)) != (_value(after), _path(after))


def _value(told: Answer | Reply | None) -> str:
    return told.value if told else ""


def _path(told: Answer | Reply | None) -> str:
    """Where the file is that came with it; files are told apart by that, not by their names."""
    if told is None or not told.file:
        return ""
    return told.file.path if isinstance(told, Reply) else str(told.file.name)


def _move_places(said: dict[Question, tuple[str, str]]) -> None:
    """Take the places of options that are chosen now, then give back the others."""
    choosing = {q: told for q, told in said.items() if q.kind in Kind.choosing()}
    gained = [
        Reply(question, "\n".join(lines))
        for question, (old, new) in choosing.items()
        if (lines := _but(new, old))
    ]
    take_places([gained])
    lost = {(q.pk, line) for q, (old, new) in choosing.items() for line in _but(old, new)}
    if lost:
        limits = LimitedOption.objects.filter(question__in=[q.pk for q in choosing])
        seats.release_options(limit for limit in limits if (limit.question_id, limit.text) in lost)


def _but(lines: str, without: str) -> list[str]:
    """The lines of one answer that are not in the other."""
    return [line for line in lines.splitlines() if line not in without.splitlines()]


def _keep(
    person: Registration, question: Question, before: Answer | None, reply: Reply | None
) -> None:
    """Write one answer down with the words of now, or take it away.

    Another file makes another answer, so that the address of the old one opens nothing. The old
    file is erased when all is committed.
    """
    if before and reply and not (_path(before) or _path(reply)):
        before.asked, before.value = question.text, reply.value
        before.save(update_fields=["asked", "value"])
        return
    if before:
        erase_answers(person.answers.filter(question=question))
    if reply:
        told = {"value": reply.value, "file": _path(reply)}
        Answer.objects.create(registration=person, question=question, asked=question.text, **told)
