"""One person at the desk: check in, the party together, a remark, let in anyway."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.models import Event
from festival.drafting import tell as tell_form
from festival.refusals import Refused
from registrations.desk import checking
from registrations.desk.entering import desk
from registrations.desk.finding import Wrong
from registrations.desk.forms import ReasonForm, RemarkForm, act_of, for_all
from registrations.desk.guests import Guest, guests_of, people_of
from registrations.desk.pages import page
from registrations.desk.results import Kind, tell
from registrations.door.admitting import admit
from registrations.models import Device


@desk
@require_safe
def person(request: HttpRequest, event: Event, device: Device, code: str) -> HttpResponse:
    """Who it is, how they stand, who came along, and what can be done."""
    return _shown(request, event, device, code)


@desk
@require_POST
def check_in(request: HttpRequest, event: Event, device: Device, code: str) -> HttpResponse:
    """Check one person in. Who is in already stays so, and who has no seat is asked about."""
    who, (key, way) = guest_at(event, code), act_of(request)
    check_in_one(request, event, device, who, key=key, way=way)
    return back_to(event, code)


@desk
@require_POST
def check_in_party(request: HttpRequest, event: Event, device: Device, code: str) -> HttpResponse:
    """Check everybody in who came together, as far as they have seats and are not in yet."""
    who, (key, way) = guest_at(event, code), act_of(request)
    people = [one for one in party_of(event, who) if one.may_enter]
    if not people:
        check_in_one(request, event, device, who, key=key, way=way)
        return back_to(event, code)
    checking.check_in(event, people, key=key, way=way, device=device, now=timezone.now())
    tell(request, Kind.IN, checking.told_of_party(people))
    return back_to(event, who.code)


@desk
@require_POST
def remark(request: HttpRequest, event: Event, device: Device, code: str) -> HttpResponse:
    """Keep a remark about somebody."""
    who, form, (key, _way) = guest_at(event, code), RemarkForm(request.POST), act_of(request)
    if not form.is_valid():
        return _shown(request, event, device, code, remark_form=form, form=form, status=422)
    text = form.cleaned_data["text"]
    checking.remark(event, who, text, key=key, device=device, now=timezone.now())
    tell(request, Kind.DONE, _("The remark is kept."))
    return back_to(event, code)


@desk
@require_POST
def let_in_anyway(request: HttpRequest, event: Event, device: Device, code: str) -> HttpResponse:
    """Give somebody who waits or cancelled a seat after all, for a reason, and check them in;
    where it is asked, with all walk-ins who were taken back with them."""
    who, form, (key, way) = guest_at(event, code), ReasonForm(request.POST), act_of(request)
    if not who.needs_reason:
        check_in_one(request, event, device, who, key=key, way=way)
        return back_to(event, code)
    if not (form.is_valid() and _admitted(event, device, who, form)):
        return _shown(request, event, device, code, reason_form=form, form=form, status=422)
    people = checking.coming_back(who, party_of(event, who)) if for_all(request) else [who]
    why, now = form.cleaned_data["reason"], timezone.now()
    checking.check_in(event, people, key=key, way=way, device=device, now=now, why=why)
    tell(request, Kind.IN, checking.told_of_admitting(people))
    return back_to(event, code)


def check_in_one(
    request: HttpRequest, event: Event, device: Device, who: Guest, *, key: Any, way: str
) -> None:
    """Check one person in if they may, and tell the next page what came of it."""
    if who.may_enter:
        checking.check_in(event, [who], key=key, way=way, device=device, now=timezone.now())
    tell(request, *checking.told_of(who))


def back_to(event: Event, code: str, *, focus: str = "#result") -> HttpResponseRedirect:
    """To the page of this person, what came of it in focus; without `focus` the box for the next."""
    address = reverse("desk:person", kwargs={"slug": event.slug, "code": code})
    return HttpResponseRedirect(f"{address}{focus}")


def tell_what_is_wrong(request: HttpRequest, wrong: Wrong | None) -> None:
    """Say what is the matter with a ticket."""
    sentence = {
        Wrong.ELSEWHERE: _("This code is for another gathering."),
        Wrong.TOO_OFTEN: _("Too many codes that nobody has. Look people up by name."),
    }.get(wrong or Wrong.FORGED, _("Nobody has this code. Look the person up by name."))
    tell(request, Kind.REFUSED, sentence)


def _admitted(event: Event, device: Device, who: Guest, form: ReasonForm) -> bool:
    person = event.registrations.get(code=who.code)
    try:
        admit(person, reason=form.cleaned_data["reason"], now=timezone.now(), device=device)
    except Refused as no:
        tell_form(form, no)
        return False
    return True


def guest_at(event: Event, code: str) -> Guest:
    """Somebody of this gathering as the desk shows them. Raises Http404."""
    found = guests_of(event, people_of(event).filter(code=code))
    if not found:
        raise Http404(_("There is nobody at this address."))
    return found[0]


def party_of(event: Event, who: Guest) -> list[Guest]:
    """Everybody who came together with somebody, themselves included."""
    return guests_of(event, people_of(event).of_party(who.party))


def _shown(
    request: HttpRequest,
    event: Event,
    device: Device,
    code: str,
    *,
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    who = guest_at(event, code)
    together = party_of(event, who)
    party = [one for one in together if one.code != code]
    about = {
        "who": who,
        "party": party,
        "absent": who.absent,
        "walked_in_with": checking.walked_in_with(who, together),
        "coming_back": checking.coming_back(who, together),
        "before_undoing": checking.told_before_undoing(who, device),
        "remark_form": RemarkForm(),
        "reason_form": ReasonForm(),
    }
    template = "desk/person.html"
    return page(request, event, device, template, here="search", status=status, **(about | forms))
