"""The sign-up page of an event, and the page that says what came of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from events.availability import Phase, reason_against
from events.published import Published, Seats, event_seats, live_seats, published
from festival.access import public
from festival.ratelimit import allowed, client_address, window_end
from festival.refusals import Refused
from festival.spamguard import Stamp, StampRefused, check_speed, new_stamp, read_stamp
from registrations.band import Band, band_of
from registrations.links import INVITATION, invited_as
from registrations.privacy import OF_HOSTS, OF_THE_DESK, asked_by
from registrations.seating.room import places_left, seats_for
from registrations.seating.seats import COUNTERS
from registrations.sign_up.enlisting import TooFewSeats
from registrations.sign_up.form.companions import ADD, REMOVE
from registrations.sign_up.form.form import SignUpForm
from registrations.sign_up.offer import offer_of
from registrations.sign_up.outcomes import as_for_a_stranger
from registrations.sign_up.receipts import Receipt, hand_out, presented, receipt_of
from registrations.sign_up.signing_up import RegistrationClosed, sign_up
from registrations.states import Status
from registrations.wording import seats_left_in_roles, seats_left_text

PER = timedelta(minutes=10)
INVALID, CLOSED, TOO_MANY = 422, 409, 429


class FormUsed(Refused):
    """This form made a registration that has been cancelled since; a new form is needed."""


class TooManyTries(Refused):
    """So many forms came from one address that it is likely to be a robot."""


@public
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def sign_up_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, or the reason why there is none; a form that is sent is one sign-up."""
    found = published(slug)
    now = timezone.now()
    if request.method == "POST":
        return _receive(request, found, now)
    if reason := reason_against(found.event, now):
        return _page(request, found, now, reason=reason)
    form = _form(request, found)
    form.initial["stamp"] = new_stamp(found.event.code, now=now)
    return _page(request, found, now, form=form)


@public
@require_safe
@cache_control(private=True, no_store=True)
def signed_up_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What came of a sign-up; in general words for who arrives without having signed up."""
    found = published(slug)
    receipt = presented(request, found.event.code)
    values = {
        "band": _band(found),
        "event": found.event,
        "receipt": receipt,
        "heading": _heading(receipt),
    }
    return render(request, "registrations/signed_up.html", values)


def _form(request: HttpRequest, found: Published) -> SignUpForm:
    """The form, empty or as it was sent, for everybody or for who follows an invitation."""
    offer = offer_of(found.event)
    invited = invited_as(request.GET.get(INVITATION, ""), offer.roles)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return SignUpForm(*sent, found=found, offer=offer, invited=invited)


def _receive(request: HttpRequest, found: Published, now: datetime) -> HttpResponse:
    """Answer a form that was sent: see it through, or give it back with all that was typed."""
    form = _form(request, found)
    changing = ADD in request.POST or REMOVE in request.POST
    if reason := reason_against(found.event, now):
        form.leave_files()  # nothing is stored of who cannot sign up
    try:
        if request.FILES or not changing:
            _check_rate(request, now)
        if changing:
            return _with_other_companions(request, found, now, form)
        stamp = read_stamp(form.data.get("stamp", ""), found.event.code, now=now)
        if form.is_valid():
            check_speed(stamp, now=now)
            return _see_through(form, found, stamp, now)
        if reason:
            raise RegistrationClosed(reason)
        return _page(request, found, now, form=form, status=INVALID)
    except Refused as refusal:
        return _give_back(request, found, now, form, refusal)


def _with_other_companions(
    request: HttpRequest, found: Published, now: datetime, form: SignUpForm
) -> HttpResponse:
    """The form as it is so far, with a companion more or fewer; nobody is signed up yet."""
    try:
        read_stamp(form.data.get("stamp", ""), found.event.code, now=now)
    except StampRefused:
        form.leave_files()
        form.carry("stamp", new_stamp(found.event.code, now=now))
    form.forgive()
    return _page(request, found, now, form=form)


def _check_rate(request: HttpRequest, now: datetime) -> None:
    address = client_address(request)
    if not allowed("sign up", address, limit=settings.SIGN_UP_LIMIT, per=PER, now=now):
        raise TooManyTries(
            _("Very many forms came from your network. Wait ten minutes and send it again.")
        )


def _see_through(
    form: SignUpForm, found: Published, stamp: Stamp, now: datetime
) -> HttpResponseRedirect:
    """Do what a valid form asks. Raises Refused."""
    applicant = form.applicant()
    if form.cleaned_data["website"]:  # only robots see this field
        outcome = as_for_a_stranger(
            found.event, form.picks, applicant.role, companions=form.party(), now=now
        )
    else:
        outcome = sign_up(
            found.event,
            applicant=applicant,
            picks=form.picks,
            consents=form.consents(),
            replies=form.replies(),
            companions=form.party(),
            case=form.case(),
            if_short=form.if_short(),
            form_key=stamp.key,
            now=now,
        )
    if outcome.status == Status.CANCELLED:
        raise FormUsed(_("You cancelled this sign-up. Send the form again to sign up anew."))
    receipt = receipt_of(found.event.code, applicant.email, outcome, wishes=form.wishes())
    return _confirm(found, _told_of_role(receipt, form))


def _told_of_role(receipt: Receipt, form: SignUpForm) -> Receipt:
    """The same, also telling whether only the role that was chosen is full."""
    if not receipt.waits or form.role is None:
        return receipt
    form.event.refresh_from_db(fields=COUNTERS)
    seats = _seats_by_role(form)
    room = any(not one.full for one in seats.values())
    if not seats[form.role.pk].full or not (room or not event_seats(form.event).full):
        return receipt
    return replace(receipt, full_role=form.role.name, room_elsewhere=room)


def _confirm(found: Published, receipt: Receipt) -> HttpResponseRedirect:
    path = reverse("registrations:signed_up", kwargs={"slug": found.event.slug})
    response = HttpResponseRedirect(path, status=303)
    hand_out(response, receipt, path=path)
    return response


def _give_back(
    request: HttpRequest, found: Published, now: datetime, form: SignUpForm, refusal: Refused
) -> HttpResponse:
    """The form with a refusal's sentence, and with a new stamp where the old one is spent."""
    if isinstance(refusal, TooManyTries | StampRefused):
        form.leave_files()
    form.is_valid()
    form.refuse(refusal)
    if isinstance(refusal, TooFewSeats):
        form.ask_if_short(left=refusal.left, together=refusal.together)
    if isinstance(refusal, StampRefused | FormUsed):
        form.carry("stamp", new_stamp(found.event.code, now=now))
    statuses: dict[type[Refused], int] = {
        RegistrationClosed: CLOSED,
        TooFewSeats: CLOSED,
        TooManyTries: TOO_MANY,
    }
    status = statuses.get(type(refusal), INVALID)
    response = _page(request, found, now, form=form, status=status)
    if status == TOO_MANY:
        response["Retry-After"] = str(int((window_end(PER, now) - now).total_seconds()) + 1)
    return response


def _page(
    request: HttpRequest,
    found: Published,
    now: datetime,
    *,
    form: SignUpForm | None = None,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    """The sign-up page; with `reason` instead of a form when nobody can sign up."""
    values: dict[str, Any] = {
        "band": _band(found),
        "form": form,
        "problems": form.told_problems if form is not None else [],
        "reason": reason,
        "seats": tell_seats(form) if form is not None else "",
        "invitation_lapsed": INVITATION in request.GET and form is not None and not form.invited,
    }
    return render(request, "registrations/sign_up.html", values, status=status)


def tell_seats(form: SignUpForm) -> str:
    """Write into the form how many seats are left where; and those of the whole, in words."""
    seats = live_seats(form.event) if form.offer.rounds else {}
    limited = any(asked.limited for asked in form.offer.questions)
    form.tell(seats, places_left(form.event) if limited else {})
    of_all = event_seats(form.event)
    found = _seats_by_role(form)
    if found:
        form.tell_roles(found)
    form.ask_again(found.get(form.role.pk, of_all) if form.role else of_all)
    if form.invited:
        return seats_left_text(found.get(form.invited.pk, of_all))
    return seats_left_in_roles(of_all, found.values())


def _seats_by_role(form: SignUpForm) -> dict[int, Seats]:
    """The seats in each role that the form offers, by the role's id."""
    if not form.roles:
        return {}
    offered = {role.pk for role in form.roles}
    rows = form.event.registration_roles.all()
    return {role.pk: seats_for(form.event, role) for role in rows if role.pk in offered}


@public
@require_safe
def privacy_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What this event asks of people, why, until when, and who sees it."""
    found = published(slug)
    entries = [(entry, entry.erased_from(found.event)) for entry in asked_by(found.event)]
    values = {
        "band": _band(found),
        "entries": entries,
        "of_hosts": (*OF_HOSTS, *OF_THE_DESK),
        "offer": offer_of(found.event),
    }
    return render(request, "registrations/privacy.html", values)


def _band(found: Published) -> Band:
    return band_of(found.event, found.programme, Phase.OPEN)  # published, so it has a public page


def _heading(receipt: Receipt | None) -> str:
    if receipt is None:
        return _("Signing up")
    if receipt.pending:
        return _("Confirm your e-mail address")
    return _("You are on the waiting list") if receipt.waits else _("You are signed up")
