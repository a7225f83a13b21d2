"""A party for the tests of mails: with everything that a mail can tell of."""

from datetime import timedelta
from typing import Any

from events.models import Event
from festival import outbox
from registrations.changing.cancelling import cancel
from registrations.mails import Kind, links_mail, tell
from registrations.models import Registration
from registrations.sign_up.applying import Companion, IfShort, OwnCase
from tests.factories import NOW, evening_with_tables, make_role, signed_up

ROLE_TEXT = "Neem je <casus> mee.\n\nTot dan!"
OF_ONE_SIGN_UP = [kind for kind in Kind if kind != Kind.LINKS]


def a_party(**applicant: Any) -> Registration:
    """Fatma with her own case, Ria, and somebody without a name, for whom there is no seat."""
    event, picks = evening_with_tables(
        seats_per_table=1,
        capacity=2,
        offer_hours=4,
        nameless_companions=True,
        contact_email="wij@x.example",
    )
    role = make_role(event, "met casus", with_case=True, mail_text=ROLE_TEXT)
    lead = signed_up(
        event,
        "fatma@example.org",
        role=role,
        picks=picks[:1],
        companions=[Companion("Ria", "", "Bos", picks=tuple(picks[:1])), Companion()],
        case=OwnCase("Moestuin"),
        if_short=IfShort.SPLIT,
        **applicant,
    )
    return Registration.objects.select_related("event").get(pk=lead.pk)


def offered_party(**applicant: Any) -> Registration:
    """A party of two that waited, and is offered two seats."""
    event = _full_for_two()
    first = signed_up(event, "eerst@example.org", companions=[Companion("An", "", "Bos")])
    waiting = signed_up(
        event,
        "fatma@example.org",
        companions=[Companion("Ria", "", "Bos")],
        now=NOW + timedelta(minutes=1),
        **applicant,
    )
    cancel(first.companions.get(), now=NOW + timedelta(minutes=2), by=None)
    cancel(first, now=NOW + timedelta(minutes=3), by=None)
    return Registration.objects.select_related("event").get(pk=waiting.pk)


def _full_for_two() -> Event:
    event, _picks = evening_with_tables(capacity=2, offer_hours=4)
    return event


def mail_each_kind(lead: Registration) -> None:
    """Put one mail of each kind in the outbox, whatever the party's state."""
    for kind in OF_ONE_SIGN_UP:
        tell(kind, lead, now=NOW)


def mail_links(*people: Registration, language: str) -> None:
    """Put the mail with links in the outbox."""
    outbox.queue(links_mail(people[0].email, people, language))
