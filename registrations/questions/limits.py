"""Options with a number of places: taken and given back together with the answer."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from festival.refusals import Refused
from registrations.models import Answer, LimitedOption, Question, Registration
from registrations.questions.answering import Kind
from registrations.seating import seats
from registrations.sign_up.applying import Reply


class OptionFull(Refused):
    """All places of an option are taken.

    `person` tells who wanted it: 0 is who signs up, 1 the first companion.
    """

    def __init__(self, message: str, *, question: Question, person: int = 0) -> None:
        super().__init__(message, field=f"question-{question.pk}")
        self.question, self.person = question, person


def take_places(replies: Sequence[Sequence[Reply]]) -> None:
    """Take a place for each answer to an option that has so many; `replies` by person.

    Raises OptionFull. The caller holds the event's lock. One query when no option of these
    questions is limited, and none without a question to choose from.
    """
    asked = {r.question.pk for own in replies for r in own if r.question.kind in Kind.choosing()}
    if not asked:
        return
    limits = {
        (limit.question_id, limit.text): limit
        for limit in LimitedOption.objects.filter(question__in=asked)
    }
    for person, own in enumerate(replies):
        for reply in own:
            for line in reply.value.splitlines():
                limit = limits.get((reply.question.pk, line))
                if limit is not None and not seats.take_option(limit):
                    told = {"option": limit.text}
                    raise OptionFull(
                        _("There is no place left for “%(option)s”.") % told,
                        question=reply.question,
                        person=person,
                    )


def release_places(people: Iterable[Registration]) -> None:
    """Give back the places that the answers of people hold. The caller holds the event's lock."""
    seats.release_options(places_of(people))


def take_places_again(people: Iterable[Registration]) -> None:
    """Take the places that people's answers held once more, as far as there are any.

    What is gone is taken out of the answer. The caller holds the event's lock. One query for any
    number of people, and a few for each who chose among options with so many places.
    """
    people = list(people)
    limited = Answer.objects.filter(registration__in=people, question__limits__isnull=False)
    chose = set(limited.values_list("registration", flat=True).order_by())
    for person in people:
        if person.pk in chose:
            _take_again(person)


def _take_again(person: Registration) -> None:
    for limit in places_of([person]):
        if not seats.take_option(limit):
            answer = person.answers.get(question=limit.question_id)
            left = [line for line in answer.value.splitlines() if line != limit.text]
            if left:
                answer.value = "\n".join(left)
                answer.save(update_fields=["value"])
            else:
                answer.delete()


def places_of(people: Iterable[Registration]) -> list[LimitedOption]:
    """The limited options that people chose, as often as they did."""
    answers = Answer.objects.filter(registration__in=list(people))
    chosen = answers.filter(Q(question__limits__isnull=False)).distinct().order_by()
    said = list(chosen.values_list("pk", "question", "value"))
    if not said:
        return []
    limits = {
        (limit.question_id, limit.text): limit
        for limit in LimitedOption.objects.filter(question__in={row[1] for row in said})
    }
    lines = ((question, line) for _pk, question, value in said for line in value.splitlines())
    return [limits[line] for line in lines if line in limits]
