"""The kinds of things that an event tells beside its timetable, one declaration for each.

Lists, forms, order, trash and the overview are the same for all of them; a further kind takes a
form and a declaration here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import Http404
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.models import (
    Accord,
    Case,
    CaseMember,
    Document,
    Event,
    Goal,
    Link,
    NewsItem,
    Partnership,
    Photo,
    Quote,
    TargetGroup,
    Theme,
)
from events.workspace.content import forms

Words = str | Promise


@dataclass(frozen=True)
class Part:
    """One kind: `key` stands in addresses, `told` says what a row shows beneath its name."""

    key: str
    model: type[models.Model]
    form: type[forms.PartForm]
    title: Words
    add: Words
    about: Words
    told: Callable[[Any], list[Words]] = lambda _thing: []
    named: Callable[[Any], Words] = str
    joined: tuple[str, ...] = ()  # what a row shows of others, fetched with it
    ordered: bool = True  # by hand; otherwise the order follows from what the things say
    wanted: Words = ""  # what is missing while there is none
    text: str = ""  # the field without which a thing is not finished
    within: str = ""  # the field that names what a thing stands in
    holds: str = ""  # the key of the kind that stands within this one
    path: str = "event"  # from a thing to its event
    among: Callable[[Any], Any] = lambda rows: rows  # which of the event's things are meant
    beside: tuple[str, Words] = ("", "")  # the name and words of a page about the others

    def rows(self, event: Event) -> "models.QuerySet[Any]":
        """The things of this kind of one event, in order."""
        rows: models.QuerySet[Any] = self.among(
            self.model._default_manager.filter(**{self.path: event})
        )
        return rows.select_related(*self.joined)

    def new(self, event: Event) -> Any:
        """A thing of this kind that has yet to be filled in."""
        return self.model(event=event) if self.path == "event" else self.model()


PARTS = (
    Part(
        key="partners",
        model=Partnership,
        form=forms.PartnershipForm,
        title=_("Partners"),
        add=_("Add a partner"),
        about=_("Who organises it, hosts it, pays for it, or takes part."),
        named=lambda thing: thing.organisation.name,
        told=lambda thing: [capfirst(thing.get_role_display()), thing.note],
        joined=("organisation",),
        wanted=_("Nobody organises it yet: add at least the organiser."),
    ),
    Part(
        key="themas",
        model=Theme,
        form=forms.ThemeForm,
        title=_("Themes"),
        add=_("Add a theme"),
        about=_("Subjects that sessions, tables and cases can belong to."),
        text="about",
    ),
    Part(
        key="doelgroepen",
        model=TargetGroup,
        form=forms.TargetGroupForm,
        title=_("Target groups"),
        add=_("Add a target group"),
        about=_("For whom it is meant."),
        wanted=_("Say for whom it is meant, so that people see it is for them."),
    ),
    Part(
        key="doelen",
        model=Goal,
        form=forms.GoalForm,
        title=_("Goals"),
        add=_("Add a goal"),
        about=_("Numbered goals of the gathering, or of an accord."),
        named=lambda thing: f"{thing.number}. {thing.text}",
        told=lambda thing: [thing.accord.title if thing.accord else ""],
        joined=("accord",),
        ordered=False,
        within="accord",
    ),
    Part(
        key="akkoorden",
        model=Accord,
        form=forms.AccordForm,
        title=_("Accords"),
        add=_("Add an accord"),
        about=_("Agreements behind the gathering: who signed them, and their goals."),
        told=lambda thing: [str(thing.year or "")],
        holds="doelen",
    ),
    Part(
        key="casussen",
        model=Case,
        form=forms.CaseForm,
        title=_("Cases"),
        add=_("Add a case"),
        about=_("Initiatives with a question, examples from practice, and projects."),
        told=lambda thing: [
            capfirst(thing.get_status_display()),
            thing.organisation.name if thing.organisation else "",
            thing.town,
        ],
        joined=("organisation",),
        text="about",
        holds="leden",
        among=lambda rows: rows.accepted(),
        beside=("staff:proposed_cases", _("Cases proposed at sign-up")),
    ),
    Part(
        key="leden",
        model=CaseMember,
        form=forms.CaseMemberForm,
        title=_("Members of cases"),
        add=_("Add a member"),
        about=_("Who works on which case."),
        named=lambda thing: thing.person.full_name,
        told=lambda thing: [thing.role, thing.case.title],
        joined=("person", "case"),
        ordered=False,
        within="case",
        path="case__event",
    ),
    Part(
        key="nieuws",
        model=NewsItem,
        form=forms.NewsItemForm,
        title=_("News"),
        add=_("Add a news item"),
        about=_("Dated messages of the organisers."),
        told=lambda thing: [thing.published_on or thing.period],
    ),
    Part(
        key="citaten",
        model=Quote,
        form=forms.QuoteForm,
        title=_("Quotes"),
        add=_("Add a quote"),
        about=_("What somebody said that the gathering builds on."),
        named=lambda thing: thing.person.full_name,
        told=lambda thing: [thing.text],
        joined=("person",),
    ),
    Part(
        key="links",
        model=Link,
        form=forms.LinkForm,
        title=_("Links"),
        add=_("Add a link"),
        about=_("Addresses elsewhere with more information."),
        told=lambda thing: [thing.url],
    ),
    Part(
        key="documenten",
        model=Document,
        form=forms.DocumentForm,
        title=_("Documents"),
        add=_("Add a document"),
        about=_("Files to download: a report, slides, minutes."),
        told=lambda thing: [
            str(thing.session or thing.case or ""),
        ],
        joined=("session", "case"),
    ),
    Part(
        key="fotos",
        model=Photo,
        form=forms.PhotoForm,
        title=_("Photos"),
        add=_("Add a photo"),
        about=_("The first one stands on top of the public page."),
        told=lambda thing: [thing.caption, thing.credit],
        wanted=_("A photo on top of the page shows what it is like."),
    ),
)
BY_KEY = {part.key: part for part in PARTS}


def part_at(key: str) -> Part:
    """The kind with this key in its address. Raises Http404."""
    try:
        return BY_KEY[key]
    except KeyError as unknown:
        raise Http404 from unknown


def holder_of(part: Part) -> Part:
    """The kind within which the things of this one stand."""
    return next(other for other in PARTS if other.holds == part.key)
