"""Filters for people in lists, and at the door."""

from datetime import datetime

from django import template
from django.utils import timezone

from events.models import Event
from events.pages.when import clock_on
from registrations.models import Registration
from registrations.states import Status
from registrations.wording import state_name

register = template.Library()


@register.filter
def noted_at(moment: datetime) -> str:
    """The time at which something was noted at a door, with the day if that was not today."""
    return clock_on(timezone.localtime(moment), timezone.localdate())


@register.filter
def state_at(person: Registration, event: Event) -> str:
    """What their state at this event is called now."""
    return state_name(Status(person.status), event, timezone.now())
