"""The pages of one theme and of one case."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events import models
from events.pages.cast import Cast
from events.pages.labels import label
from events.pages.links import Link, website
from events.pages.seats import live
from events.pages.telling import CaseLine, FileView, case_lines, file_view
from events.pages.timetable import Item, ItemMaker, about_theme
from events.pages.visit import Subject, Visit
from events.programme import Case, CaseMember, Theme
from events.published import Seats


@dataclass(frozen=True)
class ThemePage(Subject):
    """One theme, with all that is about it."""

    about: str
    items: tuple[Item, ...]
    cases: tuple[CaseLine, ...]


@dataclass(frozen=True)
class MemberView:
    """Somebody who works on a case."""

    person: Link
    role: str
    organisation: Link | None


@dataclass(frozen=True)
class CasePage(Subject):
    """One case."""

    status: str
    question: str
    about: str
    result: str
    organisation: Link | None
    theme: Link | None
    table: Link | None
    town: str
    period: str
    website: Link | None
    members: tuple[MemberView, ...]
    documents: tuple[FileView, ...]


def theme_page(visit: Visit, theme: Theme, seats: Mapping[str, Seats]) -> ThemePage:
    """The page of a theme."""
    said = visit.programme
    maker = ItemMaker(said, visit.at, live(seats if visit.seats_matter else {}))
    cases = (case for case in said.cases if case.theme == theme.slug)
    return ThemePage(
        title=theme.title,
        description=_("Theme of %(title)s") % {"title": said.title},
        about=theme.about,
        items=tuple(maker.item(session) for session in about_theme(said.sessions, theme.slug)),
        cases=tuple(case_lines(cases, Cast(said, visit.at), visit.at)),
    )


def case_page(visit: Visit, case: Case) -> CasePage:
    """The page of a case."""
    said = visit.programme
    cast = Cast(said, visit.at)
    members = (_member(visit, member, cast) for member in case.members)
    return CasePage(
        title=case.title,
        description=_("Case at %(title)s") % {"title": said.title},
        status=label(models.Case.Status, case.status),
        question=case.question,
        about=case.about,
        result=case.result,
        organisation=cast.organisation(case.organisation),
        theme=cast.theme(case.theme),
        table=cast.table(case.table),
        town=case.town,
        period=case.period,
        website=website(case.website),
        members=tuple(member for member in members if member),
        documents=tuple(file_view(d) for d in said.documents if d.case == case.code),
    )


def _member(visit: Visit, member: CaseMember, cast: Cast) -> MemberView | None:
    person = cast.person(member.person)
    if person is None:
        return None
    known = visit.programme.person_by_code[member.person]
    return MemberView(person, member.role, cast.organisation(known.organisation))
