"""Signing up together: seats for all or none, or as many as fit, as the one who signs up says."""

from typing import Any

import pytest

from registrations.changing.cancelling import cancel, cancel_people
from registrations.models import LimitedOption, Question, Registration
from registrations.questions.limits import OptionFull
from registrations.sign_up.applying import Companion, IfShort, OwnCase, Reply
from registrations.sign_up.enlisting import NoName, TooFewSeats, TooMany
from registrations.sign_up.picking import WrongChoice
from registrations.states import Status
from tests.factories import (
    NOW,
    evening_with_tables,
    made,
    make_role,
    make_theme,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db
RIA = Companion("Ria", "", "Smit")
OMAR = Companion("Omar", "el", "Amrani")


def states(lead: Registration) -> list[str]:
    """The states of everybody of a party, as they came."""
    people = lead.event.registrations.of_party(lead.pk)
    return list(people.values_list("status", flat=True))


def test_a_party_gets_seats_together_and_one_mail(mailoutbox: Any) -> None:
    event = published_event(capacity=3)

    lead = signed_up(event, companions=[RIA, OMAR])

    event.refresh_from_db()
    assert (states(lead), event.seats_taken) == (["confirmed"] * 3, 3)
    assert [person.full_name for person in lead.companions.order_by("id")] == [
        "Ria Smit",
        "Omar el Amrani",
    ]
    assert [mail.to for mail in mailoutbox] == [[lead.email]]


def test_too_few_seats_are_asked_about_and_nothing_is_done() -> None:
    event = published_event(capacity=3)

    with pytest.raises(TooFewSeats) as refused:
        signed_up(event, companions=[RIA, OMAR, RIA])

    event.refresh_from_db()
    assert (refused.value.left, refused.value.wanted, refused.value.field) == (3, 4, "if_short")
    assert (event.seats_taken, event.registrations.count()) == (0, 0)


@pytest.mark.parametrize(
    ("if_short", "expected"),
    [
        (IfShort.SPLIT, ["confirmed", "confirmed", "waiting"]),
        (IfShort.TOGETHER, ["waiting", "waiting", "waiting"]),
    ],
)
def test_who_signs_up_says_what_to_do_with_too_few_seats(
    if_short: IfShort, expected: list[str]
) -> None:
    event = published_event(capacity=3)
    signed_up(event)

    lead = signed_up(event, companions=[RIA, OMAR], if_short=if_short)

    assert states(lead) == expected


def test_without_any_seat_all_of_them_wait_as_one() -> None:
    event = published_event(capacity=2)
    first, second = signed_up(event), signed_up(event)
    lead = signed_up(event, companions=[RIA])

    cancel(first, now=NOW, by=None)
    after_one = states(lead)
    cancel(second, now=NOW, by=None)

    assert (after_one, states(lead)) == (["waiting"] * 2, ["confirmed"] * 2)


@pytest.mark.parametrize(("overtaking", "expected"), [(False, "waiting"), (True, "confirmed")])
def test_a_party_in_line_is_passed_only_where_the_organiser_says_so(
    overtaking: bool, expected: str
) -> None:
    event = published_event(capacity=2, overtaking=overtaking)
    first = signed_up(event, companions=[RIA])
    party = signed_up(event, companions=[RIA])
    alone = signed_up(event)

    cancel(first, now=NOW, by=None)

    alone.refresh_from_db()
    assert (states(party), alone.status) == (["waiting"] * 2, expected)


def test_a_newcomer_does_not_pass_a_party_either() -> None:
    event = published_event(capacity=2)
    first = signed_up(event, companions=[RIA])
    party = signed_up(event, companions=[RIA])
    cancel(first, now=NOW, by=None)

    newcomer = signed_up(event)

    assert (states(party), newcomer.status) == (["waiting"] * 2, Status.WAITING)


def test_somebody_leaving_a_party_in_line_lets_the_rest_in() -> None:
    event = published_event(capacity=2)
    first = signed_up(event, companions=[RIA])
    party = signed_up(event, companions=[RIA])
    cancel(first, now=NOW, by=None)
    alone = signed_up(event)

    cancel(party.companions.get(), now=NOW, by=None)

    alone.refresh_from_db()
    assert (states(party), alone.status) == (["confirmed", "cancelled"], "waiting")


def test_a_party_takes_as_many_of_the_seats_of_its_role() -> None:
    event = published_event(capacity=10)
    role = make_role(event, "met casus", quota=2)

    lead = signed_up(event, role=role, companions=[RIA, OMAR], if_short=IfShort.SPLIT)

    role.refresh_from_db()
    assert (states(lead), role.seats_taken) == (["confirmed", "confirmed", "waiting"], 2)


def test_there_is_a_limit_to_a_party() -> None:
    event = published_event(most_together=2)

    with pytest.raises(TooMany, match="hoogstens 2 mensen"):
        signed_up(event, companions=[RIA, OMAR])


def test_who_comes_along_has_a_name_unless_the_event_needs_none() -> None:
    strict, easy = published_event(), published_event(nameless_companions=True)

    with pytest.raises(NoName) as refused:
        signed_up(strict, companions=[RIA, Companion()])
    lead = signed_up(easy, companions=[Companion()])

    assert refused.value.person == 2
    assert lead.companions.get().nameless


def test_each_has_choices_of_their_own() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    ria = Companion("Ria", "", "Smit", picks=(picks[0],))

    lead = signed_up(event, picks=[picks[0]], companions=[ria])

    assert lead.choices.get().status == "seated"
    assert lead.companions.get().choices.get().status == "waiting"


def test_a_wrong_choice_says_whose_it_is() -> None:
    event, picks = evening_with_tables()
    ria = Companion("Ria", "", "Smit", picks=(picks[0], picks[1]))

    with pytest.raises(WrongChoice) as refused:
        signed_up(event, companions=[ria])

    assert refused.value.person == 1


def test_cancelling_all_is_one_mail_and_frees_every_seat(mailoutbox: Any) -> None:
    event = published_event(capacity=3)
    lead = signed_up(event, companions=[RIA, OMAR])
    mailoutbox.clear()

    cancel_people([lead, *lead.companions.all()], now=NOW, by=None)
    cancel_people([lead], now=NOW, by=None)

    event.refresh_from_db()
    assert (states(lead), event.seats_taken, len(mailoutbox)) == (["cancelled"] * 3, 0, 1)


def test_an_option_has_so_many_places_and_gives_them_back() -> None:
    event = published_event()
    question = made(Question(event=event, kind="one", text="Bus?", options="ja\nnee", purpose="x"))
    limit = made(LimitedOption(question=question, text="ja", capacity=1))
    first = signed_up(event, replies=[Reply(question, "ja")])
    ria = Companion("Ria", "", "Smit", replies=(Reply(question, "ja"),))

    with pytest.raises(OptionFull) as refused:
        signed_up(event, replies=[Reply(question, "nee")], companions=[ria])
    cancel(first, now=NOW, by=None)
    signed_up(event, replies=[Reply(question, "ja")])

    limit.refresh_from_db()
    assert (refused.value.question, refused.value.person) == (question, 1)
    assert limit.seats_taken == 1


def test_a_case_comes_along_for_the_organisers_to_accept() -> None:
    event = published_event()
    theme = make_theme(event)
    case = OwnCase("Moestuin", "Hoe krijgen we water?", "Buurttuin", theme)

    lead = signed_up(event, case=case)

    assert (lead.case.title, lead.case.status, lead.case.theme) == ("Moestuin", "proposed", theme)


def test_a_theme_of_another_gathering_is_refused() -> None:
    event = published_event()

    with pytest.raises(WrongChoice):
        signed_up(event, case=OwnCase("Moestuin", theme=make_theme(published_event())))
