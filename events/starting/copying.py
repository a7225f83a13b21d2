"""Starts a gathering from an earlier one: the next edition, with what is chosen of the last.

Never with who signed up, what they agreed to, what was published, news, or how many were there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from events.models import (
    Accord,
    Appearance,
    Block,
    Case,
    CaseMember,
    Document,
    Event,
    Goal,
    Link,
    Partnership,
    Photo,
    Quote,
    Role,
    Session,
    Table,
    TargetGroup,
    TeamMember,
    Theme,
)
from events.models.sign_up_rules import SignUpRules
from events.starting import sign_up
from events.starting.copier import Copier
from events.starting.slugs import free_address
from festival.audit import record
from festival.editing import add
from festival.models import User


class Piece(models.TextChoices):
    """What can be taken along, each by itself."""

    TEXTS = "texts", _("texts: motto, summary, introduction, contact, quotes")
    PARTNERS = "partners", _("partners")
    THEMES = "themes", _("themes")
    GROUPS = "groups", _("target groups")
    PROGRAMME = "programme", _("programme: the items, and the rounds to choose in")
    TABLES = "tables", _("tables of the programme")
    PEOPLE = "people", _("people: speakers, hosts, who works on a case")
    GOALS = "goals", _("goals and accords")
    CASES = "cases", _("cases")
    DOCUMENTS = "documents", _("documents")
    PHOTOS = "photos", _("photos")
    LINKS = "links", _("links")
    SIGN_UP = "sign-up", _("sign-up: seats, dates, roles, questions and consent texts")


BELONGS_TO = {Piece.TABLES: Piece.PROGRAMME}
FRAME = ("language", "colour", "series", "occasion", "venue", "room", "town", "time_zone")
TEXTS = (
    "motto",
    "summary",
    "intro",
    "contact",
    "contact_email",
    "contact_offer",
    "sponsor_call",
    "sponsor_contact",
)
SIGN_UP = (
    *("takes_registrations", "capacity", "kept_back", "asks_access", "asks_diet"),
    *(field.name for field in SignUpRules._meta.fields if field.name != "changes_until"),
)
WINDOW = ("opens_at", "closes_at", "changes_until")
PARTS: tuple[tuple[set[str], Any, str], ...] = (  # what others point at comes first
    ({Piece.PARTNERS}, Partnership, "event"),
    ({Piece.THEMES}, Theme, "event"),
    ({Piece.GROUPS}, TargetGroup, "event"),
    ({Piece.PROGRAMME}, Block, "event"),
    ({Piece.PROGRAMME}, Session, "event"),
    ({Piece.PROGRAMME, Piece.TABLES}, Table, "session__event"),
    ({Piece.PROGRAMME, Piece.PEOPLE}, Appearance, "session__event"),
    ({Piece.PROGRAMME, Piece.TABLES, Piece.PEOPLE}, Appearance, "table__session__event"),
    ({Piece.GOALS}, Accord, "event"),
    ({Piece.GOALS}, Goal, "event"),
    ({Piece.CASES}, Case, "event"),
    ({Piece.CASES, Piece.PEOPLE}, CaseMember, "case__event"),
    ({Piece.DOCUMENTS}, Document, "event"),
    ({Piece.PHOTOS}, Photo, "event"),
    ({Piece.LINKS}, Link, "event"),
    ({Piece.TEXTS}, Quote, "event"),
)
BARELY_KNOWN = (Event.Precision.MONTH, Event.Precision.YEAR)


@dataclass(frozen=True)
class NextEdition:
    """What somebody tells of the next edition. `code` becomes its own, so that twice is once."""

    code: str
    title: str
    edition: str
    day: date
    pieces: Collection[str]


@transaction.atomic
def copy_event(source: Event, plan: NextEdition, *, now: datetime, by: User) -> Event:
    """Make the next edition of an event, as a draft that `by` owns; constant queries.

    The one that `by` made of the same plan before is given back. Raises ValidationError.
    """
    made: Event | None = Event.objects.filter(code=plan.code, team__user=by).first()
    if made is not None:
        return made
    days = (plan.day - source.starts_at.astimezone(source.zone).date()).days
    event = Event(code=plan.code, slug=free_address(plan.title, plan.day))
    copier = Copier(source, event, days=days)
    _tell(event, plan, copier)
    add(event, now=now, by=by)
    copier.new[Event, source.pk] = event.pk
    add(TeamMember(event=event, user=by, role=Role.OWNER), now=now, by=by)
    for needs, model, lookup in PARTS:
        if needs <= set(plan.pieces):
            copier.copy(_rows(model, {lookup: source}))
    if Piece.SIGN_UP in plan.pieces:
        sign_up.copy(copier)
    changes: dict[str, Any] = {"from": str(source), "rows": copier.counts}
    record("copy", event, now=now, by=by, event_id=event.pk, changes=changes)
    return event


def _rows(model: Any, of: dict[str, Event]) -> "models.QuerySet[Any]":
    """The parts of one kind; of the cases, those that belong to the programme."""
    rows = Case.objects.accepted() if model is Case else model._base_manager
    found: models.QuerySet[Any] = rows.filter(**of).order_by("pk")
    return found


def _tell(event: Event, plan: NextEdition, copier: Copier) -> None:
    """Set the columns of the new event's own row."""
    source = copier.source
    event.title, event.edition, event.follows = plan.title, plan.edition, source
    event.starts_at, event.ends_at = copier.moved(source.starts_at), copier.moved(source.ends_at)
    known_by_day = source.precision in BARELY_KNOWN
    event.precision = Event.Precision.DAY if known_by_day else source.precision
    kept = [*FRAME]
    kept += TEXTS if Piece.TEXTS in plan.pieces else ()
    kept += SIGN_UP if Piece.SIGN_UP in plan.pieces else ()
    for name in kept:
        setattr(event, name, getattr(source, name))
    if Piece.SIGN_UP in plan.pieces:
        for name in WINDOW:
            setattr(event, name, copier.moved(getattr(source, name)))
