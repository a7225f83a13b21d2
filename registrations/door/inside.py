"""Who is inside among some people, whatever the state of their sign-up, and saying so."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registrations.companions import number_companions
from registrations.door.acts import bare_acts_of
from registrations.door.arriving import arrivals
from registrations.models import DoorAct, Registration
from registrations.querysets import RegistrationQuerySet
from registrations.states import HOLDS_SEAT, Status

_NAMED = 20  # at most


def inside_among(people: RegistrationQuerySet) -> RegistrationQuerySet:
    """Those who came in somewhere and of whom nobody took it back, with a seat or without."""
    acts = DoorAct.objects.that_stand().filter(registration=OuterRef("pk"))
    return people.filter(Q(Exists(acts)) | Q(status=Status.ATTENDED))


def inside_without_seat(people: RegistrationQuerySet) -> RegistrationQuerySet:
    """Those of them who are inside and hold no seat, who wait or whose sign-up was cancelled; each
    with `since`, when they came in, as `arrivals` tells it."""
    acts = DoorAct.objects.that_stand().filter(registration=OuterRef("pk")).order_by("at")
    since = Subquery(acts.values("at")[:1])
    found: RegistrationQuerySet = people.without_seat().annotate(since=since).exclude(since=None)
    return found


def told_inside(people: RegistrationQuerySet) -> str:
    """Who of these is inside already, for who is about to cancel; empty when nobody is.

    Two queries, or three when they came along without a name.
    """
    number = inside_among(people).count()
    if not number:
        return ""
    named = list(inside_among(people).select_related("lead")[:_NAMED])
    number_companions(named)
    names = ", ".join(person.known_as for person in named)
    sentence = ngettext(
        "Of these people %(n)d is in already: %(names)s",
        "Of these people %(n)d are in already: %(names)s",
        number,
    ) % {"n": number, "names": names}
    more = number - len(named)
    if more:
        sentence += " " + ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}
    return f"{sentence}."


def told_since(person: Registration) -> tuple[datetime | None, str]:
    """Since when somebody is in, and what is to be known about that; one query."""
    since = arrivals(bare_acts_of([person])).get(person.code)
    seatless = since is not None and person.status not in HOLDS_SEAT
    return since, _("without a seat") if seatless else ""
