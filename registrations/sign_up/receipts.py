"""What the confirmation page tells, carried there by a signed cookie.

So the page needs no address with personal data in it and no look-up that would tell strangers
who is signed up; it forgets after ten minutes.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from registrations.sign_up.outcomes import Outcome
from registrations.states import Status

COOKIE = "receipt"
SECONDS = 600
SALT = "registrations.receipt"
MOST = 3800  # characters; browsers keep 4096 bytes of a cookie with its name and attributes
SEAT, LINE, WISH = "seat", "line", "wish"


@dataclass(frozen=True)
class Told:
    """What came of one person: their state, the place in line, and each choice with its own.

    A choice has a seat, a place in line, or is a wish for a later placement.
    """

    name: str
    status: str
    position: int | None
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it is a place in line rather than a seat."""
        return self.status == Status.WAITING

    @property
    def queued(self) -> bool:
        """Whether there is a seat, but a place in line for a choice."""
        return not self.waits and any(state == LINE for _title, state in self.choices)


@dataclass(frozen=True)
class Receipt:
    """What came of one sign-up: where the mail went, and everybody, who signed up first."""

    event: str
    email: str
    people: tuple[Told, ...]
    full_role: str = ""  # the role that was chosen, when it is full and the event is not
    room_elsewhere: bool = False  # whether another role has seats left

    @property
    def lead(self) -> Told:
        """Who signed up."""
        return self.people[0]

    @property
    def waits(self) -> bool:
        """Whether who signed up has a place in line rather than a seat."""
        return self.lead.waits

    @property
    def pending(self) -> bool:
        """Whether the seat is held until the address has been confirmed."""
        return self.lead.status == Status.PENDING

    @property
    def anybody_waits(self) -> bool:
        """Whether one of them waits for a seat."""
        return any(person.waits for person in self.people)

    @property
    def anybody_queued(self) -> bool:
        """Whether one of them has a seat, but a place in line for a choice."""
        return any(person.queued for person in self.people)


def receipt_of(
    event: str, email: str, outcome: Outcome, *, wishes: Collection[str] = ()
) -> Receipt:
    """The receipt for an outcome; `event` is the event's code, `wishes` the titles that are
    wishes for a later placement."""
    lead = _told("", outcome, wishes)
    companions = (_told(one.name, one, wishes) for one in outcome.companions)
    return Receipt(event, email, (lead, *companions))


def _told(name: str, fared: Any, wishes: Collection[str]) -> Told:
    choices = (
        (title, WISH if title in wishes else SEAT if seated else LINE)
        for title, seated in fared.choices
    )
    return Told(name, str(fared.status), fared.position, tuple(choices))


def hand_out(response: HttpResponseBase, receipt: Receipt, *, path: str) -> None:
    """Send the receipt along, for the page at `path` alone."""
    response.set_cookie(
        COOKIE,
        next(text for text in _shorter_and_shorter(receipt) if len(text) <= MOST),
        max_age=SECONDS,
        path=path,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _shorter_and_shorter(receipt: Receipt) -> Iterable[str]:
    """The receipt, without choices when they are too long for a cookie, and of the lead alone."""
    bare = tuple(replace(person, choices=()) for person in receipt.people)
    for people in (receipt.people, bare, bare[:1]):
        told = asdict(replace(receipt, people=people))
        yield signing.dumps(told, salt=SALT, compress=True)


def presented(request: HttpRequest, event: str) -> Receipt | None:
    """The receipt that came along for this event, if it is ours and still fresh."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
        people = tuple(
            Told(**one | {"choices": tuple(map(tuple, one["choices"]))})
            for one in said.pop("people")
        )
    except (signing.BadSignature, KeyError):  # the latter: of an older version of this program
        return None
    receipt = Receipt(**said, people=people)
    return receipt if receipt.event == event else None
