"""Things for tests, made through the same verbs that organisers use."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from events.models import Block, Case, Event, Room, Session, Table, TeamMember, Theme, Venue
from events.publishing import publish
from festival.editing import add
from festival.models import User
from partners.models import Organisation, Person
from registrations.models import ConsentText, Registration, RegistrationRole
from registrations.sign_up.applying import Applicant
from registrations.sign_up.outcomes import Outcome
from registrations.sign_up.picking import Pick
from registrations.sign_up.signing_up import sign_up

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)  # a Monday, noon in Amsterdam
START = datetime(2026, 6, 1, 17, 45, tzinfo=UTC)  # 19.45 in Amsterdam
_numbers = count(1)
PARTS_OF_A_SIGN_UP = {
    *("picks", "consents", "replies", "form_key"),
    *("companions", "case", "if_short"),
}


def number_from(start: int) -> None:
    """Start numbering elsewhere, where several processes fill one database."""
    global _numbers  # noqa: PLW0603
    _numbers = count(start)


def made(thing: Any) -> Any:
    """Add a thing through the verb."""
    return add(thing, now=NOW, by=None)


def make_user(email: str = "", **fields: Any) -> User:
    return User.objects.create_user(
        email or f"user{next(_numbers)}@example.org", "correct horse battery", **fields
    )


def make_organisation(name: str = "", **fields: Any) -> Organisation:
    number = next(_numbers)
    return made(
        Organisation(name=name or f"Stichting {number}", slug=f"stichting-{number}", **fields)
    )


def make_person(given_name: str = "Hans", family_name: str = "Nooren", **fields: Any) -> Person:
    return made(Person(given_name=given_name, family_name=family_name, **fields))


def make_venue(**fields: Any) -> Venue:
    number = next(_numbers)
    given: dict[str, Any] = {
        "name": f"Pakhuis {number}",
        "slug": f"pakhuis-{number}",
        "town": "Amsterdam",
    }
    return made(Venue(**(given | fields)))


def make_room(venue: Venue, name: str = "Studio", **fields: Any) -> Room:
    return made(Room(venue=venue, name=name, **fields))


def make_event(**fields: Any) -> Event:
    """A public event of an evening that takes registrations; a draft until `publish`."""
    number = next(_numbers)
    given: dict[str, Any] = {
        "slug": f"avond-{number}",
        "title": f"Avond {number}",
        "starts_at": START,
        "ends_at": START + timedelta(hours=2, minutes=15),
        "takes_registrations": True,
        "offer_hours": None,  # who moves up has a seat at once
        "capacity": 10,
        "visibility": Event.Visibility.PUBLIC,
    }
    return made(Event(**(given | fields)))


def published_event(**fields: Any) -> Event:
    """An event that the public can see and sign up for."""
    event = make_event(**fields)
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    return event


def make_session(event: Event, title: str = "Werksessie", **fields: Any) -> Session:
    given: dict[str, Any] = {
        "starts_at": event.starts_at,
        "ends_at": event.starts_at + timedelta(hours=1),
    }
    return made(Session(event=event, title=title, **(given | fields)))


def make_table(session: Session, number: int = 0, **fields: Any) -> Table:
    number = number or session.tables.count() + 1
    given: dict[str, Any] = {"topic": f"Onderwerp {number}", "capacity": 8}
    return made(Table(session=session, number=number, **(given | fields)))


def make_block(event: Event, title: str = "Ronde 1", **fields: Any) -> Block:
    return made(Block(event=event, title=title, **fields))


def make_theme(event: Event, title: str = "Zorg", **fields: Any) -> Theme:
    return made(Theme(event=event, title=title, slug=f"thema-{next(_numbers)}", **fields))


def make_case(event: Event, title: str = "Moestuin", **fields: Any) -> Case:
    return made(Case(event=event, title=title, **fields))


def make_role(event: Event, name: str = "bewoner", **fields: Any) -> RegistrationRole:
    return made(RegistrationRole(event=event, name=name, **fields))


def make_consent(
    event: Event, key: str = "foto", text: str = "Ik mag op de foto.", **fields: Any
) -> ConsentText:
    return made(ConsentText(event=event, key=key, text=text, **fields))


def join_team(event: Event, role: str = "owner", user: User | None = None) -> User:
    user = user or make_user()
    made(TeamMember(event=event, user=user, role=role))
    return user


def evening_with_tables(
    seats_per_table: int = 8, tables: int = 4, **fields: Any
) -> tuple[Event, list[Pick]]:
    """A published event with one round of discussion tables; a Pick for each table."""
    event = make_event(**fields)
    block = make_block(event, "Werksessies")
    session = make_session(
        event,
        kind="tables",
        block=block,
        starts_at=START + timedelta(minutes=45),
        ends_at=START + timedelta(minutes=105),
    )
    picks = [
        Pick(block, session, make_table(session, n, capacity=seats_per_table))
        for n in range(1, tables + 1)
    ]
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    return event, picks


def applicant(email: str = "", **fields: Any) -> Applicant:
    given = {"given_name": "Fatma", "infix": "van der", "family_name": "Berg"}
    return Applicant(email=email or f"fatma{next(_numbers)}@example.org", **(given | fields))


def signed_up(event: Event, email: str = "", *, now: datetime = NOW, **rest: Any) -> Registration:
    """A registration made by the verb; `picks`, `companions` and more as the verb takes them."""
    about = {k: rest.pop(k) for k in list(rest) if k not in PARTS_OF_A_SIGN_UP}
    rest.setdefault("form_key", uuid4())
    outcome: Outcome = sign_up(event, applicant=applicant(email, **about), now=now, **rest)
    assert outcome.registration is not None
    return outcome.registration
