"""Which questions somebody is asked: by their role, by who they are, and by what they answered."""

from collections.abc import Iterable, Mapping

from registrations.models import Question, RegistrationRole
from registrations.questions.answering import Kind
from registrations.sign_up.offer import Asked


def asked_of(
    questions: Iterable[Asked], role: RegistrationRole | None, *, lead: bool
) -> list[Asked]:
    """The questions for somebody in this role who signs up, or comes along; in their order."""
    return [asked for asked in questions if asked.concerns(role) and asked.is_for(lead=lead)]


def applying(questions: Iterable[Asked], answers: Mapping[int, str]) -> list[Asked]:
    """Those that apply with these answers (the kept value by question id), in their order.

    A question that follows another applies only while that one does, so that what follows a
    hidden question is hidden as well. Questions that follow each other in a ring never apply.
    """
    questions = list(questions)
    earlier: dict[int, Question] = {}
    while more := {
        asked.question.pk: asked.question
        for asked in questions
        if asked.question.pk not in earlier and _applies(asked.question, earlier, answers)
    }:
        earlier |= more
    return [asked for asked in questions if asked.question.pk in earlier]


def _applies(
    question: Question, earlier: Mapping[int, Question], answers: Mapping[int, str]
) -> bool:
    if question.only_if_id is None:
        return True
    before = earlier.get(question.only_if_id)
    if before is None:
        return False
    return is_answer(before, answers.get(before.pk, ""), question.only_if_answer)


def is_answer(question: Question, value: str, wanted: str) -> bool:
    """Whether a kept answer says what is wanted; any answer does when nothing special is."""
    given = value.splitlines() if question.kind == Kind.SEVERAL else [value]
    if not wanted:
        return bool(value)
    return wanted.strip().casefold() in {text.strip().casefold() for text in given}
