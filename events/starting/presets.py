"""The shapes that a gathering can be started from, as data; times count from its start.

The words are in the language of whoever starts one, and can all be changed afterwards.
"""

from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.models import Session
from events.starting.words import CASE, TOPIC, WORKSHOP

Words = Any  # a translated text that waits for its language
PLENARY, PARALLEL, TABLES, BREAK = Session.Kind


@dataclass(frozen=True)
class Tables:
    """Tables within an item: how many, with how many seats each, called what."""

    count: int
    seats: int
    topic: Words = TOPIC


@dataclass(frozen=True)
class Item:
    """An item: `at` minutes after the start it begins, and it takes `minutes`.

    `several` of them run side by side, and are then numbered; `round` is what one chooses in.
    """

    at: int
    minutes: int
    title: Words
    kind: str = PLENARY
    round: Words = None
    seats: int | None = None
    several: int = 1
    tables: Tables | None = None


@dataclass(frozen=True)
class Preset:
    """A shape; `key` is its word in the address, `starts` the hour that is proposed."""

    key: str
    name: Words
    explanation: Words
    starts: time
    minutes: int
    items: tuple[Item, ...] = ()
    themes: tuple[Words, ...] = ()
    roles: tuple[Words, ...] = ()
    seats: int | None = None
    takes_registrations: bool = True

    @property
    def rounds(self) -> list[Words]:
        """The rounds to choose in, each once, in the order of the items."""
        return list(dict.fromkeys(item.round for item in self.items if item.round))


NEIGHBOURHOOD = (_("Housing"), _("Care and welfare"), _("Energy"), _("Work and income"))
WALK_IN, WELCOME, DRINKS = _("Walk-in"), _("Welcome"), _("Drinks")
DISCUSSION, CASES = _("Discussion tables"), _("At work on the cases")
ROUND_1, ROUND_2 = _("Workshops, round 1"), _("Workshops, round 2")
WORKSHOPS = _("Workshops")

EVENING = Preset(
    key="avond-met-tafels",
    name=_("Evening with discussion tables"),
    explanation=_("Walk-in, a plenary start, four tables to choose from, and what they found."),
    starts=time(19, 45),
    minutes=135,
    seats=32,
    items=(
        Item(0, 15, WALK_IN, BREAK),
        Item(15, 30, _("Plenary opening")),
        Item(45, 60, DISCUSSION, TABLES, DISCUSSION, tables=Tables(4, 8)),
        Item(105, 30, _("What the tables found")),
    ),
)
AFTERNOON = Preset(
    key="middag-met-casussen",
    name=_("Afternoon with cases"),
    explanation=_("Initiatives pitch a question; small teams work on it and tell what they found."),
    starts=time(13, 0),
    minutes=240,
    seats=40,
    themes=NEIGHBOURHOOD,
    roles=(_("with a case of my own"), _("as an expert by experience")),
    items=(
        Item(0, 15, WELCOME),
        Item(15, 45, _("Pitches: who brings which question?")),
        Item(60, 105, CASES, TABLES, CASES, tables=Tables(5, 8, CASE)),
        Item(165, 15, _("Break"), BREAK),
        Item(180, 45, _("What the teams found")),
        Item(225, 15, DRINKS, BREAK),
    ),
)
CONGRESS = Preset(
    key="congres",
    name=_("Congress"),
    explanation=_("A day with plenary parts and two rounds of three workshops."),
    starts=time(9, 30),
    minutes=420,
    seats=75,
    themes=NEIGHBOURHOOD,
    items=(
        Item(0, 30, WALK_IN, BREAK),
        Item(30, 60, _("Opening")),
        Item(90, 15, _("Break"), BREAK),
        Item(105, 60, WORKSHOP, PARALLEL, ROUND_1, seats=25, several=3),
        Item(165, 60, _("Lunch"), BREAK),
        Item(225, 60, WORKSHOP, PARALLEL, ROUND_2, seats=25, several=3),
        Item(285, 15, _("Break"), BREAK),
        Item(300, 60, _("Closing")),
        Item(360, 60, DRINKS, BREAK),
    ),
)
FESTIVAL = Preset(
    key="festival",
    name=_("Festival"),
    explanation=_("A whole day: a market, a stage with stories, workshops, a meal and music."),
    starts=time(11, 0),
    minutes=660,
    seats=200,
    themes=NEIGHBOURHOOD,
    items=(
        Item(0, 30, _("Opening")),
        Item(30, 330, _("Market of initiatives"), PARALLEL),
        Item(60, 90, _("Stage: my neighbourhood, my story"), PARALLEL),
        Item(180, 90, WORKSHOP, PARALLEL, WORKSHOPS, seats=30, several=3),
        Item(390, 90, _("Eating together"), BREAK),
        Item(480, 180, _("Music and closing")),
    ),
)
MEETING = Preset(
    key="losse-bijeenkomst",
    name=_("Single meeting"),
    explanation=_("One item with a walk-in before and drinks after: a lecture, a talk, a meeting."),
    starts=time(20, 0),
    minutes=135,
    seats=50,
    items=(
        Item(0, 15, WALK_IN, BREAK),
        Item(15, 90, _("The meeting")),
        Item(105, 30, DRINKS, BREAK),
    ),
)
EMPTY = Preset(
    key="leeg",
    name=_("Empty"),
    explanation=_("Only a title and a date; you fill in the rest."),
    starts=time(20, 0),
    minutes=120,
    takes_registrations=False,
)
PRESETS = {p.key: p for p in (EVENING, AFTERNOON, CONGRESS, FESTIVAL, MEETING, EMPTY)}
