"""Seats that are kept for people of a party until they say yes or no, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registrations.models import Registration
from registrations.personal.party import name_of
from registrations.states import Status

YES, NO, STAY = "ja", "nee", "blijf"


@dataclass(frozen=True)
class Offer:
    """Whose seats are offered: those of who reads it, or only of who comes along.

    `seated` are the others of the party who have a seat for certain.
    """

    names: tuple[str, ...]
    to_lead: bool
    lead_is_seated: bool
    seated: int

    def __bool__(self) -> bool:
        """Whether there is anything to answer."""
        return bool(self.names)

    @property
    def count(self) -> int:
        """How many seats."""
        return len(self.names)

    @property
    def heading(self) -> str:
        """For whom there is a seat."""
        if self.to_lead:
            sentence = ngettext(
                "There is one seat for you", "There are %(n)s seats for you", self.count
            )
            return sentence % {"n": self.count}
        sentence = ngettext(
            "There is a seat for %(names)s", "There are seats for %(names)s", self.count
        )
        return sentence % self._names

    @property
    def keeps(self) -> str:
        """Who loses nothing, whatever is answered; empty when the offer is to who reads it."""
        if self.to_lead or not self.lead_is_seated:
            return ""
        if not self.seated:
            return _("You keep your own seat, whatever you answer.")
        sentence = ngettext(
            "You and the other one keep your seats, whatever you answer.",
            "You and the %(n)d others keep your seats, whatever you answer.",
            self.seated,
        )
        return sentence % {"n": self.seated}

    def answers(self, pressed: str) -> list[tuple[str, str]]:
        """What can be answered, as values and words; what was `pressed` in the mail goes first."""
        if self.to_lead:
            yes = _("Yes, we come") if self.count > 1 else _("Yes, I come")
            no = _("No thanks, somebody else may have it")
        else:
            yes = ngettext("Yes, %(names)s comes", "Yes, %(names)s come", self.count) % self._names
            no = _("No, not needed")
        stay = _("Not now, but keep my place in line")
        if not self.to_lead:
            stay = _("Not now, but keep the place in line")
        found = [(YES, yes), (NO, no), (STAY, stay)]
        return sorted(found, key=lambda answer: answer[0] != pressed)

    def told(self, answer: str) -> str:
        """What is said when it was answered."""
        if self.to_lead or not self:
            return {
                YES: _("Good that you come! Your seat is certain."),
                NO: _(
                    "Thank you for telling us. The seat comes free for whoever is next in line now."
                ),
                STAY: _("You keep your place in line."),
            }[answer]
        about = {
            YES: ngettext(
                "The seat of %(names)s is certain.",
                "The seats of %(names)s are certain.",
                self.count,
            ),
            NO: ngettext(
                "Thank you for telling us. %(names)s no longer comes; the seat comes free for "
                "whoever is next in line now.",
                "Thank you for telling us. %(names)s no longer come; the seats come free for "
                "whoever is next in line now.",
                self.count,
            ),
            STAY: ngettext(
                "%(names)s keeps the place in line.",
                "%(names)s keep the place in line.",
                self.count,
            ),
        }
        return " ".join(part for part in (about[answer] % self._names, self._left) if part)

    @property
    def _left(self) -> str:
        return _("Your own seat has not changed.") if self.lead_is_seated else ""

    @property
    def _names(self) -> dict[str, str]:
        return {"names": get_text_list(list(self.names), _("and"))}


def offer_to(rows: Sequence[Registration]) -> Offer:
    """What is offered to a party, of which these are all rows, who leads it first; no query."""
    lead = rows[0]
    offered = [row.status == Status.OFFERED for row in rows]
    return Offer(
        names=tuple(name_of(row, n) for n, row in enumerate(rows) if offered[n]),
        to_lead=lead.status == Status.OFFERED,
        lead_is_seated=lead.has_certain_seat,
        seated=sum(row.has_certain_seat for row in rows[1:]),
    )
