"""Whom of a party a mail is about, in words: who gets it, everybody, or some by name. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registrations.mails.kinds import Kind
from registrations.mails.party import Party, name_of
from registrations.models import Registration
from registrations.states import HOLDS_SEAT, ChoiceStatus, Status


@dataclass(frozen=True)
class Whom:
    """Some people of a party; `names` fits after “for”, and is empty for who gets the mail.

    `waits` says whether they are in line, `kept` what the others have, as a sentence.
    """

    number: int
    you: bool
    with_you: bool
    names: str
    waits: bool
    kept: str


def whom_of(kind: Kind, party: Party) -> Whom:
    """The people whom a mail of this kind is about, in the active language."""
    people = concerned(kind, party)
    you = people == [party.lead]
    return Whom(
        number=len(people),
        you=you,
        with_you=party.lead in people,
        names="" if you else names_of(people, party),
        waits=any(person.status == Status.WAITING for person in people),
        kept=_kept(people, party),
    )


def concerned(kind: Kind, party: Party) -> list[Registration]:
    """Those to whom something happened, or of whom an answer is awaited; never nobody."""
    return _AMONG.get(kind, _everybody)(party) or list(party.people) or [party.lead]


def names_of(people: Sequence[Registration], party: Party, *, acting: bool = False) -> str:
    """`Ria Bos and Companion 2`, `you and Ria Bos`, or all of you.

    `acting` says that they do what the sentence says: some languages then have another “you”.
    """
    if len(people) > 1 and len(people) == len(party.people):
        return _("all of you")
    you = _("You") if acting else _("you")
    names = [you if p.pk == party.lead.pk else name_of(p, party) for p in people]
    return str(get_text_list(names, _("and")))


def queued_of(party: Party) -> list[Registration]:
    """Who of them waits for something they chose."""
    waiting = {c.registration_id for c in party.choices if c.status == ChoiceStatus.WAITING}
    return [person for person in party.people if person.pk in waiting]


def who_waits(party: Party) -> str:
    """`3 of you have a seat; Kim is on the waiting list, place 4.`; empty if nobody waits."""
    waiting = party.some(Status.WAITING)
    seated = [person for person in party.people if person.status in HOLDS_SEAT]
    if not waiting or not seated:
        return ""
    line = ngettext("%(names)s waits for a seat", "%(names)s wait for a seat", len(waiting))
    line %= {"names": names_of(waiting, party, acting=True)}
    if len(set(party.positions.values())) == 1:
        line += _(", at place %(place)d in line") % {"place": party.position}
    return f"{_seats(seated, party)}; {line}."


def _seats(seated: Sequence[Registration], party: Party) -> str:
    if list(seated) == [party.lead]:
        return _("You have a seat")
    sentence = ngettext(
        "%(number)d of you has a seat", "%(number)d of you have a seat", len(seated)
    )
    return sentence % {"number": len(seated)}


def _kept(people: Sequence[Registration], party: Party) -> str:
    """What those have whom the mail is not about; empty if nobody else has a seat."""
    others = [p for p in party.people if p.has_certain_seat and p not in people]
    if not others:
        return ""
    if party.lead not in others:
        sentence = ngettext(
            "The seat of %(names)s stays.", "The seats of %(names)s stay.", len(others)
        )
        return sentence % {"names": names_of(others, party)}
    if len(others) == 1:
        return _("You keep your own seat.")
    sentence = ngettext(
        "You and %(number)d other keep your seats.",
        "You and %(number)d others keep your seats.",
        len(others) - 1,
    )
    return sentence % {"number": len(others) - 1}


def _everybody(party: Party) -> list[Registration]:
    return list(party.people)


def _in(status: Status) -> Callable[[Party], list[Registration]]:
    return lambda party: party.some(status)


def _who_let_go(party: Party) -> list[Registration]:
    """Who left the line in this moment, or else lets others go first from now on."""
    passing = [person for person in party.some(Status.WAITING) if person.passes_until]
    return party.some(Status.CANCELLED) or passing


def _seated_last(party: Party) -> list[Registration]:
    seated = [(p.confirmed_at, p) for p in party.people if p.has_certain_seat and p.confirmed_at]
    last = max((moment for moment, _person in seated), default=None)
    return [person for moment, person in seated if moment == last]


_AMONG: dict[Kind, Callable[[Party], list[Registration]]] = {
    Kind.OFFERED: _in(Status.OFFERED),
    Kind.OFFER_ENDING: _in(Status.OFFERED),
    Kind.OFFER_LAPSED: _who_let_go,
    Kind.DECLINED_STAYS: _who_let_go,
    Kind.PROMOTED: _seated_last,
    Kind.GIVEN: _seated_last,
    Kind.PROVE: _in(Status.PENDING),
    Kind.WAITING: _in(Status.WAITING),
}
