"""Fills the sign-up of demo events: roles, consent texts, and invented people who signed up."""

from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import msgspec
from django.utils.text import slugify

from events.demo import BadFacts
from events.demo.facts import Part
from events.demo.shelf import Shelf
from events.models import Event, Table
from festival.editing import link
from festival.models import User
from festival.names import full_name
from registrations.applying import Applicant, Reply
from registrations.capacity import divide_seats
from registrations.models import ConsentText, Question, RegistrationRole
from registrations.picking import Pick
from registrations.signing_up import sign_up

FOLDER = Path(__file__).with_name("sign_ups")


class Role(Part):
    name: str
    explanation: str = ""
    quota: int | None = None
    counts: bool = True
    insider: bool = False
    by_invitation: bool = False


class Asked(Part):
    """A question; `key` is what answers call it by, `roles` are names."""

    key: str
    text: str
    purpose: str
    kind: str = "short"
    help_text: str = ""
    options: list[str] = []
    required: bool = False
    roles: list[str] = []
    keep_days: int = 14
    special: bool = False


class Text(Part):
    key: str
    text: str


class Resident(Part):
    """Somebody who signed up; the address is made of the name."""

    given_name: str
    family_name: str
    infix: str = ""
    organisation: str = ""
    language: str = "nl"
    access_needs: str = ""
    diet_needs: str = ""
    table: int | None = None
    role: str = ""
    consents: list[str] = []
    answers: dict[str, str] = {}


class SignUps(Part):
    """One file: what one event asks, and who answered."""

    event: str
    kept_back: int = 0
    roles: list[Role] = []
    questions: list[Asked] = []
    consents: list[Text] = []
    people: list[Resident] = []


def load_sign_ups(*, now: datetime, by: User | None) -> None:
    """Load every file whose event asks nothing yet; the others stay as they are."""
    for path in sorted(FOLDER.glob("*.yaml")):
        try:
            told = msgspec.yaml.decode(path.read_bytes(), type=SignUps)
        except msgspec.MsgspecError as problem:
            raise BadFacts(f"{path.name}: {problem}") from problem
        event = Event.objects.filter(slug=told.event).first()
        if event is None:
            raise BadFacts(f"{path.name}: event: there is no event “{told.event}”")
        if not (event.registration_roles.exists() or event.consent_texts.exists()):
            _load(Shelf(path.name, now, by), event, told)


def _load(shelf: Shelf, event: Event, told: SignUps) -> None:
    for n, role in enumerate(told.roles):
        row = shelf.make(RegistrationRole, role, f"roles[{n}]", event=event, position=n)
        shelf.put("role", role.name, row)
    for n, question in enumerate(told.questions):
        shelf.put("answers", question.key, _asked(shelf, event, question, n))
    for n, consent in enumerate(told.consents):
        text = ConsentText(event=event, key=consent.key, text=" ".join(consent.text.split()))
        shelf.put("consents", consent.key, shelf.add(text, f"consents[{n}]"))
    if told.kept_back:
        seats = {"capacity": event.capacity, "kept_back": told.kept_back}
        divide_seats(event, **seats, now=shelf.now, by=shelf.by)
    opened = min(event.opens_at or shelf.now, shelf.now)
    for n, person in enumerate(told.people):
        since_opening = (shelf.now - opened) * (n + 1) / (len(told.people) + 1)
        _sign_up(shelf, event, person, f"people[{n}]", opened + since_opening)


def _asked(shelf: Shelf, event: Event, told: Asked, position: int) -> Question:
    at = f"questions[{position}]"
    values = told.written()
    for name in ("key", "roles"):
        values.pop(name, None)
    values["options"] = "\n".join(told.options)
    question = shelf.add(Question(event=event, position=position, **values), at)
    roles = [shelf.get("role", name, at) for name in told.roles]
    link(question, "roles", roles, now=shelf.now, by=shelf.by)
    return question


def _sign_up(shelf: Shelf, event: Event, told: Resident, at: str, moment: datetime) -> None:
    name = full_name(told.given_name, told.infix, told.family_name)
    email = f"{slugify(name)}@example.org"
    applicant = Applicant(
        given_name=told.given_name,
        infix=told.infix,
        family_name=told.family_name,
        email=email,
        organisation=told.organisation,
        language=told.language,
        role=shelf.get("role", told.role, at) if told.role else None,
        access_needs=told.access_needs,
        diet_needs=told.diet_needs,
    )
    sign_up(
        event,
        applicant=applicant,
        picks=_picks(shelf, event, told, at),
        consents=[shelf.get("consents", key, at) for key in told.consents],
        replies=[Reply(shelf.get("answers", key, at), said) for key, said in told.answers.items()],
        form_key=uuid5(NAMESPACE_URL, f"{event.code}/{email}"),
        now=moment,
    )


def _picks(shelf: Shelf, event: Event, told: Resident, at: str) -> list[Pick]:
    if told.table is None:
        return []
    tables = Table.objects.select_related("session__block", "session__event")
    table = tables.filter(
        session__event=event, session__block__isnull=False, number=told.table
    ).first()
    if table is None or table.session.block is None:
        raise shelf.wrong(f"{at}.table", f"there is no table {told.table} to choose")
    return [Pick(table.session.block, table.session, table)]
