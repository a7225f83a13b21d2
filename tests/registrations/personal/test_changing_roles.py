"""Coming in another role, and changing one's own case, by people themselves."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from events.models import Case, Event
from events.proposals import accept
from events.publishing import publish
from festival.models import AuditEntry
from registrations.changing import CaseTaken, ChangesClosed, change_case, change_role
from registrations.changing.cancelling import cancel
from registrations.changing.correcting import NoSeatInRole, correct
from registrations.models import Answer, LimitedOption, Question, Registration, RegistrationRole
from registrations.seating.offers import decline
from registrations.sign_up.applying import Companion, IfShort, OwnCase, Reply
from registrations.sign_up.enlisting import TooMany
from registrations.sign_up.picking import WrongChoice
from registrations.states import Status
from tests.factories import (
    NOW,
    START,
    made,
    make_event,
    make_role,
    make_theme,
    published_event,
    signed_up,
)
from tests.registrations.personal.links import renewed

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
GARDEN = OwnCase("Moestuin", "Wie helpt mee?", "Stichting Groen")
ALI, BO = Companion("Ali", "", "Kaya"), Companion("Bo", "", "Smit")


def with_roles(
    quota: int | None = None, **fields: Any
) -> tuple[Event, RegistrationRole, RegistrationRole]:
    """An event, a role without limit, and one with so many seats of its own."""
    event = published_event(**fields)
    return event, make_role(event, "buur"), make_role(event, "deskundige", quota=quota)


def taken(event: Event, *roles: RegistrationRole) -> list[int]:
    """The seats taken at the event, and in each role."""
    event.refresh_from_db()
    for role in roles:
        role.refresh_from_db()
    return [event.seats_taken, *(role.seats_taken for role in roles)]


def standing(lead: Registration) -> list[tuple[str, str]]:
    """In which role everybody of a party comes, and how they stand."""
    people = lead.event.registrations.of_party(lead.pk).order_by("id")
    return list(people.values_list("role__name", "status"))


def actions(person: Registration) -> list[str]:
    trail = AuditEntry.objects.filter(target_type="registration", target_id=person.pk)
    return list(trail.order_by("id").values_list("action", flat=True))


# seats


def test_the_seat_moves_to_the_other_role_with_one_mail() -> None:
    event, neighbour, expert = with_roles(quota=1)
    person = signed_up(event, role=neighbour)
    mail.outbox.clear()

    changed = change_role(person, role=expert, now=LATER)

    assert changed.fields == ("role",)
    assert (renewed(person).role, taken(event, neighbour, expert)) == (expert, [1, 0, 1])
    assert [m.to for m in mail.outbox] == [[person.email]]
    assert "deskundige" in mail.outbox[0].body
    assert actions(person) == ["sign up", "change own role"]
    assert renewed(person).revision == 1


def test_choosing_the_same_role_again_changes_nothing() -> None:
    event, neighbour, expert = with_roles()
    person = signed_up(event, role=neighbour)
    change_role(person, role=expert, now=LATER)
    mail.outbox.clear()

    again = change_role(person, role=expert, now=LATER)

    assert (bool(again), mail.outbox, renewed(person).revision) == (False, [], 1)


def test_a_full_role_is_refused_and_nothing_is_half_changed() -> None:
    event, neighbour, expert = with_roles(quota=1)
    signed_up(event, role=expert)
    person = signed_up(event, role=neighbour)

    with pytest.raises(NoSeatInRole) as refused:
        change_role(person, role=expert, now=LATER)

    assert refused.value.field == "role"
    assert standing(person) == [("buur", "confirmed")]
    assert taken(event, neighbour, expert) == [2, 1, 1]


def test_a_party_of_three_moves_together_or_not_at_all() -> None:
    event, neighbour, expert = with_roles(quota=2)
    lead = signed_up(event, role=neighbour, companions=[ALI, BO])

    with pytest.raises(NoSeatInRole):
        change_role(lead, role=expert, now=LATER)

    assert standing(lead) == [("buur", "confirmed")] * 3
    RegistrationRole.objects.filter(pk=expert.pk).update(quota=3)
    change_role(lead, role=expert, now=LATER)
    assert standing(lead) == [("deskundige", "confirmed")] * 3
    assert taken(event, neighbour, expert) == [3, 0, 3]


def test_whom_the_organiser_gave_another_role_keeps_it() -> None:
    event, neighbour, expert = with_roles()
    press = make_role(event, "pers", by_invitation=True)
    lead = signed_up(event, role=neighbour, companions=[ALI])
    correct(lead.companions.get(), role=press, now=NOW, by=None)

    change_role(lead, role=expert, now=LATER)

    assert standing(lead) == [("deskundige", "confirmed"), ("pers", "confirmed")]


def test_in_a_full_gathering_the_role_still_changes() -> None:
    event, neighbour, expert = with_roles(capacity=1)
    person = signed_up(event, role=neighbour)
    waits = signed_up(event, role=neighbour)

    change_role(person, role=expert, now=LATER)

    assert (standing(person), standing(waits)) == (
        [("deskundige", "confirmed")],
        [("buur", "waiting")],
    )


def test_nobody_takes_a_seat_that_others_in_line_for_the_role_wait_for() -> None:
    event, neighbour, expert = with_roles(quota=2, capacity=5)
    signed_up(event, role=expert)
    two = signed_up(event, role=expert, companions=[ALI], if_short=IfShort.TOGETHER)
    person = signed_up(event, role=neighbour)

    with pytest.raises(NoSeatInRole):
        change_role(person, role=expert, now=LATER)

    assert standing(two) == [("deskundige", "waiting")] * 2


def test_who_leaves_a_role_without_seats_is_a_newcomer() -> None:
    event, neighbour, _expert = with_roles(capacity=1)
    press = make_role(event, "pers", counts=False)
    signed_up(event, role=neighbour)
    person = signed_up(event, role=press)

    with pytest.raises(NoSeatInRole):
        change_role(person, role=neighbour, now=LATER)

    assert taken(event, neighbour, press) == [1, 1, 1]


def test_a_seat_that_comes_free_goes_to_who_is_first_in_line() -> None:
    event, neighbour, _expert = with_roles(capacity=1)
    press = make_role(event, "pers", counts=False)
    person, waits = signed_up(event, role=neighbour), signed_up(event, role=neighbour)

    change_role(person, role=press, now=LATER)

    assert (standing(person), standing(waits)) == (
        [("pers", "confirmed")],
        [("buur", "confirmed")],
    )


def test_a_seat_that_was_kept_back_is_not_taken_along() -> None:
    event, neighbour, _expert = with_roles(capacity=2, kept_back=1)
    host = make_role(event, "begeleider", insider=True)
    signed_up(event, role=neighbour)
    person = signed_up(event, role=host)

    with pytest.raises(NoSeatInRole):
        change_role(person, role=neighbour, now=LATER)

    assert standing(person) == [("begeleider", "confirmed")]


def test_an_insider_in_a_seat_of_everybodys_takes_it_along() -> None:
    event, neighbour, _expert = with_roles(capacity=1)
    host = make_role(event, "begeleider", insider=True)
    person, waits = signed_up(event, role=host), signed_up(event, role=neighbour)

    change_role(person, role=neighbour, now=LATER)

    assert (standing(person), standing(waits)) == (
        [("buur", "confirmed")],
        [("buur", "waiting")],
    )


# waiting, offered, still to confirm


def test_who_waits_keeps_the_moment_and_goes_on_waiting() -> None:
    event, neighbour, expert = with_roles(capacity=1)
    signed_up(event, role=neighbour)
    person = signed_up(event, role=neighbour)

    change_role(person, role=expert, now=LATER)

    now = renewed(person)
    assert (now.role, now.status, now.waiting_since) == (expert, Status.WAITING, NOW)


def test_who_waits_gets_a_seat_where_the_other_role_has_one() -> None:
    event, neighbour, expert = with_roles(quota=1)
    signed_up(event, role=expert)
    person = signed_up(event, role=expert)

    change_role(person, role=neighbour, now=LATER)

    assert standing(person) == [("buur", "confirmed")]
    assert taken(event, neighbour, expert) == [2, 1, 1]


def test_people_do_not_wait_together_for_more_seats_than_there_are() -> None:
    event, neighbour, expert = with_roles(capacity=2, quota=1)
    signed_up(event, role=neighbour)
    lead = signed_up(event, role=neighbour, companions=[ALI], if_short=IfShort.TOGETHER)

    with pytest.raises(TooMany):
        change_role(lead, role=expert, now=LATER)

    assert standing(lead) == [("buur", "waiting")] * 2


def test_an_offered_seat_goes_along_until_the_same_moment() -> None:
    event, neighbour, expert = with_roles(capacity=1, offer_hours=4)
    first, person = signed_up(event, role=neighbour), signed_up(event, role=neighbour)
    cancel(first, now=NOW, by=None)
    until = renewed(person).hold_until

    change_role(person, role=expert, now=LATER)

    now = renewed(person)
    assert (now.status, now.role, now.hold_until) == (Status.OFFERED, expert, until)
    assert taken(event, neighbour, expert) == [1, 0, 1]


def test_a_seat_that_is_kept_for_a_proof_goes_along() -> None:
    event, neighbour, expert = with_roles(proof_hours=24)
    person = signed_up(event, role=neighbour)

    change_role(person, role=expert, now=LATER)

    assert standing(person) == [("deskundige", "pending")]


# which roles


@pytest.mark.parametrize("fields", [{"by_invitation": True}, {"retired": True}])
def test_a_role_that_is_not_open_to_everybody_is_refused(fields: dict[str, bool]) -> None:
    event, neighbour, _expert = with_roles()
    closed = make_role(event, "pers", **fields)
    person = signed_up(event, role=neighbour)

    with pytest.raises(WrongChoice):
        change_role(person, role=closed, now=LATER)

    assert renewed(person).role == neighbour


def test_a_role_that_is_retired_meanwhile_is_read_anew() -> None:
    event, neighbour, expert = with_roles()
    person = signed_up(event, role=neighbour)
    RegistrationRole.objects.filter(pk=expert.pk).update(retired=True)

    with pytest.raises(WrongChoice):
        change_role(person, role=expert, now=LATER)


def test_the_role_of_another_gathering_is_refused() -> None:
    event, neighbour, _expert = with_roles()
    other = make_role(published_event())
    person = signed_up(event, role=neighbour)

    with pytest.raises(WrongChoice):
        change_role(person, role=other, now=LATER)


def test_after_the_deadline_nothing_changes() -> None:
    event, neighbour, expert = with_roles()
    person = signed_up(event, role=neighbour)

    with pytest.raises(ChangesClosed):
        change_role(person, role=expert, now=START)
    with pytest.raises(ChangesClosed):
        change_case(person, case=GARDEN, now=START)

    assert (renewed(person).role, Case.objects.count()) == (neighbour, 0)


def test_who_cancelled_changes_nothing() -> None:
    event, neighbour, expert = with_roles()
    person = signed_up(event, role=neighbour)
    cancel(person, now=NOW, by=None)

    with pytest.raises(ChangesClosed):
        change_role(person, role=expert, now=LATER)


# answers


def test_answers_that_are_no_longer_asked_go_with_their_places() -> None:
    event = make_event()
    neighbour, expert = make_role(event, "buur"), make_role(event, "deskundige")
    about = {"event": event, "kind": "one", "options": "Boot\nBus", "purpose": "Boeken."}
    own, both = made(Question(text="Hoe?", **about)), made(Question(text="Terug?", **about))
    own.roles.set([neighbour])
    limit = made(LimitedOption(question=own, text="Bus", capacity=1))
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    person = signed_up(event, role=neighbour, replies=[Reply(own, "Bus"), Reply(both, "Boot")])

    changed = change_role(person, role=expert, now=LATER)

    limit.refresh_from_db()
    assert changed.fields == ("role", f"answer {own.pk}")
    assert list(Answer.objects.values_list("question", "value")) == [(both.pk, "Boot")]
    assert limit.seats_taken == 0


# cases


def with_case(**fields: Any) -> tuple[Registration, RegistrationRole, RegistrationRole]:
    """Who brings a case, their role, and one without."""
    event = published_event(**fields)
    bringing, plain = make_role(event, "inbrenger", with_case=True), make_role(event, "buur")
    return signed_up(event, role=bringing, case=GARDEN), bringing, plain


def accepted(person: Registration) -> Case:
    case = renewed(person).case
    assert case is not None
    return accept(case, now=NOW, by=None)


def test_a_case_is_changed_until_it_is_taken_up() -> None:
    person, _role, _plain = with_case()
    theme = make_theme(person.event)
    mail.outbox.clear()

    for _time in range(2):
        case = OwnCase("Buurttuin", "Wie?", "Groen", theme)
        change_case(person, case=case, now=LATER)

    found = Case.objects.get()
    assert (found.title, found.question, found.about) == ("Buurttuin", "Wie?", "Groen")
    assert (found.theme, found.status) == (theme, Case.Status.PROPOSED)
    assert len(mail.outbox) == 1
    assert actions(person) == ["sign up", "change own case"]


def test_a_case_that_was_taken_up_is_the_organisers() -> None:
    person, _role, plain = with_case()
    case = accepted(person)

    with pytest.raises(CaseTaken):
        change_case(person, case=replace(GARDEN, title="Buurttuin"), now=LATER)
    with pytest.raises(CaseTaken):
        change_role(person, role=plain, now=LATER)
    again = change_case(person, case=None, now=LATER)

    case.refresh_from_db()
    assert (case.title, bool(again), renewed(person).case) == ("Moestuin", False, case)


def test_a_case_that_was_taken_up_goes_along_to_another_role_with_a_case() -> None:
    person, _role, _plain = with_case()
    case = accepted(person)
    other = make_role(person.event, "initiatief", with_case=True)

    change_role(person, role=other, now=LATER)

    assert (renewed(person).role, renewed(person).case) == (other, case)


def test_a_proposed_case_goes_with_the_role_that_had_one() -> None:
    person, _role, plain = with_case()

    changed = change_role(person, role=plain, case=GARDEN, now=LATER)

    assert changed.fields == ("role", "case")
    assert (renewed(person).case, Case.objects.count()) == (None, 0)
    assert actions(person) == ["sign up", "change own case", "change own role"]


def test_a_role_with_a_case_brings_one() -> None:
    event, neighbour, _expert = with_roles()
    bringing = make_role(event, "inbrenger", with_case=True)
    person = signed_up(event, role=neighbour)

    change_role(person, role=bringing, case=GARDEN, now=LATER)

    found = Case.objects.get()
    assert (found.title, found.status, renewed(person).case) == ("Moestuin", "proposed", found)


def test_a_role_without_a_case_takes_none() -> None:
    event, neighbour, expert = with_roles()
    person = signed_up(event, role=neighbour)

    change_case(person, case=GARDEN, now=LATER)
    change_role(person, role=expert, case=GARDEN, now=LATER)

    assert Case.objects.count() == 0


def test_a_theme_of_another_gathering_is_refused() -> None:
    person, _role, _plain = with_case()
    theme = make_theme(published_event())

    with pytest.raises(WrongChoice):
        change_case(person, case=replace(GARDEN, theme=theme), now=LATER)


def test_who_says_no_but_stays_waits_in_the_new_role() -> None:
    event, neighbour, expert = with_roles(capacity=1, offer_hours=4)
    first, person = signed_up(event, role=neighbour), signed_up(event, role=neighbour)
    cancel(first, now=NOW, by=None)
    change_role(person, role=expert, now=LATER)

    decline(person, stay=True, now=LATER)

    assert standing(person) == [("deskundige", "waiting")]
    assert taken(event, neighbour, expert) == [0, 0, 0]
