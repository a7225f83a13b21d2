"""Who is in a sign-up, in words; and what can be done with each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from events.availability import reason_against
from events.programme import Programme
from registrations.changing import reason_against_changes
from registrations.changing.handing_over import gave_away, inside_already
from registrations.chosen import Chosen, state_of
from registrations.models import Answer, Choice, Registration
from registrations.seating.positions import places_of
from registrations.states import HELD_FOR_A_WHILE, LIVE, SEATED, ChoiceStatus, Status
from registrations.wording import holder_title, round_title, standing_of


@dataclass(frozen=True)
class PersonShown:
    """One person of a party, as who leads it sees them."""

    code: str
    name: str
    state: str
    good: bool
    live: bool
    choices: tuple[Chosen, ...]
    answers: tuple[Answer, ...]
    registration: Registration
    can_give: bool
    can_share: bool


def party_shown(
    lead: Registration, programme: Programme, *, now: datetime
) -> tuple[list[Registration], list[PersonShown]]:
    """The rows of a party, and those who come or would, in words; five queries at most."""
    rows = lead.event.registrations.of_party(lead.pk).select_related("role", "case__theme")
    people = list(rows.prefetch_related("answers__question"))
    choices = _choices(people)
    places = places_of(choices)
    shown = []
    for number, person in enumerate(people):
        person.event = lead.event
        if person.pk != lead.pk and person.status not in LIVE:
            continue
        own = [choice for choice in choices if choice.registration_id == person.pk]
        told = tuple(_chosen(choice, programme, places) for choice in own if _matters(choice))
        shown.append(_shown(person, told, number, now))
    return people, shown


def name_of(person: Registration, number: int) -> str:
    """`Fatma van der Berg`, or `Companion 2` for who comes without a name."""
    return person.full_name or _("Companion %(number)d") % {"number": number}


def reason_against_adding(lead: Registration, now: datetime) -> str:
    """Why nobody more can come along, as a sentence; empty when somebody can."""
    reason = reason_against_changes(lead.event, now) or reason_against(lead.event, now)
    if reason:
        return reason
    many = lead.event.registrations.live().of_party(lead.pk).count()
    if not many:
        return _("This sign-up is cancelled; there is nothing to change.")
    if many >= lead.event.most_together:
        sentence = _("You can sign up at most %(most)d people at once.")
        return sentence % {"most": lead.event.most_together}
    return ""


def reason_against_giving(person: Registration, now: datetime, *, shared: bool) -> str:
    """Why a seat cannot be given away, or not get a link of its own; empty when it can."""
    if reason := reason_against_changes(person.event, now):
        return reason
    if not person.event.hand_over:
        return _("At this gathering seats cannot be given to somebody else.")
    if shared and (person.lead_id is None or person.nameless):
        return _("First fill in the name of this person.")
    if person.status == Status.ATTENDED and not shared:
        return inside_already()
    fine = {*SEATED, Status.WAITING} if shared else {Status.CONFIRMED}
    if person.status not in fine:
        return _("Only a seat that you have for certain can be given away.")
    return ""


def _choices(people: Sequence[Registration]) -> list[Choice]:
    by_pk = {person.pk: person for person in people}
    rows = Choice.objects.filter(registration__in=list(by_pk))
    found = list(rows.select_related("session", "table", "block"))
    for choice in found:
        choice.registration = by_pk[choice.registration_id]
    return found


def _shown(
    person: Registration, choices: tuple[Chosen, ...], number: int, now: datetime
) -> PersonShown:
    live = person.status in LIVE
    given = person.lead_id is None and gave_away(person)
    return PersonShown(
        code=person.code,
        name=name_of(person, number),
        state=_("seat given away") if given else standing_of(person, now),
        good=person.status in SEATED,
        live=live,
        choices=choices,
        answers=tuple(person.answers.all()),
        registration=person,
        can_give=live and not reason_against_giving(person, now, shared=False),
        can_share=live and not reason_against_giving(person, now, shared=True),
    )


def _matters(choice: Choice) -> bool:
    """Whether it stands, or was called off while they still come."""
    if choice.status != ChoiceStatus.RELEASED:
        return True
    return choice.registration.status in LIVE and choice.went_with_the_session


def _chosen(choice: Choice, programme: Programme, places: Mapping[int, int]) -> Chosen:
    state, place = state_of(choice, numbered=False), places.get(choice.pk)
    person = choice.registration
    held = choice.status == ChoiceStatus.SEATED and person.status in HELD_FOR_A_WHILE
    if held:
        state = _("is kept for you") if person.lead_id is None else _("is kept")
    elif choice.status == ChoiceStatus.SEATED and person.lead_id is not None:
        state = _("has a seat")
    if place is not None:
        state = _("waiting list, place %(place)d") % {"place": place}
    return Chosen(
        round=round_title(programme, choice.session, choice.block.title),
        title=holder_title(programme, choice.session, choice.table),
        state=state,
        good=choice.status == ChoiceStatus.SEATED and not held,
    )
