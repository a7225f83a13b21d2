"""Rounds whose times make a choice impossible, or something other than a choice."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.plan import PlannedSession, Round
from events.warnings.concern import Concern, Kind
from events.warnings.looking import Hours, Looking, overlapping


@dataclass(frozen=True)
class Choice:
    """A round with its options that have a time, the first to begin first."""

    round: Round
    options: tuple[PlannedSession, ...]
    shared: Hours  # when all of them go on; back to front when there is no such time

    @property
    def codes(self) -> tuple[str, ...]:
        """The public codes of its options."""
        return tuple(option.code for option in self.options)


def rounds_at_odds(at: Looking) -> Iterator[Concern]:
    """Rounds that are no choice at one time, and rounds that nobody can choose in both of."""
    choices = list(_choices(at))
    for choice in choices:
        yield from _spread(choice, at)
    whole = [(c.shared, c) for c in choices if c.shared[0] < c.shared[1]]
    for choice, others in overlapping(whole):
        for other in others:
            sentence = _(
                "Nobody can choose in both “%(one)s” and “%(other)s”: they are at the same time."
            ) % {"one": other.round.title, "other": choice.round.title}
            codes = (*choice.codes[1:], *other.codes)
            yield Concern(Kind.ROUND_TIMES, sentence, choice.codes[0], others=codes)


def _choices(at: Looking) -> Iterator[Choice]:
    for round_ in at.plan.rounds:
        timed = sorted(
            ((s.hours, s) for s in at.options[round_.pk] if s.hours), key=lambda pair: pair[0]
        )
        if timed:
            latest_start = max(start for (start, _end), _session in timed)
            shared = (latest_start, min(end for (_start, end), _session in timed))
            yield Choice(round_, tuple(session for _hours, session in timed), shared)


def _spread(choice: Choice, at: Looking) -> Iterator[Concern]:
    """One may choose one option, though they are not at one time."""
    latest_start, first_end = choice.shared
    first, last = choice.options[0], choice.options[-1]
    if first.starts_at == latest_start:
        return
    if first_end <= latest_start:
        over = next(option for option in choice.options if option.ends_at == first_end)
        sentence = _(
            "In “%(round)s” people choose one, but %(one)s is over when %(other)s starts. "
            "Make two rounds of it, or put them at the same time."
        )
        about = {"one": at.named(over), "other": at.named(last)}
    else:
        sentence = _(
            "In “%(round)s” people choose one, but %(one)s and %(other)s do not start together."
        )
        about = {"one": at.named(first), "other": at.named(last)}
    title = {"round": choice.round.title}
    yield Concern(
        Kind.ROUND_TIMES, sentence % (about | title), choice.codes[0], others=choice.codes[1:]
    )
