"""What kind of item a title tells of, for who types nothing more. Pure."""

import re

from events.models import Session
from festival.names import folded

BREAKS = (
    "inloop",
    "ontvangst",
    "pauze",
    "koffie",
    "thee",
    "lunch",
    "diner",
    "borrel",
    "napraten",
    "einde",
    "walk-in",
    "doors open",
    "registration",
    "break",
    "coffee",
    "drinks",
    "end",
    "sluiting",
)
THE_END = ("einde", "end", "sluiting")
TABLES = ("tafel", "tafels", "tafelgesprekken", "tables", "world cafe", "wereldcafe")


def kind_in(title: str) -> Session.Kind:
    """A break for a title that begins with the word for one, tables for one that names them."""
    told = folded(title)
    if re.match(rf"(?:{'|'.join(BREAKS)})\b", told):
        return Session.Kind.BREAK
    if re.search(rf"\b(?:{'|'.join(TABLES)})\b", told):
        return Session.Kind.TABLES
    return Session.Kind.PLENARY


def is_the_end(title: str) -> bool:
    """Whether a title says that it is over: a moment, not a stretch of time."""
    return re.match(rf"(?:{'|'.join(THE_END)})\b", folded(title)) is not None
