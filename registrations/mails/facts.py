"""The facts in a mail: what, when and where, who of the party, deadline and links."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import addresses
from events.interop.ical import has_calendar
from events.pages.when import when_is
from events.programme import Programme
from events.published import event_seats
from registrations.links import address_of, token_of
from registrations.mails.concerning import Whom, names_of, queued_of, who_waits, whom_of
from registrations.mails.kinds import (
    OFFERS,
    OVER,
    TO_MANY,
    WITH_WORDS_OF_THE_ROLE,
    WITHOUT_PEOPLE,
    Kind,
)
from registrations.mails.party import Party, answers_of, lines_of, told_of
from registrations.models import Registration
from registrations.states import HELD_FOR_A_WHILE, Status
from registrations.wording import quoted, where_of


@dataclass(frozen=True)
class Link:
    """A button in a mail."""

    text: str
    url: str


def facts_of(kind: Kind, party: Party, programme: Programme) -> dict[str, Any]:
    """What the templates of a mail are given, in the active language; no query."""
    lead = party.lead
    whom = whom_of(kind, party)
    shown = kind not in WITHOUT_PEOPLE
    return {
        "kind": kind,
        "name": lead.given_name,
        "title": programme.name,
        "programme": programme,
        "when": when_is(programme),
        "where": where_of(programme),
        "people": told_of(party, programme) if party.several and shown else [],
        "choices": lines_of(party, programme, lead) if not party.several and shown else [],
        "answers": answers_of(party, lead) if not party.several and shown else (),
        "role": _own_role(party) if shown and kind not in OVER else "",
        "case": _own_case(party) if shown and kind not in OVER else "",
        "erased": quoted(party.erased),
        "role_words": _words_of_the_role(kind, lead),
        "whom": whom,
        "links": links_in(kind, party, programme, whom),
        "personal": kind not in {Kind.EVENT_CANCELLED, Kind.AFTERWARDS},
        "language": lead.language,
        "event_language": programme.language,
    } | _about_the_seats(party, programme)


def _about_the_seats(party: Party, programme: Programme) -> dict[str, Any]:
    queued = queued_of(party)
    return {
        "position": party.position,
        "deadline": deadline_of(party, programme),
        "number": len(party.people),
        "pending": len(party.some(Status.PENDING)),
        "offered": len(party.some(Status.OFFERED)),
        "waiting": len(party.some(Status.WAITING)),
        "queued": bool(queued),
        "queued_of": "" if queued in ([], [party.lead]) else names_of(queued, party),
        "who_waits": who_waits(party),
        "overtaking": party.lead.event.overtaking,
        "full_role": _full_role(party),
        "offer_hours": party.lead.event.offer_hours,
        "stays": party.lead.stays_in_line,
        "dated": has_calendar(programme),
        "waits": party.lead.status == Status.WAITING,
        "some_left": any(person.is_live for person in party.people),
        "reason": next((p.cancelled_why for p in party.people if p.cancelled_why), ""),
    }


def _full_role(party: Party) -> str:
    """The role whose seats are taken while the gathering has some left; empty otherwise."""
    role, wanted = party.lead.role, len(party.some(Status.WAITING))
    if role is None or role.seats_left is None or role.seats_left >= wanted:
        return ""
    left = event_seats(party.lead.event).left
    return role.name if left is None or left >= wanted else ""


def deadline_of(party: Party, programme: Programme) -> str:
    """Until when an answer is awaited, in the event's own time; empty when none is."""
    held = [person.hold_until for person in party.people if person.status in HELD_FOR_A_WHILE]
    until = min((moment for moment in held if moment), default=None)
    if until is None:
        return ""
    return formats.date_format(timezone.localtime(until, programme.zone), "DATETIME_FORMAT")


def links_in(kind: Kind, party: Party, programme: Programme, whom: Whom) -> list[Link]:
    """The buttons; none of them changes anything by being opened."""
    lead = party.lead
    if kind in OFFERS:
        offer = page_of("offer", lead)
        return [
            Link(_yes(whom), f"{offer}?antwoord=ja"),
            Link(_("No, somebody else may have it"), f"{offer}?antwoord=nee"),
        ]
    if kind == Kind.PROVE:
        return [Link(_("Confirm this address"), page_of("prove", lead))]
    if kind == Kind.AFTERWARDS:
        page = addresses.page("event", language=lead.language, slug=programme.slug)
        return [Link(_("See the page of the gathering"), page)]
    if kind == Kind.EVENT_CANCELLED:
        return []
    return [Link(_text_of_the_link(kind, lead), address_of(lead))]


def _yes(whom: Whom) -> str:
    if whom.with_you:
        return _("Yes, please")
    sentence = ngettext("Yes, %(names)s comes", "Yes, %(names)s come", whom.number)
    return sentence % {"names": whom.names}


def page_of(name: str, registration: Registration) -> str:
    """The full address of one of the pages behind the personal link."""
    path = reverse(f"registrations:{name}", kwargs={"token": token_of(registration)})
    return f"{settings.SITE_URL}{path}"


def _text_of_the_link(kind: Kind, lead: Registration) -> str:
    waits = lead.status == Status.WAITING
    if kind in {Kind.WAITING, Kind.DECLINED_STAYS} or (kind in TO_MANY - OVER and waits):
        return _("See your place in line, or leave the waiting list")
    over = kind in OVER or lead.status == Status.CANCELLED
    return _("See your sign-up") if over else _("See, change or cancel your sign-up")


def _own_role(party: Party) -> str:
    """The role of who came alone; of several people it stands with the person."""
    return party.lead.role.name if party.lead.role and not party.several else ""


def _own_case(party: Party) -> str:
    """The case that who came alone brings along; of several people it stands with the person."""
    return party.lead.case.title if party.lead.case and not party.several else ""


def _words_of_the_role(kind: Kind, lead: Registration) -> Sequence[str]:
    """The paragraphs that an organiser wrote for this role."""
    if kind not in WITH_WORDS_OF_THE_ROLE or lead.role is None:
        return []
    return [line.strip() for line in lead.role.mail_text.splitlines() if line.strip()]
