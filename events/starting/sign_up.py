"""What belongs to signing up, made by the app above this one, which hands its verbs down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from events.models import Event
from events.starting.copier import Copier
from festival.models import User


class MakesSignUp(Protocol):
    """Makes what the sign-up form of a new event asks."""

    def add_roles(
        self, event: Event, names: Sequence[str], *, now: datetime, by: User | None
    ) -> None:
        """Let people come in one of these roles."""

    def copy(self, copier: Copier) -> None:
        """Copy roles, questions and consent texts; never what somebody answered."""


_makers: list[MakesSignUp] = []


def provide(maker: MakesSignUp) -> None:
    """Hand down the verbs; the last ones count."""
    _makers.append(maker)


def add_roles(event: Event, names: Sequence[str], *, now: datetime, by: User | None) -> None:
    """Let people come in one of these roles, where there are any."""
    _makers[-1].add_roles(event, names, now=now, by=by)


def copy(copier: Copier) -> None:
    """Copy what the sign-up form of an earlier event asks."""
    _makers[-1].copy(copier)
