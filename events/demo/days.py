"""Turns the days and hours of a fixture into moments."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from events.demo.facts import SignUp, When

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day_of(when: When, *, today: date) -> date:
    """The day itself, or the first such weekday at least `weeks_ahead` weeks after today."""
    if when.day is not None:
        return when.day
    earliest = today + timedelta(weeks=when.weeks_ahead)
    return earliest + timedelta(days=(WEEKDAYS.index(when.weekday) - earliest.weekday()) % 7)


def moment(day: date, clock: str, zone: ZoneInfo) -> datetime:
    """An hour like `19:45` on a day, local to a time zone."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=zone)


def window(sign_up: SignUp | None, starts_at: datetime) -> dict[str, Any]:
    """The event's fields about signing up."""
    if sign_up is None:
        return {}
    fields: dict[str, Any] = {
        "takes_registrations": True,
        "capacity": sign_up.capacity,
        "asks_access": sign_up.asks_access,
        "asks_diet": sign_up.asks_diet,
    }
    if sign_up.opens_days_before is not None:
        fields["opens_at"] = starts_at - timedelta(days=sign_up.opens_days_before)
    if sign_up.closes_hours_before is not None:
        fields["closes_at"] = starts_at - timedelta(hours=sign_up.closes_hours_before)
    return fields
