"""Changing a sign-up: what somebody told, answered and chose, each of them by a verb."""

from registrations.changing.address import change_address
from registrations.changing.cases import CaseTaken, change_case
from registrations.changing.roles import change_role
from registrations.changing.rules import ChangesClosed, reason_against_changes
from registrations.changing.verbs import (
    Changed,
    change_answers,
    change_choices,
    change_details,
    change_person,
)

__all__ = [
    "CaseTaken",
    "Changed",
    "ChangesClosed",
    "change_address",
    "change_answers",
    "change_case",
    "change_choices",
    "change_details",
    "change_person",
    "change_role",
    "reason_against_changes",
]
