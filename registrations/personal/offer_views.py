"""Answering: to an offered seat, to the question whose address it is, and how to wait."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from festival.refusals import Refused
from registrations.models import Registration
from registrations.personal.offered import NO, STAY, YES, Offer, offer_to
from registrations.personal.opening import back, opened_by_link
from registrations.personal.overview import deadline_of, frame_values
from registrations.personal.passing import names_in_line
from registrations.seating.offers import accept, decline, prove
from registrations.seating.positions import positions_of
from registrations.seating.waiting import keep_place
from registrations.states import Status

GONE = 409
ANSWERS: dict[str, Callable[..., None]] = {
    YES: accept,
    NO: decline,
    STAY: partial(decline, stay=True),
}


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def offer_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Yes or no to the seats that are kept; opening it answers nothing, whatever it says."""
    refusal, status = "", 200
    answer, offer = request.POST.get("antwoord", ""), offer_to(_party(registration))
    if request.method == "POST" and answer in ANSWERS:
        try:
            ANSWERS[answer](registration, now=timezone.now())
        except Refused as no:
            refusal, status = str(no), GONE
            offer = offer_to(_party(registration))
        else:
            messages.success(request, offer.told(answer))
            return back(request)
    values = frame_values(request, registration) | _to_answer(request, registration, offer)
    values |= {"refusal": refusal} | _how(registration)
    return render(request, "registrations/personal/offer.html", values, status=status)


def _to_answer(request: HttpRequest, registration: Registration, offer: Offer) -> dict[str, Any]:
    """The question, and its answers; what was pressed in the mail stands first."""
    pressed = request.GET.get("antwoord", "")
    answers = offer.answers(pressed)
    return {
        "offer": offer,
        "answers": answers,
        "pressed": answers[0][1] if pressed in ANSWERS else "",
        "deadline": deadline_of(_held(registration, Status.OFFERED)),
    }


@opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def prove_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """One button that says: this address is mine."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            prove(registration, now=timezone.now())
        except Refused as no:
            refusal, status = str(no), GONE
        else:
            messages.success(request, _("Thank you, your address is confirmed."))
            return back(request)
    held = _held(registration, Status.PENDING)
    values = frame_values(request, registration) | {
        "refusal": refusal,
        "asked": bool(held) or registration.proved_at is None,
        "deadline": deadline_of(held),
        "over": registration.status == Status.CANCELLED and not held,
    }
    return render(request, "registrations/personal/prove.html", values, status=status)


@opened_by_link
@require_POST
def keep_place_page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Keep the place in line after a missed offer, or not."""
    stays = request.POST.get("blijft") == YES
    keep_place(registration, stays=stays, now=timezone.now())
    told = _("When you miss an offer, you keep your place in line.")
    if not stays:
        told = _("When you miss an offer, you leave the waiting list.")
    messages.success(request, told)
    return back(request)


def _party(registration: Registration) -> list[Registration]:
    return list(registration.event.registrations.of_party(registration.pk))


def _held(registration: Registration, status: Status) -> list[Registration]:
    people = registration.event.registrations.of_party(registration.pk).select_related("event")
    return [person for person in people if person.status == status]


def _how(registration: Registration) -> dict[str, str]:
    """How it stands for who has no offer now: a heading where it is not about who reads it, and
    a kind sentence; two queries at most."""
    if registration.status == Status.CANCELLED:
        return {"how": _("You are no longer signed up, so no seat is kept for you.")}
    if registration.status == Status.WAITING:
        told = _("There is no seat for you yet. You are on the waiting list, and we will mail you.")
        return {"how": told}
    rows = _party(registration)
    waiting = [row for row in rows if row.status == Status.WAITING]
    if not waiting:
        return {"how": _("You have a seat already: there is nothing left to answer.")}
    about = {"names": names_in_line(rows), "place": positions_of(waiting)[waiting[0].pk]}
    told = ngettext(
        "%(names)s has no seat now, and stands at place %(place)d in line.",
        "%(names)s have no seat now, and stand at place %(place)d in line.",
        len(waiting),
    )
    heading = _("There is no seat for %(names)s now") % about
    return {"heading": heading, "how": f"{told % about} {_('You keep your own seat.')}"}
