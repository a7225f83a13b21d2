"""Whom a message is for: each condition, all of them together, in words, and what is gone."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from events.models import Event
from registrations.bulk.mailboxes import mailboxes_of
from registrations.changing.cancelling import cancel
from registrations.changing.consenting import withdraw
from registrations.filtering.filter import Filter
from registrations.filtering.finding import people_of, things_of
from registrations.filtering.sentence import conditions_of, counted, missing_of, sentence_of
from registrations.models import Question, Registration, Tag
from registrations.questions.answering import Kind
from registrations.sign_up.signing_up import Reply
from tests.factories import (
    NOW,
    evening_with_tables,
    made,
    make_consent,
    make_role,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db


def found(event: Event, **conditions: Any) -> list[Registration]:
    return list(people_of(event, Filter(**conditions), things_of(event)).order_by("pk"))


def words(event: Event, **conditions: Any) -> str:
    return sentence_of(Filter(**conditions), things_of(event))


def test_without_conditions_it_is_for_who_comes_or_waits() -> None:
    event = published_event(capacity=1)
    seated, waiting, gone = (signed_up(event) for _ in range(3))
    cancel(gone, now=NOW, by=None)
    signed_up(published_event())

    assert found(event) == [seated, waiting]
    assert words(event) == "Aan iedereen die komt of wacht"


def test_states_are_one_or_another() -> None:
    event = published_event(capacity=1)
    seated, waiting, gone = (signed_up(event) for _ in range(3))
    cancel(gone, now=NOW, by=None)

    assert found(event, states=("confirmed",)) == [seated]
    assert found(event, states=("waiting", "cancelled")) == [waiting, gone]
    assert words(event, states=("waiting", "cancelled")) == (
        "Aan iedereen die op de wachtlijst staat of die heeft geannuleerd"
    )


def test_conditions_must_all_hold_and_read_as_one_sentence() -> None:
    event, picks = evening_with_tables()
    role = make_role(event, "bewoner")
    right = signed_up(event, picks=picks[2:3], role=role)
    signed_up(event, picks=picks[2:3])
    signed_up(event, picks=picks[:1], role=role)
    table = picks[2].table

    conditions: dict[str, Any] = {
        "states": ("confirmed",),
        "roles": (role.pk,),
        "places": (f"t-{table.code}",),
        "place_state": "seated",
    }

    assert found(event, **conditions) == [right]
    assert counted(words(event, **conditions), 14, 14) == (
        "Aan iedereen die bevestigd is, in de rol bewoner, met een plaats aan tafel 3 "
        "(Onderwerp 3): 14 mensen"
    )


def test_a_place_tells_who_sits_there_from_who_waits_for_it() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    seated, waiting = (signed_up(event, picks=picks[:1]) for _ in range(2))
    signed_up(event, picks=picks[1:2])
    key = (f"t-{picks[0].table.code}",)

    assert found(event, places=key, place_state="seated") == [seated]
    assert found(event, places=key, place_state="waiting") == [waiting]
    assert found(event, places=key) == [seated, waiting]


def test_answers_to_one_and_to_several_options() -> None:
    event = published_event()
    one = made(Question(event=event, kind=Kind.ONE, text="Hoe?", options="Fiets\nBus", purpose="x"))
    several = made(
        Question(event=event, kind=Kind.SEVERAL, text="Wat?", options="A\nAB\nC", purpose="x")
    )
    by_bike = signed_up(event, replies=[Reply(one, "Fiets"), Reply(several, "AB\nC")])
    by_bus = signed_up(event, replies=[Reply(one, "Bus"), Reply(several, "A")])
    signed_up(event)

    assert found(event, answers=((one.pk, ("Fiets",)),)) == [by_bike]
    assert found(event, answers=((one.pk, ("Fiets", "Bus")),)) == [by_bike, by_bus]
    assert found(event, answers=((several.pk, ("A",)),)) == [by_bus]
    assert found(event, answers=((several.pk, ("C",)),)) == [by_bike]
    assert words(event, answers=((one.pk, ("Fiets", "Bus")),)) == (
        "Aan iedereen die komt of wacht, die “Fiets” of “Bus” antwoordde op “Hoe?”"
    )


def test_a_consent_counts_until_it_is_withdrawn() -> None:
    event = published_event()
    text = make_consent(event)
    given, taken_back = (signed_up(event, consents=[text]) for _ in range(2))
    withdraw(taken_back, taken_back.consents.get().pk, now=NOW)
    signed_up(event)

    assert found(event, consents=("foto",)) == [given]


def test_days_of_signing_up_are_days_of_the_event_and_count_in_full() -> None:
    event = published_event()
    late_on_sunday = signed_up(event, now=NOW - timedelta(hours=12, seconds=1))
    monday = signed_up(event)

    assert found(event, since=date(2026, 5, 4)) == [monday]
    assert found(event, until=date(2026, 5, 3)) == [late_on_sunday]
    assert found(event, since=date(2026, 5, 3), until=date(2026, 5, 4)) == [late_on_sunday, monday]


def test_a_language_is_that_of_the_mailbox() -> None:
    event = published_event()
    signed_up(event)
    english = signed_up(event, language="en")

    assert found(event, language="en") == [english]


def test_what_was_removed_meanwhile_is_told_and_nobody_fits_it() -> None:
    event = published_event()
    signed_up(event)
    gone: dict[str, Any] = {
        "roles": (99,),
        "places": ("t-weg",),
        "answers": ((99, ("ja",)),),
        "consents": ("weg",),
    }

    assert [found(event, **{name: value}) for name, value in gone.items()] == [[], [], [], []]
    assert missing_of(Filter(**gone), things_of(event)) == [
        "Een rol die je koos, is verwijderd.",
        "Een sessie of tafel die je koos, kan niet meer gekozen worden.",
        "Een toestemming die je koos, is verwijderd.",
        "Een vraag die je koos, is verwijderd, met de antwoorden.",
    ]
    assert "een verwijderde rol" in words(event, **gone)


def test_conditions_are_kept_as_they_are() -> None:
    whole = Filter(
        states=("confirmed",),
        roles=(3,),
        places=("t-abc",),
        place_state="seated",
        answers=((4, ("Ja",)),),
        consents=("foto",),
        since=date(2026, 5, 1),
        until=date(2026, 5, 4),
        together=False,
        language="nl",
        tags=(7,),
        present=True,
        walked_in=False,
        people=("abcdefgh",),
    )

    assert Filter.from_json(whole.as_json()) == whole
    assert Filter().as_json() == {}


@pytest.mark.parametrize(
    "nonsense",
    [
        {"anything": 1},
        {"states": ["king"]},
        {"states": "confirmed"},
        {"roles": ["3"]},
        {"answers": [3]},
        {"since": "yesterday"},
        {"together": "yes"},
        {"present": 2},
        {"walked_in": "ja"},
        {"tags": ["x"]},
        {"people": [3]},
        {"language": "fr"},
        "text",
        [1],
    ],
)
def test_nonsense_is_not_read(nonsense: Any) -> None:
    with pytest.raises(ValidationError):
        Filter.from_json(nonsense)


def test_the_number_of_queries_is_the_same_for_one_and_for_thirty(
    django_assert_num_queries: Any,
) -> None:
    event = published_event(capacity=100)
    for number in (1, 29):
        for _ in range(number):
            signed_up(event)
        with django_assert_num_queries(6):
            mailboxes_of(people_of(event, Filter(), things_of(event)))


def test_a_label_is_a_condition_and_says_so() -> None:
    event = published_event()
    volunteer, bus = (made(Tag(event=event, name=name)) for name in ("vrijwilliger", "bus"))
    helper, rider, _other = (signed_up(event) for _ in range(3))
    volunteer.people.add(helper)
    bus.people.add(rider)

    assert found(event, tags=(volunteer.pk,)) == [helper]
    assert found(event, tags=(volunteer.pk, bus.pk)) == [helper, rider]
    assert words(event, tags=(bus.pk, volunteer.pk)) == (
        "Aan iedereen die komt of wacht, met het label bus of vrijwilliger"
    )


def test_walk_ins_are_told_apart_from_who_signed_up_beforehand() -> None:
    event = published_event()
    signed, walked = signed_up(event), signed_up(event)
    Registration.objects.filter(pk=walked.pk).update(walked_in=True)

    assert found(event, walked_in=True) == [walked]
    assert found(event, walked_in=False) == [signed]
    assert words(event, walked_in=True) == "Aan iedereen die komt of wacht, die kwam binnenlopen"
    assert words(event, walked_in=False) == (
        "Aan iedereen die komt of wacht, die zich vooraf aanmeldde"
    )
    assert Filter.from_json(Filter(walked_in=False).as_json()) == Filter(walked_in=False)


def test_who_was_checked_in_is_told_apart_from_who_was_not() -> None:
    event = published_event()
    here, not_here = signed_up(event), signed_up(event)
    Registration.objects.filter(pk=here.pk).update(status="attended", checked_in_at=NOW)

    assert found(event, present=True) == [here]
    assert found(event, present=False) == [not_here]
    assert words(event, present=True) == "Aan iedereen die komt of wacht, die is ingecheckt"


def test_people_picked_one_by_one_are_counted_in_words_not_named() -> None:
    event = published_event()
    one, two, _other = (signed_up(event) for _ in range(3))

    assert found(event, people=(one.code, two.code)) == [one, two]
    assert words(event, people=(one.code, two.code)) == (
        "Aan iedereen die komt of wacht, die je zelf hebt gekozen (2)"
    )


def test_a_whole_session_holds_all_its_tables() -> None:
    event, picks = evening_with_tables()
    one, two = signed_up(event, picks=picks[:1]), signed_up(event, picks=picks[1:2])
    signed_up(event)
    key = f"s-{picks[0].session.code}"

    assert found(event, places=(key,)) == [one, two]
    assert found(event, places=(key,), place_state="waiting") == []


def test_each_condition_can_be_taken_away() -> None:
    event = published_event()
    role = make_role(event, "bewoner")
    wanted = Filter(states=("confirmed",), roles=(role.pk,), present=False)

    conditions = conditions_of(wanted, things_of(event))

    assert [(one.words, one.without) for one in conditions] == [
        ("die bevestigd is", Filter(roles=(role.pk,), present=False)),
        ("in de rol bewoner", Filter(states=("confirmed",), present=False)),
        ("die nog niet is ingecheckt", Filter(states=("confirmed",), roles=(role.pk,))),
    ]
