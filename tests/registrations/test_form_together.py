"""Signing others up on the same form: added, removed, refused, and nothing typed lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from events.models import Event
from events.publishing import publish
from registrations.models import Registration
from registrations.states import ChoiceStatus, Status
from tests.factories import (
    NOW,
    evening_with_tables,
    make_event,
    make_role,
    make_theme,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import filled, landed, opened, posted, problems, sent, text_of
from tests.registrations.test_questions import answers_of, make_question

pytestmark = pytest.mark.django_db
JAN = {"companion": "1", "p1-given_name": "Jan", "p1-infix": "", "p1-family_name": "Smit"}


def people_of(event: Event) -> list[tuple[str, str]]:
    """Everybody who signed up, in order, with their status."""
    return [(p.full_name, str(p.status)) for p in event.registrations.order_by("id")]


def on(page: Any) -> list[str]:
    """The keys of the companions that stand on a form."""
    return [companion.key for companion in page.context["form"].companions]


def wrong_with(page: Any, number: int) -> dict[str, list[str]]:
    """What is wrong in the part of one companion."""
    return dict(page.context["form"].companions[number - 1].errors)


# adding and removing


def test_the_form_begins_without_companions(client: Client) -> None:
    page = opened(client, published_event())

    assert (on(page), page.context["problems"]) == ([], [])
    assert 'name="add"' in page.content.decode()


def test_the_button_gives_the_form_back_with_one_more_and_everything_typed(client: Client) -> None:
    event, picks = evening_with_tables()
    data = filled(client, event, **JAN, **{f"p1-{picks[1].field}": picks[1].table.code})

    page = posted(client, event, data | {"add": "1"})

    html = page.content.decode()
    assert (page.status_code, on(page)) == (200, ["1", "2"])
    assert 'value="fatma@example.org"' in html
    assert 'value="Jan"' in html
    assert f'name="p1-{picks[1].field}" value="{picks[1].table.code}"' in html
    assert page.context["problems"] == []
    assert Registration.objects.count() == 0


def test_the_new_part_is_where_the_visitor_goes_on(client: Client) -> None:
    page = posted(client, event := published_event(), filled(client, event, **JAN, add="1"))

    html = page.content.decode()
    assert html.count(" autofocus") == 1
    assert re.search(r'<input[^>]* name="p2-given_name"[^>]* autofocus', html)


def test_one_that_is_filled_in_folds_away_and_the_new_one_is_open(client: Client) -> None:
    page = posted(client, event := published_event(), filled(client, event, **JAN, add="1"))

    html = page.content.decode()
    assert '<details class="companion" id="p1">' in html
    assert '<details class="companion" id="p2" open>' in html


def test_a_companion_is_taken_off_and_the_others_stay(client: Client) -> None:
    event = published_event()
    data = filled(client, event, **(JAN | {"companion": ["1", "2"], "p2-given_name": "Els"}))

    page = posted(client, event, data | {"remove": "1"})

    assert (page.status_code, on(page)) == (200, ["2"])
    assert "Meekomer 1: Els" in text_of(page)


def test_who_is_added_after_one_was_removed_does_not_get_what_that_one_typed(
    client: Client,
) -> None:
    event = published_event()
    data = filled(client, event, **(JAN | {"companion": ["1", "2"], "remove": "2"}))
    data |= {"p2-given_name": "Els"}

    page = posted(client, event, data | {"add": "1"})

    assert on(page) == ["1", "3"]


def test_nobody_can_be_added_beyond_the_rule(client: Client) -> None:
    event = published_event(most_together=2)

    page = posted(client, event, filled(client, event, **JAN))
    full = posted(client, event, filled(client, event, add="1"))

    assert page.status_code == 303
    assert 'name="add"' not in full.content.decode()
    assert "Je kunt hoogstens 2 mensen samen aanmelden" in text_of(full)


def test_an_event_for_one_at_a_time_asks_for_nobody_else(client: Client) -> None:
    page = opened(client, published_event(most_together=1))

    assert "Wie er meekomt" not in text_of(page)


def test_too_many_are_refused_with_all_of_them_on_the_form(client: Client) -> None:
    event = published_event(most_together=4)
    names = {f"p{n}-{part}": "Naam" for n in (1, 2, 3) for part in ("given_name", "family_name")}
    data = filled(client, event, companion=["1", "2", "3"], **names)
    Event.objects.filter(pk=event.pk).update(most_together=2)

    page = posted(client, event, data)

    assert (page.status_code, on(page)) == (422, ["1", "2", "3"])
    assert list(problems(page)) == [""]
    assert Registration.objects.count() == 0


def test_a_flood_of_companions_costs_no_more_than_the_largest_party(client: Client) -> None:
    event = published_event()

    page = posted(client, event, filled(client, event, companion=[str(n) for n in range(1, 500)]))

    assert (page.status_code, len(on(page))) == (422, 19)


@pytest.mark.parametrize("key", ["", "0", "x", "-1", "100", "1 ", "١", "1-2"])
def test_a_key_that_is_none_of_ours_is_nobody(client: Client, key: str) -> None:
    event = published_event()

    posted(client, event, filled(client, event, companion=[key]))

    assert people_of(event) == [("Fatma van der Berg", "confirmed")]


def test_enter_in_a_field_signs_up_and_adds_nobody(client: Client) -> None:
    html = opened(client, published_event()).content.decode()

    first = html[html.index("<form") :].partition("<button")[2].partition(">")[0]
    assert 'type="submit"' in first
    assert "name=" not in first


def test_a_form_left_open_for_days_takes_one_more_all_the_same(client: Client) -> None:
    event = published_event()
    data = filled(client, event, **JAN)

    page = posted(client, event, data | {"add": "1"}, now=NOW + timedelta(days=4))

    stamp = page.context["form"]["stamp"].value()
    assert (page.status_code, on(page), stamp == data["stamp"]) == (200, ["1", "2"], False)


def test_a_form_left_open_for_days_comes_back_with_the_companions(client: Client) -> None:
    event = published_event()

    page = posted(client, event, filled(client, event, **JAN), now=NOW + timedelta(days=4))

    assert (page.status_code, on(page)) == (422, ["1"])
    assert 'value="Smit"' in page.content.decode()


# signing up


def test_one_submit_signs_everybody_up(client: Client) -> None:
    event, picks = evening_with_tables()
    typed = JAN | {picks[0].field: picks[0].table.code, f"p1-{picks[1].field}": picks[1].table.code}

    sent(client, event, **typed)

    lead, jan = event.registrations.order_by("id")
    assert people_of(event) == [("Fatma van der Berg", "confirmed"), ("Jan Smit", "confirmed")]
    assert (jan.lead, lead.lead) == (lead, None)
    assert [p.choices.get().table for p in (lead, jan)] == [picks[0].table, picks[1].table]


def test_a_companion_has_needs_of_their_own(client: Client) -> None:
    event = published_event(asks_access=True, asks_diet=True)

    sent(client, event, **JAN, **{"p1-diet_needs": "Geen noten", "diet_needs": "Vegetarisch"})

    told = [person.diet_needs for person in event.registrations.order_by("id")]
    assert told == ["Vegetarisch", "Geen noten"]


def test_a_companion_without_a_name_is_asked_for_one(client: Client) -> None:
    event = published_event()

    page = sent(client, event, companion="1")

    assert page.status_code == 422
    assert wrong_with(page, 1) == {
        "given_name": ["Vul een voornaam in."],
        "family_name": ["Vul een achternaam in."],
    }
    assert ("id_p1-given_name", "Meekomer 1: Vul een voornaam in.") in page.context["problems"]
    assert '<details class="companion" id="p1" open>' in page.content.decode()


def test_where_the_event_allows_it_one_more_comes_without_a_name(client: Client) -> None:
    event = published_event(nameless_companions=True)

    sent(client, event, companion="1")

    assert people_of(event) == [("Fatma van der Berg", "confirmed"), ("", "confirmed")]


@pytest.mark.parametrize("kind", ["short", "yes-no"])
def test_who_has_no_name_yet_is_asked_nothing_yet(client: Client, kind: str) -> None:
    event = published_event(nameless_companions=True)
    question = make_question(event, required=True, kind=kind)
    mine, theirs = f"question-{question.pk}", f"p1-question-{question.pk}"
    asked = opened(client, event, now=NOW)
    named = sent(client, event, **JAN, **{mine: "yes"})

    sent(client, event, companion="1", **{mine: "yes", theirs: ""})

    assert asked.status_code == 200
    assert list(wrong_with(named, 1)) == [f"question-{question.pk}"]
    assert people_of(event) == [("Fatma van der Berg", "confirmed"), ("", "confirmed")]
    assert answers_of(event) == [("Hoe heet je initiatief?", "yes")]


def test_the_form_says_that_the_questions_can_wait(client: Client) -> None:
    event = published_event(nameless_companions=True)
    make_question(event, required=True)

    page = posted(client, event, filled(client, event, add="1"))

    assert "de vragen beantwoord je later op je persoonlijke pagina" in text_of(page).lower()


def test_a_problem_says_whose_field_it_is(client: Client) -> None:
    event, picks = evening_with_tables()

    page = sent(client, event, **JAN, **{f"p1-{picks[0].field}": "weg"})

    where = f"id_p1-{picks[0].field}_0"
    assert page.context["problems"] == [
        (where, "Jan Smit: Kies een van de mogelijkheden die hier staan.")
    ]


def test_choices_of_two_people_at_the_same_time_are_no_overlap(client: Client) -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    typed = {picks[0].field: picks[0].table.code, f"p1-{picks[0].field}": picks[0].table.code}

    sent(client, event, **JAN, **typed)

    states = [p.choices.get().status for p in event.registrations.order_by("id")]
    assert states == [ChoiceStatus.SEATED, ChoiceStatus.WAITING]


# fewer seats than people


@pytest.fixture
def short_of_seats() -> Event:
    """An event with one seat left, and two people who want to come."""
    event = published_event(capacity=2)
    signed_up(event)
    return event


def test_with_too_few_seats_the_form_asks_what_to_do(client: Client, short_of_seats: Event) -> None:
    page = sent(client, short_of_seats, **JAN)

    told = text_of(page)
    assert page.status_code == 409
    assert "Meld er 1 aan en zet Jan Smit op de wachtlijst: de laatste op het formulier" in told
    assert told.count("niet meer genoeg plaatsen") == 2  # above the form and beside the question
    assert "Wat zullen we doen?" in told
    assert page.content.decode().count("Aanmelden voor") == 2  # under the question too
    assert "Zet ons alle 2 samen op de wachtlijst" in told
    assert "Niemand achter je gaat voor" in told
    assert page.context["problems"][0][0] == "id_if_short_0"
    assert 'value="Smit"' in page.content.decode()
    assert short_of_seats.registrations.count() == 1


def test_who_are_more_than_all_seats_can_only_split(client: Client) -> None:
    event = published_event(capacity=1)

    page = sent(client, event, **JAN)

    told = text_of(page)
    assert (page.status_code, "Meld er 1 aan" in told) == (409, True)
    assert "samen op de wachtlijst" not in told


def test_the_rule_of_the_line_is_the_events_own(client: Client, short_of_seats: Event) -> None:
    Event.objects.filter(pk=short_of_seats.pk).update(overtaking=True)

    page = sent(client, short_of_seats, **JAN)

    assert "mag iemand achter je die wel past eerst" in text_of(page)


@pytest.mark.parametrize(
    ("answer", "states"),
    [("split", [Status.CONFIRMED, Status.WAITING]), ("together", [Status.WAITING, Status.WAITING])],
)
def test_the_answer_is_done(
    client: Client, short_of_seats: Event, answer: str, states: list[str]
) -> None:
    sent(client, short_of_seats, **JAN, if_short=answer)

    assert [state for _name, state in people_of(short_of_seats)][1:] == states


def test_the_question_stays_while_something_else_is_wrong(
    client: Client, short_of_seats: Event
) -> None:
    page = sent(client, short_of_seats, **JAN, if_short="split", family_name="")

    html = page.content.decode()
    assert page.status_code == 422
    assert 'name="if_short" value="split" id="id_if_short_0" checked' in html


def test_without_any_seat_everybody_waits_together(client: Client) -> None:
    event = published_event(capacity=2)
    for _seat in range(2):
        signed_up(event)

    page = landed(client, sent(client, event, **JAN))

    assert "Je staat op de wachtlijst" in page
    assert [state for _name, state in people_of(event)][2:] == ["waiting", "waiting"]


# a case of their own


@pytest.fixture
def with_case() -> Any:
    """An event where one role brings a case and another does not."""
    event = make_event()
    case, other = make_role(event, "met een casus", with_case=True), make_role(event, "zonder")
    theme = make_theme(event, "Energie")
    publish(event, now=NOW, by=None)
    return event, case, other, theme


def test_a_role_with_a_case_tells_it_on_the_same_form(client: Client, with_case: Any) -> None:
    event, case, _other, theme = with_case

    sent(
        client,
        event,
        role=case.pk,
        case_title="De Buurthub",
        case_question="Hoe houden we het vol?",
        case_organisation="Wijkraad",
        case_theme=str(theme.pk),
    )

    told = event.registrations.get().case
    assert (told.title, told.question, told.theme) == (
        "De Buurthub",
        "Hoe houden we het vol?",
        theme,
    )
    assert told.status == "proposed"


def test_what_a_role_is_asked_stands_under_one_heading(client: Client, with_case: Any) -> None:
    event, case, _other, _theme = with_case
    make_question(event, "Hoe ver ben je?").roles.add(case)
    case.touch()

    told = text_of(opened(client, event))

    assert told.count("Als je komt “met een casus”") == 1
    assert told.index("Hoe heet je casus?") < told.index("Hoe ver ben je?")


def test_a_case_needs_a_name_in_the_role_that_brings_one(client: Client, with_case: Any) -> None:
    event, case, _other, _theme = with_case

    page = sent(client, event, role=case.pk, case_theme="999999")

    assert problems(page) == {
        "case_title": ["Vul in hoe je casus heet."],
        "case_theme": ["Kies een van de mogelijkheden die hier staan."],
    }


def test_the_name_of_a_case_is_no_link(client: Client, with_case: Any) -> None:
    event, case, _other, _theme = with_case

    page = sent(client, event, role=case.pk, case_title="Win op https://prijs.example/nu")

    assert problems(page) == {"case_title": ["Vul een naam in, geen webadres."]}


def test_another_role_brings_no_case_whatever_was_typed(client: Client, with_case: Any) -> None:
    event, _case, other, _theme = with_case

    answer = sent(client, event, role=other.pk, case_title="Stiekem", case_theme="999999")

    assert answer.status_code == 303
    assert event.registrations.get().case is None


# cost


def test_the_form_costs_the_same_with_one_companion_and_with_three(
    client: Client, django_assert_num_queries: Any
) -> None:
    event, _picks = evening_with_tables()
    opened(client, event)
    for keys in (["1"], ["1", "2", "3"]):
        data = filled(client, event, companion=keys)
        with django_assert_num_queries(2):
            posted(client, event, data | {"add": "1"})
