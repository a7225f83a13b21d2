"""Handing people over from a list to a new message: kept in the session until it is written."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from events.models import Event
from registrations.filtering.filter import Filter

KEPT = "people for a message"


def hand_over(request: HttpRequest, event: Event, wanted: Filter) -> HttpResponseRedirect:
    """Go to a new message for these people; their codes stand in no address."""
    request.session[KEPT] = {"event": event.pk, "conditions": wanted.as_json()}
    return redirect(f"{reverse('staff:add_group_mail', args=[event.slug])}?voor=gekozen")


def handed_over(request: HttpRequest, event: Event) -> dict[str, Any]:
    """The conditions of whom a new message is for; empty when nobody was handed over."""
    kept = request.session.get(KEPT) or {}
    meant = "voor" in request.GET and kept.get("event") == event.pk
    return kept["conditions"] if meant else {}
