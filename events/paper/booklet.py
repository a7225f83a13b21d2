"""The programme as a booklet to take along: on A5, or in large print on A4."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event, Partnership
from events.pages.labels import label
from events.pages.visit import place_of
from events.pages.when import when_is
from events.paper.choices import ProgrammeForm, chosen_said
from events.paper.kinds import Kind, Paper
from events.paper.said import Said

LARGE = "large"


@dataclass(frozen=True)
class Somebody:
    """Who appears: name, function and organisation, and what they tell of themselves."""

    name: str
    what: str
    bio: str


class BookletForm(ProgrammeForm):
    """In which size."""

    size = forms.ChoiceField(
        label=_("Size"),
        choices=[("a5", _("A5, to fold")), (LARGE, _("large print on A4"))],
        initial="a5",
        help_text=_("For A5, choose “booklet” where you print: two pages on each side, to fold."),
    )


def booklet(event: Event, chosen: dict[str, Any]) -> Paper:
    """The booklet; in large print no letter is smaller than 18 points."""
    said = chosen_said(event, chosen)
    large = chosen["size"] == LARGE
    return Paper(
        event=event,
        title=gettext("Programme booklet"),
        looks=("booklet", "booklet-large" if large else "booklet-a5"),
        template="booklet",
        of=said.programme.name,
        about={
            "said": said,
            "programme": said.programme,
            "when": when_is(said.programme),
            "place": place_of(said.programme),
            "people": tuple(_people(said)),
            "partners": tuple(_partners(said)),
        },
    )


def _people(said: Said) -> Iterator[Somebody]:
    for person in said.programme.people:
        parts = (person.function, said.organisation(person))
        yield Somebody(person.name, ", ".join(part for part in parts if part), person.bio)


def _partners(said: Said) -> Iterator[tuple[str, list[str]]]:
    """Who makes it possible: the words for a role, and the names."""
    names = {o.slug: o.name for o in said.programme.organisations}
    by_role: dict[str, list[str]] = {}
    for partner in said.programme.partners:
        by_role.setdefault(partner.role, []).append(names[partner.organisation])
    for role, found in by_role.items():
        yield label(Partnership.Role, role), found


BOOKLET = Kind(
    key="programmaboekje",
    name=_("Programme booklet"),
    about=_("The whole programme to take along, with who is who, the place and how to get in."),
    form=BookletForm,
    make=booklet,
)
