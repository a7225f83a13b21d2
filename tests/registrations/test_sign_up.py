"""Signing up: a seat where there is one, a place in line where there is not, and never twice."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.models import Event
from festival.models import AuditEntry
from registrations.changing.cancelling import cancel
from registrations.models import Choice, Consent, Registration, RegistrationRole
from registrations.sign_up.applying import Companion, OwnCase
from registrations.sign_up.picking import Pick, WrongChoice, overlap
from registrations.sign_up.signing_up import RegistrationClosed, sign_up
from registrations.states import ChoiceStatus, Status
from tests.factories import (
    NOW,
    START,
    applicant,
    evening_with_tables,
    make_block,
    make_consent,
    make_event,
    make_role,
    make_session,
    make_table,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db
Told = list[tuple[str, str]]


def seats_of(event: Event) -> tuple[int, int]:
    """Seats taken, and people in line."""
    event.refresh_from_db()
    return event.seats_taken, event.registrations.waiting().count()


def sentence_of(refusal: Any) -> str:
    return str(refusal.value)


def test_a_free_seat_is_taken_and_confirmed_by_mail(told: Told) -> None:
    event = published_event(capacity=2)

    person = signed_up(event)

    assert (person.status, person.confirmed_at, person.waiting_since) == ("confirmed", NOW, None)
    assert seats_of(event) == (1, 0)
    assert told == [("confirmed", person.code)]


def test_what_somebody_told_is_kept_as_they_wrote_it() -> None:
    event = published_event()
    role = make_role(event)
    photo = make_consent(event)
    about = {
        "given_name": "Ilkay",
        "infix": "'t",
        "family_name": "IJzer 🚲",
        "organisation": "Buurt & Co",
        "language": "en",
        "role": role,
        "access_needs": "ringleiding",
        "diet_needs": "veganistisch",
    }

    person = signed_up(event, "Ilkay@Example.org", consents=[photo], **about)

    person.refresh_from_db()
    assert {name: getattr(person, name) for name in about} == about
    assert (person.email, person.full_name) == ("Ilkay@Example.org", "Ilkay 't IJzer 🚲")
    assert [(c.text, c.given_at) for c in person.consents.all()] == [(photo, NOW)]


def test_a_full_event_gives_a_place_in_line(told: Told) -> None:
    event = published_event(capacity=1)
    signed_up(event)

    outcomes = [
        sign_up(event, applicant=applicant(), form_key=uuid4(), now=NOW) for _person in range(2)
    ]

    assert [(o.status, o.position) for o in outcomes] == [("waiting", 1), ("waiting", 2)]
    assert [kind for kind, _code in told] == ["confirmed", "waiting", "waiting"]
    assert seats_of(event) == (1, 2)


def test_an_event_without_limit_never_fills() -> None:
    event = published_event(capacity=None)

    people = [signed_up(event) for _person in range(3)]

    assert [person.status for person in people] == ["confirmed"] * 3
    assert seats_of(event) == (3, 0)


def test_the_trail_says_who_signed_up_without_naming_them() -> None:
    event = published_event()

    person = signed_up(event)

    entry = AuditEntry.objects.get(action="sign up")
    assert (entry.target_name, entry.event_id, entry.actor_name) == (person.code, event.pk, "")
    assert entry.changes == {}


# the same form, the same person


def test_the_same_form_twice_gives_the_same_answer_and_no_second_mail(told: Told) -> None:
    event, picks = evening_with_tables(capacity=1)
    form = {"applicant": applicant(), "picks": picks[:1], "form_key": uuid4(), "now": NOW}

    first = sign_up(event, **form)
    second = sign_up(event, **form)

    assert second == first
    assert (seats_of(event), len(told)) == ((1, 0), 1)


def test_the_same_form_after_sign_up_closed_still_gives_the_answer() -> None:
    event = published_event(closes_at=NOW + timedelta(minutes=1))
    who, key = applicant(), uuid4()
    first = sign_up(event, applicant=who, form_key=key, now=NOW)

    again = sign_up(event, applicant=who, form_key=key, now=NOW + timedelta(minutes=5))

    assert again == first


def test_the_same_form_with_another_address_is_another_person() -> None:
    event, key = published_event(), uuid4()
    sign_up(event, applicant=applicant("jan@example.org"), form_key=key, now=NOW)

    partner = sign_up(event, applicant=applicant("piet@example.org"), form_key=key, now=NOW)

    assert partner.registration is not None
    assert seats_of(event) == (2, 0)


def test_the_same_form_and_address_at_another_event_is_another_sign_up() -> None:
    one, other = published_event(), published_event()
    who, key = applicant(), uuid4()
    sign_up(one, applicant=who, form_key=key, now=NOW)

    second = sign_up(other, applicant=who, form_key=key, now=NOW)

    assert second.status == Status.CONFIRMED
    assert (seats_of(one), seats_of(other)) == ((1, 0), (1, 0))


def test_the_form_counts_before_another_row_of_the_same_address() -> None:
    event, key = published_event(), uuid4()
    who = applicant("jan@example.org", family_name="Zandstra")
    first = sign_up(event, applicant=who, form_key=key, now=NOW).registration
    assert first is not None
    cancel(first, now=NOW, by=None)
    signed_up(event, "jan@example.org", family_name="Aa")

    again = sign_up(event, applicant=who, form_key=key, now=NOW)

    assert again.registration == first
    assert again.status == Status.CANCELLED


@pytest.mark.parametrize("capacity", [5, 1])
@pytest.mark.parametrize("address", ["jan@example.org", "JAN@Example.ORG"])
def test_a_known_address_gets_no_second_seat_and_reads_the_same(
    capacity: int, address: str, told: Told
) -> None:
    event, picks = evening_with_tables(capacity=capacity, seats_per_table=1)
    known = signed_up(event, "jan@example.org", picks=picks[:1])
    if capacity > 1:
        signed_up(event, picks=picks[1:2])
    told.clear()
    form = {"picks": picks[1:2], "now": NOW}

    mine = sign_up(event, applicant=applicant(address), form_key=uuid4(), **form)

    assert told == [("already", known.code)]
    strangers = sign_up(event, applicant=applicant(), form_key=uuid4(), **form)
    assert (mine.status, mine.position, mine.choices, mine.registration) == (
        strangers.status,
        strangers.position,
        strangers.choices,
        None,
    )


def test_a_known_address_with_company_for_one_last_seat_reads_the_same(told: Told) -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    signed_up(event, "jan@example.org")
    ria = Companion("Ria", "", "Smit", picks=(picks[0],))
    form = {"picks": picks[:1], "companions": [ria], "now": NOW}

    mine, strangers = (
        sign_up(event, applicant=applicant(address), form_key=uuid4(), **form)
        for address in ("jan@example.org", "nieuw@example.org")
    )

    assert (mine.status, mine.choices) == (strangers.status, strangers.choices)
    assert mine.companions == strangers.companions
    assert [own.choices[0][1] for own in (strangers, *strangers.companions)] == [True, False]


def test_what_is_tried_for_a_known_address_leaves_nothing_behind(told: Told) -> None:
    event, picks = evening_with_tables()
    role = make_role(event, with_case=True)
    known = signed_up(event, "jan@example.org")
    told.clear()
    before = AuditEntry.objects.count()

    sign_up(
        event,
        applicant=applicant("jan@example.org", role=role),
        picks=picks[:1],
        case=OwnCase("Tuin"),
        form_key=uuid4(),
        now=NOW,
    )

    event.refresh_from_db()
    role.refresh_from_db()
    assert told == [("already", known.code)]
    assert (event.seats_taken, role.seats_taken, event.cases.count()) == (1, 0, 0)
    assert list(event.registrations.all()) == [known]
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("now", [{"retired": True}, {"by_invitation": True}])
def test_a_role_that_is_closed_since_is_refused(now: dict[str, bool]) -> None:
    event = published_event()
    role = make_role(event)
    RegistrationRole.objects.filter(pk=role.pk).update(**now)

    with pytest.raises(WrongChoice) as refused:
        signed_up(event, role=role)

    assert refused.value.field == "role"
    assert str(refused.value) == "In deze rol kan niemand zich meer aanmelden."


def test_an_invitation_that_was_withdrawn_since_is_refused() -> None:
    event = published_event()
    role = make_role(event, by_invitation=True)
    signed_up(event, role=role)
    RegistrationRole.objects.filter(pk=role.pk).update(link_version=1)

    with pytest.raises(WrongChoice):
        signed_up(event, role=role)


def test_an_address_with_foreign_capitals_is_known_too() -> None:
    event = published_event()
    signed_up(event, "jan@BÜCHER.example")

    again = sign_up(event, applicant=applicant("jan@BÜCHER.example"), form_key=uuid4(), now=NOW)

    assert again.registration is None
    assert seats_of(event) == (1, 0)


def test_coming_back_after_cancelling_is_a_new_sign_up_at_the_end_of_the_line() -> None:
    event = published_event(capacity=1)
    person = signed_up(event, "jan@example.org")
    signed_up(event)
    cancel(person, now=NOW, by=None)
    later = NOW + timedelta(minutes=1)

    again = sign_up(event, applicant=applicant("jan@example.org"), form_key=uuid4(), now=later)

    assert (again.status, again.position) == (Status.WAITING, 1)
    assert Registration.objects.of_address("jan@example.org").count() == 2


# when it is refused


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"closes_at": NOW}, "Sign-up is closed."),
        ({"opens_at": NOW + timedelta(days=1)}, "Sign-up opens on Tuesday 5 May 2026, 12:00."),
        ({"takes_registrations": False}, "You do not need to sign up here for this gathering."),
        ({"starts_at": NOW, "ends_at": NOW}, "This gathering is over."),
        ({"visibility": Event.Visibility.ARCHIVED}, "Sign-up is closed."),
    ],
)
def test_a_closed_event_refuses_with_its_reason(
    fields: dict[str, Any], sentence: str, told: Told
) -> None:
    event = published_event(**fields)

    with translation.override("en"), pytest.raises(RegistrationClosed) as refusal:
        signed_up(event)

    assert sentence_of(refusal) == sentence
    assert (seats_of(event), told) == ((0, 0), [])


def test_a_cancelled_event_refuses() -> None:
    event = published_event()
    Event.objects.filter(pk=event.pk).update(cancelled_at=NOW)

    with translation.override("en"), pytest.raises(RegistrationClosed) as refusal:
        signed_up(event)

    assert sentence_of(refusal) == "This gathering has been cancelled."


@pytest.mark.parametrize("visibility", [Event.Visibility.DRAFT, Event.Visibility.PUBLIC])
def test_an_event_that_was_never_published_refuses(visibility: str) -> None:
    event = make_event(visibility=visibility)

    with translation.override("en"), pytest.raises(RegistrationClosed) as refusal:
        signed_up(event)

    assert sentence_of(refusal) == "This gathering is not public yet."


def test_what_does_not_fit_its_field_is_refused_and_takes_no_seat() -> None:
    event = published_event()

    with pytest.raises(ValidationError) as refusal:
        signed_up(event, "two\nlines@example.org", family_name="x" * 500)

    assert set(refusal.value.message_dict) == {"email", "family_name"}
    assert seats_of(event) == (0, 0)


@pytest.mark.parametrize("part", ["role", "consent"])
def test_a_role_or_consent_of_another_event_is_refused(part: str) -> None:
    event, other = published_event(), published_event()
    rest = {"role": {"role": make_role(other)}, "consent": {"consents": [make_consent(other)]}}

    with translation.override("en"), pytest.raises(WrongChoice) as refusal:
        signed_up(event, **rest[part])

    assert sentence_of(refusal) == "Choose one of the options of this gathering."
    assert (seats_of(event), Consent.objects.count()) == ((0, 0), 0)


# choices


def test_a_seat_at_the_table_of_ones_choice() -> None:
    event, picks = evening_with_tables()

    person = signed_up(event, picks=[picks[1]])

    choice = person.choices.get()
    assert (choice.table, choice.status) == (picks[1].table, ChoiceStatus.SEATED)
    picks[1].table.refresh_from_db()
    assert picks[1].table.seats_taken == 1


def test_a_full_table_gives_a_place_in_its_line_and_still_a_seat_at_the_event() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    signed_up(event, picks=[picks[0]])

    outcome = sign_up(event, applicant=applicant(), picks=[picks[0]], form_key=uuid4(), now=NOW)

    assert (outcome.status, outcome.choices) == (
        Status.CONFIRMED,
        (("Tafel 1: Onderwerp 1", False),),
    )
    assert seats_of(event) == (2, 0)


def test_who_waits_for_the_event_takes_no_seat_at_a_table() -> None:
    event, picks = evening_with_tables(capacity=1)
    signed_up(event)

    person = signed_up(event, picks=[picks[0]])

    assert person.choices.get().status == ChoiceStatus.WISHED
    picks[0].table.refresh_from_db()
    assert picks[0].table.seats_taken == 0


def test_a_freed_seat_at_a_table_goes_to_who_waited_for_it() -> None:
    event, picks = evening_with_tables(seats_per_table=1, tables=2)
    first = signed_up(event, picks=[picks[0]])
    second = signed_up(event, picks=[picks[0]])

    cancel(first, now=NOW, by=None)

    assert second.choices.get().status == ChoiceStatus.SEATED


def two_rounds() -> tuple[Event, Pick, Pick]:
    """An event with two rounds of one session each, at the same time."""
    event = make_event()
    picks = []
    for number in (1, 2):
        block = make_block(event, f"Ronde {number}")
        picks.append(Pick(block, make_session(event, f"Sessie {number}", block=block)))
    event = published_event_of(event)
    return event, picks[0], picks[1]


def published_event_of(event: Event) -> Event:
    from events.publishing import publish

    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    return event


def test_choices_at_the_same_time_are_refused_with_their_hours() -> None:
    event, one, other = two_rounds()

    with translation.override("en"), pytest.raises(WrongChoice) as refusal:
        signed_up(event, picks=[one, other])

    assert sentence_of(refusal) == (
        "“Sessie 1” (19:45–20:45) and “Sessie 2” (19:45–20:45) are at the same time."
        " Choose one of the two."
    )
    assert seats_of(event) == (0, 0)


def test_two_choices_in_one_round_are_refused() -> None:
    event, picks = evening_with_tables()

    with translation.override("en"), pytest.raises(WrongChoice) as refusal:
        signed_up(event, picks=picks[:2])

    assert sentence_of(refusal) == "Choose one option in each round."
    assert Choice.objects.count() == 0


def test_a_cancelled_session_is_refused_by_name() -> None:
    event, one, _other = two_rounds()
    one.session.cancelled_at = NOW
    one.session.save()

    with translation.override("en"), pytest.raises(WrongChoice) as refusal:
        signed_up(event, picks=[one])

    assert sentence_of(refusal) == "“Sessie 1” has been cancelled."


def test_a_table_of_another_event_session_or_round_is_refused() -> None:
    event, picks = evening_with_tables()
    _other_event, others = evening_with_tables()
    pick, stranger = picks[0], others[0]
    session_elsewhere = make_session(event, kind="tables", block=make_block(event, "Ronde 2"))
    table_elsewhere = make_table(session_elsewhere)
    wrong = [
        stranger,
        Pick(pick.block, stranger.session, stranger.table),
        Pick(pick.block, pick.session, stranger.table),
        Pick(pick.block, pick.session, table_elsewhere),
        Pick(pick.block, session_elsewhere, table_elsewhere),
    ]

    for pick in wrong:
        with translation.override("en"), pytest.raises(WrongChoice) as refusal:
            signed_up(event, picks=[pick])

        assert sentence_of(refusal) == "Choose one of the options of this gathering."
    assert Choice.objects.count() == 0


@pytest.mark.parametrize(
    ("minutes", "clashes"),
    [
        ((0, 60, 60, 120), False),  # back to back
        ((0, 61, 60, 120), True),
        ((0, 120, 30, 60), True),  # one within the other
        ((0, 60, 0, 60), True),
        ((60, 120, 0, 60), False),
    ],
)
def test_sessions_overlap_from_one_shared_minute(
    minutes: tuple[int, int, int, int], clashes: bool
) -> None:
    moments = [START + timedelta(minutes=minute) for minute in minutes]
    event = make_event()
    one = make_session(event, starts_at=moments[0], ends_at=moments[1])
    other = make_session(event, starts_at=moments[2], ends_at=moments[3])

    assert overlap(one, other) is clashes
    assert overlap(other, one) is clashes


def test_a_session_without_hours_overlaps_nothing() -> None:
    event = make_event()
    loose = make_session(event, starts_at=None, ends_at=None)

    assert overlap(loose, make_session(event)) is False


# cost


def queries_of_one(event: Event, picks: list[Pick]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        signed_up(event, picks=picks)
    return len(queries)


def test_a_sign_up_costs_the_same_statements_however_many_went_before(told: Told) -> None:
    event, picks = evening_with_tables(capacity=100)
    signed_up(event, picks=picks[:1])  # reads the release, which is kept from then on
    first = queries_of_one(event, picks[:1])
    for _person in range(10):
        signed_up(event, picks=picks[:1])

    assert queries_of_one(event, picks[:1]) == first
    assert first <= 12
