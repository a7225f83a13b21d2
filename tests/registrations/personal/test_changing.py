"""Changing a sign-up: everything until the deadline, and the new seat before the old."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from events.models import Event
from events.publishing import publish
from registrations.announcing.calling_off import call_off
from registrations.changing import (
    Changed,
    ChangesClosed,
    change_address,
    change_answers,
    change_choices,
    change_details,
)
from registrations.changing.cancelling import cancel
from registrations.changing.correcting import correct
from registrations.links import registration_of, token_of
from registrations.models import LimitedOption, Question, Registration
from registrations.questions.limits import OptionFull
from registrations.seating.offers import prove
from registrations.sign_up.applying import Companion, Reply
from registrations.sign_up.picking import Pick, WrongChoice
from registrations.states import ChoiceStatus
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    made,
    make_block,
    make_event,
    make_session,
    published_event,
    signed_up,
)
from tests.registrations.personal.links import at, renewed

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def change(person: Registration, picks: list[Pick]) -> Changed:
    return change_choices(person, picks, now=LATER, by=None)


def standing(person: Registration) -> list[tuple[str, str]]:
    rows = person.choices.standing().order_by("id")
    return [(str(choice), choice.status) for choice in rows]


def ask(event: Event, text: str = "Wat neem je mee?", **fields: Any) -> Question:
    question: Question = made(Question(event=event, text=text, purpose="Voor de tafel.", **fields))
    return question


# until when


def test_it_is_possible_until_the_gathering_starts() -> None:
    person = signed_up(published_event())

    with pytest.raises(ChangesClosed, match=r"1 juni 2026, 19\.45 uur"):
        change_details(person, given_name="Fadma", now=START, by=None)

    change_details(person, given_name="Fadma", now=START - timedelta(seconds=1), by=None)
    assert renewed(person).given_name == "Fadma"


def test_or_until_the_moment_that_the_organiser_sets() -> None:
    person = signed_up(published_event(changes_until=LATER))

    with pytest.raises(ChangesClosed, match="Je kunt nog wel annuleren"):
        change_details(person, given_name="Fadma", now=LATER, by=None)


def test_who_cancelled_changes_nothing() -> None:
    person = signed_up(published_event())
    cancel(person, now=NOW, by=None)

    with pytest.raises(ChangesClosed):
        change_details(person, given_name="Fadma", now=LATER, by=None)


def test_nor_does_anybody_once_it_is_called_off() -> None:
    event = published_event()
    person = signed_up(event)
    call_off(event, now=NOW, by=None)

    with pytest.raises(ChangesClosed):
        change_details(person, given_name="Fadma", now=LATER, by=None)


# what somebody told


def test_details_change_and_the_calendar_moves_on_once() -> None:
    person = signed_up(published_event())
    mail.outbox.clear()

    for _time in range(2):
        change_details(person, family_name="Zand", diet_needs="Vegan", now=LATER, by=None)

    changed = renewed(person)
    assert (changed.full_name, changed.sort_name) == ("Fatma van der Zand", "zand\tvan der\tfatma")
    assert (changed.diet_needs, changed.revision, len(mail.outbox)) == ("Vegan", 1, 1)


def test_a_name_that_does_not_fit_is_refused() -> None:
    person = signed_up(published_event())

    with pytest.raises(ValidationError):
        change_details(person, given_name="x" * 101, now=LATER, by=None)

    assert renewed(person).given_name == "Fatma"


# answers


def test_an_answer_that_stays_keeps_the_words_it_answered() -> None:
    event = published_event()
    kept, other = ask(event), ask(event, "Hoe kom je?")
    person = signed_up(event, replies=[Reply(kept, "Soep"), Reply(other, "Fiets")])
    Question.objects.update(text="Anders gevraagd")
    asked = list(event.questions.all())

    replies = [Reply(asked[0], "Soep"), Reply(asked[1], "Trein")]
    change_answers(person, asked, replies, now=LATER, by=None)

    answers = list(person.answers.values_list("asked", "value"))
    assert answers == [("Wat neem je mee?", "Soep"), ("Anders gevraagd", "Trein")]


def test_an_answer_left_out_is_taken_away_and_one_not_asked_stays() -> None:
    event = published_event()
    asked, retired = ask(event), ask(event, "Hoe kom je?")
    person = signed_up(event, replies=[Reply(asked, "Soep"), Reply(retired, "Fiets")])

    change_answers(person, [asked], [], now=LATER, by=None)

    assert [answer.value for answer in person.answers.all()] == ["Fiets"]


def excursions(event: Event, **places: int) -> Question:
    options = "\n".join(places)
    question = ask(event, "Welke excursie?", kind=Question.Kind.ONE, options=options)
    for text, capacity in places.items():
        made(LimitedOption(question=question, text=text, capacity=capacity))
    return question


def taken(question: Question) -> dict[str, int]:
    return dict(question.limits.values_list("text", "seats_taken"))


def test_places_of_options_move_with_the_answer() -> None:
    event = published_event()
    question = excursions(event, Boot=1, Bus=1)
    person = signed_up(event, replies=[Reply(question, "Boot")])

    change_answers(person, [question], [Reply(question, "Bus")], now=LATER, by=None)

    assert taken(question) == {"Boot": 0, "Bus": 1}


def test_a_full_option_is_refused_and_the_old_place_stays() -> None:
    event = published_event()
    question = excursions(event, Boot=1, Bus=1)
    signed_up(event, replies=[Reply(question, "Bus")])
    person = signed_up(event, replies=[Reply(question, "Boot")])

    with pytest.raises(OptionFull):
        change_answers(person, [question], [Reply(question, "Bus")], now=LATER, by=None)

    assert taken(question) == {"Boot": 1, "Bus": 1}
    assert person.answers.get().value == "Boot"


# choices


def test_another_table_is_taken_and_the_first_one_given_up() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    person, heir = signed_up(event, picks=picks[:1]), signed_up(event, picks=picks[:1])
    mail.outbox.clear()

    told = change(person, picks[1:2])

    assert standing(person) == [("2. Onderwerp 2", ChoiceStatus.SEATED)]
    assert standing(heir) == [("1. Onderwerp 1", ChoiceStatus.SEATED)]
    assert (told.fields, told.waits) == (("choices",), ())
    assert sorted(m.to[0] for m in mail.outbox) == sorted([person.email, heir.email])


def test_where_the_new_one_is_full_the_old_seat_is_kept_until_it_comes() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    other = signed_up(event, picks=picks[1:2])
    person = signed_up(event, picks=picks[:1])

    told = change(person, picks[1:2])

    ((waits, kept),) = told.waits
    assert kept is not None
    assert (str(waits), str(kept)) == ("2. Onderwerp 2", "1. Onderwerp 1")
    assert [status for _title, status in standing(person)] == ["seated", "waiting"]

    cancel(other, now=LATER, by=None)
    assert standing(person) == [("2. Onderwerp 2", ChoiceStatus.SEATED)]


def test_the_same_again_changes_nothing() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    signed_up(event, picks=picks[1:2])
    person = signed_up(event, picks=picks[:1])
    change(person, picks[1:2])
    mail.outbox.clear()

    again = change(person, picks[1:2])

    assert (again.fields, mail.outbox, renewed(person).revision) == ((), [], 1)
    assert [status for _title, status in standing(person)] == ["seated", "waiting"]


def test_who_thinks_again_keeps_the_first_seat_and_leaves_the_line() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    signed_up(event, picks=picks[1:2])
    person = signed_up(event, picks=picks[:1])
    change(person, picks[1:2])

    change(person, picks[:1])

    assert standing(person) == [("1. Onderwerp 1", ChoiceStatus.SEATED)]


def test_a_third_table_that_is_free_ends_both() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    signed_up(event, picks=picks[1:2])
    person = signed_up(event, picks=picks[:1])
    change(person, picks[1:2])

    change(person, picks[2:3])

    assert standing(person) == [("3. Onderwerp 3", ChoiceStatus.SEATED)]


def test_two_who_swap_each_get_what_they_want() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    one, other = signed_up(event, picks=picks[:1]), signed_up(event, picks=picks[1:2])

    change(one, picks[1:2])
    change(other, picks[:1])

    assert standing(one) == [("2. Onderwerp 2", ChoiceStatus.SEATED)]
    assert standing(other) == [("1. Onderwerp 1", ChoiceStatus.SEATED)]


def test_three_who_wait_for_each_other_pass_their_seats_around() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    people = [signed_up(event, picks=[pick]) for pick in picks[:3]]

    told = [change(person, [picks[n]]) for person, n in zip(people, (1, 2, 0), strict=True)]

    tables = [person.choices.standing().get().table.number for person in people]
    assert (tables, [len(one.waits) for one in told]) == ([2, 3, 1], [1, 1, 0])


def test_nobody_is_passed_by_who_swaps() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    one, other = signed_up(event, picks=picks[:1]), signed_up(event, picks=picks[1:2])
    first = signed_up(event, picks=picks[:1])
    change(one, picks[1:2])

    change(other, picks[:1])

    assert [status for _title, status in standing(first)] == [ChoiceStatus.WAITING]
    assert [len(standing(person)) for person in (one, other)] == [2, 2]


def test_no_preference_gives_the_seat_back() -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])

    change(person, [])

    assert standing(person) == []


def two_rounds() -> tuple[Event, Pick, list[Pick]]:
    """A session of an hour, and in another round two more: in that hour, and after it."""
    event = make_event()
    first, second = make_block(event, "Ronde 1"), make_block(event, "Ronde 2")
    hours = {n: START + timedelta(hours=n) for n in range(3)}
    one = make_session(event, "Lezing", block=first, starts_at=START, ends_at=hours[1])
    rest = [
        make_session(event, title, block=second, starts_at=hours[n], ends_at=hours[n + 1])
        for title, n in (("Tegelijk", 0), ("Daarna", 1))
    ]
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    return event, Pick(first, one), [Pick(second, session) for session in rest]


def test_what_is_at_the_same_time_is_refused_with_both_titles() -> None:
    event, lecture, (same, after) = two_rounds()
    person = signed_up(event, picks=[lecture, after])

    with pytest.raises(WrongChoice, match=r"“Lezing” .* en “Tegelijk”"):
        change(person, [lecture, same])

    assert [title for title, _status in standing(person)] == ["Lezing", "Daarna"]


def test_who_waits_for_the_gathering_only_changes_a_wish() -> None:
    event, picks = evening_with_tables(capacity=1)
    signed_up(event)
    person = signed_up(event, picks=picks[:1])

    change(person, picks[1:2])

    assert standing(person) == [("2. Onderwerp 2", ChoiceStatus.WISHED)]


def test_ranked_wishes_are_written_in_their_new_order() -> None:
    event, picks = evening_with_tables()
    block = picks[0].block
    block.ranked = True
    block.save()
    wishes = [Pick(block, p.session, p.table, rank=n) for n, p in enumerate(picks[:2], 1)]
    person = signed_up(event, picks=wishes)

    change(
        person, [Pick(block, p.session, p.table, rank=3 - n) for n, p in enumerate(picks[:2], 1)]
    )

    rows = person.choices.standing().order_by("rank").values_list("table__number", "rank", "status")
    assert list(rows) == [(2, 1, "wished"), (1, 2, "wished")]


# the address


def test_a_new_address_gets_the_link_and_the_old_link_ends() -> None:
    person = signed_up(published_event(), "oud@example.org")
    mail.outbox.clear()

    change_address(person, "nieuw@example.org", now=LATER)

    moved = renewed(person)
    assert (moved.email, moved.link_version) == ("nieuw@example.org", 1)
    assert [m.to for m in mail.outbox] == [["nieuw@example.org"], ["oud@example.org"]]
    assert mail.outbox[0].subject.startswith("Je nieuwe adres voor Avond")
    assert "vanaf nu sturen we je mail naar dit adres." in mail.outbox[0].body


def test_the_old_address_learns_neither_the_new_one_nor_the_link() -> None:
    person = signed_up(published_event(), "oud@example.org")

    change_address(person, "nieuw@example.org", now=LATER)

    left = mail.outbox[-1]
    told = f"{left.subject} {left.body} {left.alternatives[0][0]}"
    assert "is veranderd" in left.body
    assert [word for word in ("nieuw@", "/aanmelding/") if word in told] == []


def test_where_addresses_are_confirmed_a_new_one_is_as_well_and_the_seat_stays() -> None:
    person = signed_up(published_event(proof_hours=24), "oud@example.org")
    prove(person, now=NOW)

    change_address(person, "nieuw@example.org", now=LATER)

    moved = renewed(person)
    assert (moved.status, moved.proved_at) == ("confirmed", None)
    assert at("prove", moved) in mail.outbox[-2].body


def test_a_known_address_keeps_its_own_sign_up() -> None:
    event = published_event()
    person, other = signed_up(event, "oud@example.org"), signed_up(event, "ander@example.org")
    mail.outbox.clear()

    change_address(person, "Ander@example.org", now=LATER)

    assert (renewed(person).email, renewed(person).link_version) == ("oud@example.org", 0)
    assert [m.to for m in mail.outbox] == [[other.email]]


def test_the_same_address_changes_nothing() -> None:
    person = signed_up(published_event(), "oud@example.org")
    mail.outbox.clear()

    change_address(person, "oud@example.org", now=LATER)

    assert (renewed(person).link_version, mail.outbox) == (0, [])


def test_an_address_that_the_team_corrects_gets_the_link_and_the_old_link_ends() -> None:
    person = signed_up(published_event(), email="typefout@example.org")
    Registration.objects.update(proved_at=NOW)
    old = token_of(person)
    mail.outbox.clear()

    correct(person, email="goed@example.org", now=LATER, by=None)

    moved = renewed(person)
    assert (moved.email, moved.proved_at, moved.link_version) == ("goed@example.org", None, 1)
    assert registration_of(old) is None
    assert [sent.to for sent in mail.outbox] == [["goed@example.org"]]
    assert token_of(moved) in str(mail.outbox[0].body)


def test_correcting_a_name_leaves_the_link_as_it_is() -> None:
    person = signed_up(published_event())
    mail.outbox.clear()

    correct(person, given_name="Ans", email=person.email, now=LATER, by=None)

    assert (renewed(person).link_version, mail.outbox) == (0, [])


def test_who_only_cancelled_for_themself_still_moves_the_address() -> None:
    lead = signed_up(published_event(), companions=[Companion("Ali", "", "Kaya")])
    cancel(lead, now=LATER, by=None)

    change_address(lead, "nieuw@example.org", now=LATER)

    assert renewed(lead).email == "nieuw@example.org"


def test_nobody_moves_a_sign_up_of_which_everybody_cancelled() -> None:
    person = signed_up(published_event(), email="oud@example.org")
    cancel(person, now=LATER, by=None)

    with pytest.raises(ChangesClosed):
        change_address(person, "nieuw@example.org", now=LATER)
