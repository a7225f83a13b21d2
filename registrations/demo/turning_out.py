"""Fills the door of a demo event that is long over: who signed up, who came, at which table.

Everything goes through the verbs, as of then. The mails of then are not sent again.
"""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec
from mailer.models import Message

from events.demo import BadFacts
from events.demo.facts import Part
from events.models import Event, Table
from festival.models import User
from registrations.changing.cancelling import cancel
from registrations.door.devices import let_in
from registrations.door.merging import IN
from registrations.door.noting import Noted, note
from registrations.door.walking_in import walk_in
from registrations.hosting.keeping import let_be_present
from registrations.hosting.linking import make_link
from registrations.models import Device, Registration
from registrations.privacy import forget
from registrations.seating.offers import accept
from registrations.sign_up.applying import Applicant, Companion
from registrations.sign_up.picking import Pick
from registrations.sign_up.signing_up import sign_up
from registrations.states import Status

FOLDER = Path(__file__).with_name("turnouts")
AT_THE_TABLE = timedelta(minutes=10)  # after the tables begin, the lists are kept


class Came(Part):
    """A party: its table, how many came along, at which hour they came in if they did, and at
    which table they then sat if it was another."""

    table: int
    along: int = 0
    came: str = ""
    elsewhere: int = 0
    cancelled: bool = False


class WalkedIn(Part):
    came: str
    table: int
    people: int = 1


class Turnout(Part):
    """One file: who came to one event. `lists` are the tables whose host kept theirs."""

    event: str
    weeks_before: int
    lists: list[int]
    parties: list[Came]
    walk_ins: list[WalkedIn] = []


def load_turnouts(*, by: User | None) -> None:
    """Load every file whose event nobody signed up for yet."""
    for path in sorted(FOLDER.glob("*.yaml")):
        try:
            told = msgspec.yaml.decode(path.read_bytes(), type=Turnout)
        except msgspec.MsgspecError as problem:
            raise BadFacts(f"{path.name}: {problem}") from problem
        event = Event.objects.filter(slug=told.event).first()
        if event is None:
            raise BadFacts(f"{path.name}: event: there is no event “{told.event}”")
        if not event.registrations.exists():
            _load(event, told, by)


def _load(event: Event, told: Turnout, by: User | None) -> None:
    newest = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    picks = _picks(event)
    leads = _sign_ups(event, told, picks)
    device, _secret = let_in(event, name="Ingang Studio", now=event.starts_at, by=by)
    sitting = _arrive(event, told, leads, device)
    _keep_lists(told, picks, sitting, by)
    forget(event.registrations.all(), now=event.ends_at + timedelta(days=90))
    Message.objects.filter(pk__gt=newest).delete()


def _picks(event: Event) -> dict[int, Pick]:
    """What is chosen with a table, by its number."""
    tables = Table.objects.filter(session__event=event).select_related("session__block")
    return {
        table.number: Pick(table.session.block, table.session, table)
        for table in tables
        if table.session.block
    }


def _sign_ups(event: Event, told: Turnout, picks: dict[int, Pick]) -> list[Registration]:
    """Sign everybody up, one a time in the weeks before; who leads each party."""
    long = timedelta(weeks=told.weeks_before)
    leads: list[Registration] = []
    for n, party in enumerate(told.parties):
        moment = event.starts_at - long * (len(told.parties) - n) / len(told.parties)
        outcome = sign_up(
            event,
            applicant=Applicant(
                given_name="Bezoeker",
                family_name=str(n + 1),
                email=f"bezoeker{n + 1}@example.org",
            ),
            picks=[picks[party.table]],
            companions=[_companion(picks[party.table], k) for k in range(party.along)],
            form_key=_key(event, "sign up", n),
            now=moment,
        )
        assert outcome.registration is not None  # noqa: S101 - a new address
        leads.append(outcome.registration)
    _hand_seats_on(event, told, leads)
    return leads


def _companion(pick: Pick, number: int) -> Companion:
    return Companion(given_name="Meekomer", family_name=str(number + 1), picks=(pick,))


def _hand_seats_on(event: Event, told: Turnout, leads: list[Registration]) -> None:
    """Cancel for who could not come, the day before; who waited accepts."""
    for lead, party in zip(leads, told.parties, strict=True):
        if party.cancelled:
            cancel(lead, now=event.starts_at - timedelta(days=1), by=None)
    for lead in leads:
        lead.refresh_from_db()
        if lead.status == Status.OFFERED:
            accept(lead, now=event.starts_at - timedelta(hours=8))


def _arrive(
    event: Event, told: Turnout, leads: list[Registration], device: Device
) -> dict[int, list[str]]:
    """Check everybody in who came; the codes of who then sat at each table, by its number."""
    sitting: dict[int, list[str]] = {table: [] for table in told.lists}
    notes: list[Noted] = []
    for lead, party in zip(leads, told.parties, strict=True):
        if party.came:
            people = event.registrations.of_party(lead.pk).values_list("code", flat=True)
            at = _moment(event, party.came)
            notes += [
                Noted(_key(event, "in", len(notes) + k), IN, code, "", at, way="search")
                for k, code in enumerate(people)
            ]
            sitting.setdefault(party.elsewhere or party.table, []).extend(people)
    note(event, notes, now=event.ends_at, device=device)
    for n, one in enumerate(told.walk_ins):
        at = _moment(event, one.came)
        lead = walk_in(
            event,
            key=_key(event, "walk in", n),
            given_name="Binnenloper",
            people=one.people,
            reason="Er is nog een stoel.",
            now=at,
            at=at,
            device=device,
        )
        people = event.registrations.of_party(lead.pk).values_list("code", flat=True)
        sitting.setdefault(one.table, []).extend(people)
    return sitting


def _keep_lists(
    told: Turnout, picks: dict[int, Pick], sitting: dict[int, list[str]], by: User | None
) -> None:
    """Let hosts note who is at their tables."""
    for number in told.lists:
        session, table = picks[number].session, picks[number].table
        begins = session.starts_at or session.event.starts_at
        link = make_link(session, table, now=begins - timedelta(hours=4), by=by)
        let_be_present(link, people=sitting[number], now=begins + AT_THE_TABLE)


def _moment(event: Event, hour: str) -> datetime:
    """The moment at which it was this hour there, on the first day."""
    hours, minutes = hour.split(":")
    local = event.starts_at.astimezone(event.zone)
    return local.replace(hour=int(hours), minute=int(minutes))


def _key(event: Event, what: str, number: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"{event.code}/{what}/{number}")
