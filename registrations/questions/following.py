"""Questions that are asked only after a certain answer to an earlier one."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from festival.refusals import Refused
from registrations.models import Question
from registrations.questions.answering import Kind


class StillFollowed(Refused):
    """Another question is asked only after this one."""


class AskedTooEarly(Refused):
    """A question would stand before the one whose answer decides whether it is asked."""


def may_follow(question: Question) -> list[Question]:
    """The questions of the event that this one can be asked after, in order."""
    asked = question.event.questions.asked().exclude(pk=question.pk)
    deciding = asked.filter(kind__in=(Kind.YES_NO, *Kind.choosing()))
    if question.pk is None:
        return list(deciding)
    return [other for other in deciding if _place(other) < _place(question)]


def check_not_followed(question: Question) -> None:
    """Raise StillFollowed when another question would lose what it is asked after."""
    follower = question.followed_by.asked().first()
    if follower is not None:
        sentence = _("“%(question)s” is only asked after this question. Change that one first.")
        raise StillFollowed(sentence % {"question": follower}, field="retired")


def check_answers_stay(question: Question, answers: Sequence[str], *, field: str) -> None:
    """Raise StillFollowed when another question is asked after an answer that would go."""
    for follower in question.followed_by.exclude(only_if_answer__in=answers):
        sentence = _(
            "“%(question)s” is only asked after the answer “%(answer)s”. Change that one first."
        )
        about = {"question": follower, "answer": follower.only_if_answer}
        raise StillFollowed(sentence % about, field=field)


def check_order(questions: Iterable[Question]) -> None:
    """Raise AskedTooEarly when one of these, in order, stands before what it is asked after."""
    seen: set[int] = set()
    for question in questions:
        seen.add(question.pk)
        if question.only_if is not None and question.only_if_id not in seen:
            sentence = _("“%(question)s” is asked only after “%(earlier)s”, so it stays below it.")
            raise AskedTooEarly(sentence % {"question": question, "earlier": question.only_if})


def _place(question: Question) -> tuple[int, int]:
    return question.position, question.pk
