"""The least that a sign-up costs in Django: a form, a post with its rows, a page. No features.

Same server, same middleware, same database and tables as the real one, so that the ratio of the
two says what our own code adds, whatever the machine.
"""

from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from mailer.models import Message

from events.models import Event
from festival.models import AuditEntry
from registrations.models import Choice, Registration


def form(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and the post with one lock, one counter and four inserts."""
    event = Event.objects.get(slug=slug)
    if request.method != "POST":
        return render(request, "bare.html", {"event": event})
    with transaction.atomic():
        Event.objects.filter(pk=event.pk).update(seats_version=F("seats_version") + 1)
        Event.objects.filter(pk=event.pk).update(seats_taken=F("seats_taken") + 1)
        _rows(event, request.POST["email"])
    return HttpResponseRedirect(f"/bare/{slug}/done", status=303)


def done(request: HttpRequest, slug: str) -> HttpResponse:
    """The confirmation."""
    return render(request, "bare.html", {"event": Event.objects.get(slug=slug)})


def _rows(event: Event, email: str) -> None:
    now = timezone.now()
    session = event.sessions.get()
    person = Registration.objects.create(
        event=event,
        status="confirmed",
        form_key=uuid4(),
        given_name="Fatma",
        family_name="Berg",
        email=email,
        created_at=now,
        confirmed_at=now,
    )
    Choice.objects.create(
        registration=person, block=session.block, session=session, status="released", since=now
    )
    AuditEntry.objects.create(at=now, action="bare", target_type="registration")
    Message.objects.create(message_data="x" * 4000)
