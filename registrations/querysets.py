"""Sentences about registrations and choices."""

from typing import Any

from django.db import models
from django.db.models.functions import Lower

from festival.names import folded
from registrations.states import HOLDS_SEAT, LIVE, ChoiceStatus, Status


class RegistrationQuerySet(models.QuerySet[Any]):
    """Registrations, by what they hold."""

    def holding_a_seat(self) -> "RegistrationQuerySet":
        """Those that count against the capacity."""
        return self.filter(status__in=HOLDS_SEAT)

    def live(self) -> "RegistrationQuerySet":
        """Those that hold a seat or wait for one."""
        return self.filter(status__in=LIVE)

    def waiting(self) -> "RegistrationQuerySet":
        """Those in line, the first one first."""
        return self.filter(status=Status.WAITING).order_by("waiting_since", "id")

    def with_status(self, status: str) -> "RegistrationQuerySet":
        """Those in one state."""
        return self.filter(status=status)

    def of_address(self, email: str) -> "RegistrationQuerySet":
        """Those signed up with this address, whatever its capitals."""
        found: RegistrationQuerySet = self.alias(address=Lower("email")).filter(
            address=email.lower()
        )
        return found

    def named_like(self, words: str) -> "RegistrationQuerySet":
        """Those whose name, organisation or address holds each of the words."""
        found = self
        for word in words.split():
            found = found.filter(
                models.Q(sort_name__contains=folded(word))
                | models.Q(organisation__icontains=word)
                | models.Q(email__icontains=word)
            )
        return found


class ChoiceQuerySet(models.QuerySet[Any]):
    """Choices, by what they hold."""

    def seated(self) -> "ChoiceQuerySet":
        """Those that hold a seat."""
        return self.filter(status=ChoiceStatus.SEATED)

    def in_line(self) -> "ChoiceQuerySet":
        """Those that wait for a seat at their session or table, the first one first."""
        return self.filter(status=ChoiceStatus.WAITING).order_by("since", "id")

    def standing(self) -> "ChoiceQuerySet":
        """Those not given up."""
        return self.exclude(status=ChoiceStatus.RELEASED)

    def at(self, holder: Any) -> "ChoiceQuerySet":
        """Those for one session as a whole, or for one table."""
        is_table = holder._meta.model_name == "table"
        return self.filter(table=holder) if is_table else self.filter(session=holder, table=None)
