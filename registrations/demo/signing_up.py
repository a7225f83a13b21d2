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
from registrations.changing.cancelling import cancel
from registrations.door.devices import let_in
from registrations.hosting.linking import make_link
from registrations.hosting.places import places_with_links
from registrations.models import ConsentText, Question, RegistrationRole
from registrations.questions.options import set_limits
from registrations.seating.capacity import divide_seats
from registrations.sign_up.applying import Applicant, Companion, IfShort, OwnCase, Reply
from registrations.sign_up.picking import Pick
from registrations.sign_up.signing_up import sign_up

FOLDER = Path(__file__).with_name("sign_ups")


class Role(Part):
    name: str
    explanation: str = ""
    quota: int | None = None
    counts: bool = True
    insider: bool = False
    by_invitation: bool = False
    with_case: bool = False
    mail_text: str = ""


class Asked(Part):
    """A question; `key` is what answers call it by, `roles` are names.

    `only_if` is the key of an earlier question, `limits` says how many places an option has.
    """

    key: str
    text: str
    purpose: str
    kind: str = "short"
    help_text: str = ""
    options: list[str] = []
    required: bool = False
    limits: dict[str, int] = {}
    roles: list[str] = []
    whom: str = "all"
    only_if: str = ""
    only_if_answer: str = ""
    keep_days: int = 14
    special: bool = False


class Text(Part):
    key: str
    text: str


class Comer(Part):
    """Somebody who comes; `tables` are numbers, the dearest first where wishes are told."""

    given_name: str = ""
    infix: str = ""
    family_name: str = ""
    access_needs: str = ""
    diet_needs: str = ""
    tables: list[int] = []
    answers: dict[str, str] = {}


class Case(Part):
    """A case that somebody brings along; `theme` is a slug."""

    title: str
    question: str
    theme: str = ""


class Resident(Comer):
    """Somebody who signed up, maybe with others; the address is made of the name.

    Who `left` cancelled in the end, and made room for who waited.
    """

    organisation: str = ""
    language: str = "nl"
    role: str = ""
    consents: list[str] = []
    companions: list[Comer] = []
    case: Case | None = None
    left: bool = False


class SignUps(Part):
    """One file: what one event asks, and who answered.

    With the name of a `device`, that one is let in at the door, and hosts have links to their lists.
    """

    event: str
    kept_back: int = 0
    device: str = ""
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
    for person in told.people:
        if person.left:
            cancel(event.registrations.of_address(_address(person)).get(), now=shelf.now, by=None)
    if told.device:
        let_in(event, name=told.device, now=shelf.now, by=shelf.by)
        for place in places_with_links(event):
            make_link(place.session, place.table, now=shelf.now, by=shelf.by)


def _asked(shelf: Shelf, event: Event, told: Asked, position: int) -> Question:
    at = f"questions[{position}]"
    values = told.written()
    for name in ("key", "roles", "limits"):
        values.pop(name, None)
    values["options"] = "\n".join(told.options)
    if told.only_if:
        values["only_if"] = shelf.get("answers", told.only_if, at)
    question = shelf.add(Question(event=event, position=position, **values), at)
    roles = [shelf.get("role", name, at) for name in told.roles]
    link(question, "roles", roles, now=shelf.now, by=shelf.by)
    set_limits(question, told.limits, now=shelf.now, by=shelf.by)
    return question


def _address(told: Resident) -> str:
    name = full_name(told.given_name, told.infix, told.family_name)
    return f"{slugify(name)}@example.org"


def _sign_up(shelf: Shelf, event: Event, told: Resident, at: str, moment: datetime) -> None:
    email = _address(told)
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
        replies=_replies(shelf, told, at),
        companions=[_companion(shelf, event, other, at) for other in told.companions],
        case=_case(event, told),
        if_short=IfShort.TOGETHER,
        form_key=uuid5(NAMESPACE_URL, f"{event.code}/{email}"),
        now=moment,
    )


def _companion(shelf: Shelf, event: Event, told: Comer, at: str) -> Companion:
    return Companion(
        given_name=told.given_name,
        infix=told.infix,
        family_name=told.family_name,
        access_needs=told.access_needs,
        diet_needs=told.diet_needs,
        picks=tuple(_picks(shelf, event, told, at)),
        replies=tuple(_replies(shelf, told, at)),
    )


def _case(event: Event, told: Resident) -> OwnCase | None:
    if told.case is None:
        return None
    theme = event.themes.filter(slug=told.case.theme).first()
    return OwnCase(told.case.title, told.case.question, told.organisation, theme)


def _replies(shelf: Shelf, told: Comer, at: str) -> list[Reply]:
    return [Reply(shelf.get("answers", key, at), said) for key, said in told.answers.items()]


def _picks(shelf: Shelf, event: Event, told: Comer, at: str) -> list[Pick]:
    tables = Table.objects.select_related("session__block", "session__event")
    chosen = tables.filter(session__event=event, session__block__isnull=False)
    found = []
    for rank, number in enumerate(told.tables, start=1):
        table = chosen.filter(number=number).first()
        if table is None or table.session.block is None:
            raise shelf.wrong(f"{at}.tables", f"there is no table {number} to choose")
        found.append(Pick(table.session.block, table.session, table, rank))
    return found
