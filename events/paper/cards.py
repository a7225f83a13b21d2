"""Table cards: tents that stand on the tables, with number, topic and host on both sides."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event, Session
from events.paper.choices import ProgrammeForm, chosen_said
from events.paper.kinds import Kind, Paper
from events.paper.said import Item, Said
from festival.fitting import fitting_size, size_for_all

WIDTH = 180.0  # mm of a side that are printed on
TOPIC, CAST = 52.0, 30.0  # mm of height for each
LARGEST_TOPIC, LARGEST_CAST = 48, 20  # points


@dataclass(frozen=True)
class Card:
    """What stands on one tent, with the sizes in which it fits."""

    number: int
    topic: str
    topic_size: int
    cast: tuple[str, ...]
    cast_size: int
    session: str


class CardsForm(ProgrammeForm):
    """Of which session the tables are."""

    session = forms.ChoiceField(label=_("Session"), required=False)

    def __init__(self, event: Event, **rest: Any) -> None:
        super().__init__(event, **rest)
        with_tables = Session.objects.filter(event=event, tables__isnull=False).distinct()
        field = self.fields["session"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [
            ("", _("all tables")),
            *with_tables.values_list("code", "title"),
        ]


def table_cards(event: Event, chosen: dict[str, Any]) -> Paper:
    """A tent for each table of the chosen session, or of all of them."""
    cards = tuple(_cards(chosen_said(event, chosen), chosen["session"]))
    return Paper(
        event=event,
        title=gettext("Table cards"),
        looks=("cards",),
        template="cards",
        about={"cards": cards},
    )


def _cards(said: Said, session: str) -> Iterator[Card]:
    for item in said.items:
        if item.tables and not item.cancelled and session in ("", item.code):
            yield from _of_session(item)


def _of_session(item: Item) -> Iterator[Card]:
    for table in item.tables:
        cast = tuple(str(line) for line in table.cast)
        yield Card(
            number=table.number,
            topic=table.topic,
            topic_size=fitting_size(table.topic, width=WIDTH, height=TOPIC, largest=LARGEST_TOPIC),
            cast=cast,
            cast_size=size_for_all(cast, width=WIDTH, height=CAST, largest=LARGEST_CAST),
            session=" · ".join(part for part in (item.title, item.time) if part),
        )


CARDS = Kind(
    key="tafelkaarten",
    name=_("Table cards"),
    about=_("A card for each table with number, topic and host. Fold the paper in the middle."),
    form=CardsForm,
    make=table_cards,
)
