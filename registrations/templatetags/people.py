"""Filters for people in lists."""

from django import template
from django.utils import timezone

from events.models import Event
from registrations.models import Registration
from registrations.states import Status
from registrations.wording import state_name

register = template.Library()


@register.filter
def state_at(person: Registration, event: Event) -> str:
    """What their state at this event is called now."""
    return state_name(Status(person.status), event, timezone.now())
