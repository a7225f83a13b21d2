"""What the confirmation page tells, carried there by a signed cookie.

So the page needs no address with personal data in it and no look-up that would tell strangers
who is signed up; it forgets after ten minutes.
"""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from registrations.outcomes import Outcome
from registrations.states import Status

COOKIE = "receipt"
SECONDS = 600
SALT = "registrations.receipt"


@dataclass(frozen=True)
class Receipt:
    """What came of one sign-up: its state, the place in line, each choice with whether seated."""

    event: str
    email: str
    status: str
    position: int | None
    choices: tuple[tuple[str, bool], ...]

    @property
    def waits(self) -> bool:
        """Whether it is a place in line rather than a seat."""
        return self.status == Status.WAITING

    @property
    def queued(self) -> bool:
        """Whether there is a seat, but a place in line for a choice."""
        return not self.waits and not all(seated for _title, seated in self.choices)


def receipt_of(event: str, email: str, outcome: Outcome) -> Receipt:
    """The receipt for an outcome; `event` is the event's code."""
    return Receipt(event, email, str(outcome.status), outcome.position, outcome.choices)


def hand_out(response: HttpResponseBase, receipt: Receipt, *, path: str) -> None:
    """Send the receipt along, for the page at `path` alone."""
    response.set_cookie(
        COOKIE,
        signing.dumps(asdict(receipt), salt=SALT, compress=True),
        max_age=SECONDS,
        path=path,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def presented(request: HttpRequest, event: str) -> Receipt | None:
    """The receipt that came along for this event, if it is ours and still fresh."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    choices = tuple((title, seated) for title, seated in said.pop("choices"))
    receipt = Receipt(**said, choices=choices)
    return receipt if receipt.event == event else None
