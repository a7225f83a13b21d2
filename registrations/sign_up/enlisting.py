"""Writing down people who come: their rows, seats or places in line, choices and answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event, Theme
from festival.names import sort_name
from festival.refusals import Refused
from registrations.models import (
    Answer,
    Choice,
    ConsentText,
    Question,
    Registration,
    RegistrationRole,
)
from registrations.questions.limits import take_places
from registrations.seating import seats
from registrations.seating.line import EVERYBODY
from registrations.seating.moving_up import must_prove, proof_until, room_of, seats_for_newcomers
from registrations.sign_up.applying import Companion, IfShort, Reply
from registrations.sign_up.picking import Pick, WrongChoice, as_now, check_picks
from registrations.states import ChoiceStatus, Status

NOT_CLEANED = ["event", "role", "lead", "case", "sort_name"]  # those would cost queries


class TooFewSeats(Refused):
    """There are seats, but not for everybody; what to do is for who signs up to say.

    `together` tells whether all of them may wait for seats together.
    """

    def __init__(self, message: str, *, left: int, wanted: int, together: bool = True) -> None:
        super().__init__(message, field="if_short")
        self.left, self.wanted, self.together = left, wanted, together


class TooMany(Refused):
    """More people than one sign-up may be for."""


class NoName(Refused):
    """A companion has no name, where the event wants one; `person` 1 is the first."""

    person = 0


@dataclass(frozen=True)
class Told:
    """What one person chose and answered."""

    picks: tuple[Pick, ...] = ()
    replies: tuple[Reply, ...] = ()


def checked(event: Event, told: Sequence[Told], *, first: int = 0) -> list[Told]:
    """What people chose and answered, with the rows of their choices as they are since the lock.

    `first` is the number of the first of them: 0 for who signs up. Raises WrongChoice unless it
    is the event's, is still asked, and goes together. One query more where there are answers.
    """
    asked = _asked_now(event, told)
    renewed = iter(as_now(pick for own in told for pick in own.picks))
    fresh = [replace(own, picks=tuple(islice(renewed, len(own.picks)))) for own in told]
    for person, own in enumerate(fresh, first):
        try:
            check_picks(event, own.picks)
            check_parts(event, *(reply.question for reply in own.replies))
            _check_asked(own.replies, asked)
        except WrongChoice as wrong:
            wrong.person = person
            raise
    return fresh


def _asked_now(event: Event, told: Sequence[Told]) -> frozenset[int]:
    """Which of the questions that were answered are still asked."""
    answered = {reply.question.pk for own in told for reply in own.replies}
    rows = event.questions.asked().filter(pk__in=answered).order_by()
    return frozenset(rows.values_list("pk", flat=True)) if answered else frozenset()


def _check_asked(replies: Sequence[Reply], asked: frozenset[int]) -> None:
    for reply in replies:
        if reply.question.pk not in asked:
            sentence = _("“%(question)s” is no longer asked. Send the form again.")
            about = {"question": reply.question.text}
            raise WrongChoice(sentence % about, field=f"question-{reply.question.pk}")


def check_parts(event: Event, *parts: ConsentText | Question | RegistrationRole | Theme) -> None:
    """Raise WrongChoice for what belongs to another event."""
    if any(part.event_id != event.pk for part in parts):
        raise WrongChoice(_("Choose one of the options of this gathering."))


def check_companions(event: Event, companions: Sequence[Companion], *, already: int) -> None:
    """Raise TooMany or NoName for companions that the event does not allow.

    `already` is how many people the sign-up is for without them.
    """
    if already + len(companions) > event.most_together:
        sentence = _("You can sign up at most %(most)d people at once.")
        raise TooMany(sentence % {"most": event.most_together})
    for number, companion in enumerate(companions, 1):
        nameless = not companion.given_name and not companion.family_name
        if nameless and not event.nameless_companions:
            refusal = NoName(_("Fill in the name of everybody who comes along."))
            refusal.person = number
            raise refusal


def count_seated(
    event: Event, role: RegistrationRole | None, size: int, *, if_short: IfShort
) -> int:
    """How many of so many newcomers get a seat, the first ones. Raises TooFewSeats.

    Raises TooMany where several would wait for more seats than there are in all: that never ends.

    The caller holds the event's lock, and has read event and role since.
    """
    seated = seats_for_newcomers(event, role, size)
    most = room_of(event).most(role.pk if role else EVERYBODY) if 1 < size != seated else None
    if seated == 0 or (if_short is IfShort.TOGETHER and seated < size):
        check_can_wait(size, most)
        return 0
    check_can_wait(size - seated, most)
    if if_short is IfShort.ASK and seated < size:
        sentence = _("There are no longer seats for all of you. Say what you want.")
        together = most is None or size <= most
        raise TooFewSeats(sentence, left=seated, wanted=size, together=together)
    return seated


def check_can_wait(size: int, most: int | None) -> None:
    """Refuse several who would wait for more seats than there are; at no seats, more must come."""
    if size > 1 and most and size > most:
        sentence = ngettext(
            "There is %(most)d seat in all, so %(size)d people cannot wait for seats together.",
            "There are %(most)d seats in all, so %(size)d people cannot wait for seats together.",
            most,
        )
        raise TooMany(sentence % {"most": most, "size": size})


def enlist(
    people: Sequence[Registration], told: Sequence[Told], *, seated: int, now: datetime
) -> list[Choice]:
    """Save new people of one party: the first `seated` get a seat, the others come last in line.

    They are unsaved, without state; their event is read since the lock, and there are that many
    seats. Raises OptionFull and ValidationError. Returns all their choices.
    """
    event, role = people[0].event, people[0].role
    if seated and not seats.enter(event, role, seated):
        seated = 0  # somebody was faster: only without the lock
    for number, person in enumerate(people):
        _set_state(person, seated=number < seated, now=now)
        person.sort_name = sort_name(person.given_name, person.infix, person.family_name)
        person.clean_fields(exclude=NOT_CLEANED)
    _save(people)
    take_places([own.replies for own in told])
    choices = [
        choice for person, own in zip(people, told, strict=True) for choice in _wishes(person, own)
    ]
    for choice in choices:
        if choice.registration.status != Status.WAITING and not choice.block.ranked:
            seats.seat_or_queue(choice)
    made: list[Choice] = Choice.objects.bulk_create(choices)
    keep_replies(people, told)
    return made


def _set_state(person: Registration, *, seated: bool, now: datetime) -> None:
    person.created_at = now
    if not seated:
        person.status, person.waiting_since = Status.WAITING, now
    elif must_prove(person.event, person.first, now):
        person.status, person.hold_until = Status.PENDING, proof_until(person.event, now)
    else:
        person.status, person.confirmed_at = Status.CONFIRMED, now


def _save(people: Sequence[Registration]) -> None:
    """Save who leads first: the others point at that row."""
    head = people[0]
    rest = list(people)
    if head.lead is None:
        head.save(force_insert=True)
        rest = rest[1:]
        for person in rest:
            person.lead = head
    Registration.objects.bulk_create(rest)


def _wishes(person: Registration, own: Told) -> list[Choice]:
    return [
        Choice(
            registration=person,
            block=pick.block,
            session=pick.session,
            table=pick.table,
            rank=pick.rank,
            status=ChoiceStatus.WISHED,
            since=person.created_at,
        )
        for pick in own.picks
    ]


def keep_replies(people: Sequence[Registration], told: Sequence[Told]) -> None:
    """Note what people answered, with the words they saw."""
    Answer.objects.bulk_create(
        Answer(
            registration=person,
            question=reply.question,
            asked=reply.question.text,
            value=reply.value,
            file=reply.file.path if reply.file else "",
        )
        for person, own in zip(people, told, strict=True)
        for reply in own.replies
    )
