"""The page on which one changes what one told, on one phone or on two."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from events.models import Event
from events.publishing import publish
from festival.editing import change
from festival.private_files import private_storage
from registrations.changing import change_choices, change_details
from registrations.changing.cancelling import cancel
from registrations.models import LimitedOption, Question, Registration
from registrations.questions.uploads import keep
from registrations.sign_up.applying import Companion, Reply
from registrations.sign_up.picking import Pick
from registrations.states import ChoiceStatus
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    made,
    make_block,
    make_event,
    make_session,
    make_table,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import text_of
from tests.registrations.personal.links import at, renewed

pytestmark = pytest.mark.django_db
ALI = Companion("Ali", "", "Kaya")


def opened(client: Client, lead: Registration, person: Registration | None = None) -> Any:
    return client.get(at("change", lead, code=(person or lead).code))


def filled(page: Any, **typed: Any) -> dict[str, Any]:
    """What a browser sends when only this was changed."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (values | typed).items() if value is not None}


def sent(client: Client, lead: Registration, **typed: Any) -> Any:
    page = opened(client, lead)
    return client.post(at("change", lead, code=lead.code), filled(page, **typed))


def choosing(event: Event, **fields: Any) -> Question:
    question: Question = made(
        Question(event=event, kind="one", options="Boot\nBus", purpose="Boeken.", **fields)
    )
    return question


def test_it_is_filled_in_with_what_there_is(client: Client) -> None:
    event, picks = evening_with_tables(asks_diet=True)
    question = choosing(event, text="Hoe?")
    person = signed_up(
        event, picks=picks[1:2], replies=[Reply(question, "Bus")], diet_needs="Vegan"
    )

    form = opened(client, person).context["form"]

    values = {name: form[name].value() for name in form.fields}
    assert values["given_name"] == "Fatma"
    assert values["diet_needs"] == "Vegan"
    assert values[f"question-{question.pk}"] == "Bus"
    assert values[picks[0].field] == picks[1].table.code  # type: ignore[union-attr]


def test_a_change_is_saved_and_told(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    table = picks[2].table
    assert table is not None

    answer = sent(client, person, family_name="Zand", **{picks[0].field: table.code})

    page = client.get(answer["Location"])
    assert (answer.status_code, renewed(person).family_name) == (302, "Zand")
    assert [choice.table for choice in person.choices.standing()] == [table]
    assert "Je wijziging is bewaard." in page.content.decode()


def test_a_full_table_is_told_with_the_seat_that_is_kept(client: Client) -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    signed_up(event, picks=picks[1:2])
    person = signed_up(event, picks=picks[:1])

    answer = sent(client, person, **{picks[0].field: picks[1].table.code})  # type: ignore[union-attr]

    page = client.get(answer["Location"]).content.decode()
    assert "“Onderwerp 2” is vol: je staat daar op de wachtlijst." in page
    assert "Tot er plaats is, houd je je plaats bij “Onderwerp 1”." in page
    again = opened(client, person).context["form"]
    assert again[picks[0].field].value() == picks[1].table.code  # type: ignore[union-attr]


def test_sending_what_stood_there_changes_nothing(client: Client) -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    question = choosing(event, text="Hoe?")
    made(LimitedOption(question=question, text="Bus", capacity=1))
    person = signed_up(event, picks=picks[:1], replies=[Reply(question, "Bus")])
    mail.outbox.clear()

    answer = sent(client, person)

    assert (answer.status_code, renewed(person).revision, mail.outbox) == (302, 0, [])


def test_an_option_that_is_no_longer_there_stays_chosen(client: Client) -> None:
    event = published_event()
    question = choosing(event, text="Hoe?")
    person = signed_up(event, replies=[Reply(question, "Bus")])
    question.options = "Boot\nTrein"
    question.save()
    question.touch()

    sent(client, person)

    assert person.answers.get().value == "Bus"


def test_what_is_missing_is_given_back_with_what_was_typed(client: Client) -> None:
    person = signed_up(published_event())

    answer = sent(client, person, given_name="", family_name="Zand")

    assert answer.status_code == 422
    assert 'value="Zand"' in answer.content.decode()
    assert renewed(person).family_name == "Berg"


def test_a_companion_is_changed_and_gets_a_name(client: Client) -> None:
    event = published_event(nameless_companions=True)
    lead = signed_up(event, companions=[Companion()])
    one = lead.companions.get()
    page = opened(client, lead, one)

    client.post(at("change", lead, code=one.code), filled(page, given_name="Ali"))

    assert renewed(one).full_name == "Ali"


def test_once_somebody_is_named_the_questions_are_asked(client: Client) -> None:
    event = make_event(nameless_companions=True)
    question = choosing(event, required=True, text="Waarmee?")
    publish(event, now=NOW, by=None)
    lead = signed_up(event, companions=[Companion()])
    one, name = lead.companions.get(), f"question-{question.pk}"
    page = opened(client, lead, one)
    where = at("change", lead, code=one.code)

    nobody = client.post(where, filled(page, infix="de"))
    unanswered = client.post(where, filled(opened(client, lead, one), given_name="Ali"))
    typed = {"given_name": "Ali", name: "Boot"}
    answered = client.post(where, filled(opened(client, lead, one), **typed))

    assert [a.status_code for a in (nobody, unanswered, answered)] == [302, 422, 302]
    assert list(unanswered.context["form"].errors) == [name]
    assert [answer.value for answer in one.answers.all()] == ["Boot"]


def test_who_is_added_without_a_name_is_asked_nothing_yet(client: Client) -> None:
    event = make_event(nameless_companions=True)
    choosing(event, required=True, text="Waarmee?")
    publish(event, now=NOW, by=None)
    lead = signed_up(event)
    seen = client.get(at("add_companion", lead)).context["seen"]

    answers = [
        client.post(at("add_companion", lead), {"seen": seen, "p1-given_name": name}).status_code
        for name in ("Ali", "")
    ]

    assert answers == [422, 302]
    assert [(p.full_name, p.answers.count()) for p in lead.companions.all()] == [("", 0)]


def test_nobody_of_another_party_is_found(client: Client) -> None:
    event = published_event()
    one, other = signed_up(event), signed_up(event)

    for name in ("change", "hand_over", "share"):
        assert client.get(at(name, one, code=other.code)).status_code == 404
        assert client.post(at(name, one, code=other.code)).status_code == 404


def test_looking_changes_nothing(client: Client) -> None:
    person = signed_up(published_event(offer_hours=4))

    for name in ("offer", "prove", "change_address", "add_companion"):
        assert client.get(at(name, person), {"antwoord": "nee"}).status_code == 200
    for name in ("keep_place", "agree", "withdraw"):
        assert client.get(at(name, person)).status_code == 405

    assert renewed(person).status == "confirmed"


def test_after_the_deadline_a_sentence_says_so(client: Client, today: Any) -> None:
    person = signed_up(published_event())
    today.move_to(START)

    page = opened(client, person)
    answer = client.post(at("change", person, code=person.code), {"given_name": "Ali"})
    overview = text_of(client.get(at("personal", person)))

    assert "Je kon je aanmelding veranderen tot" in text_of(page)
    assert (answer.status_code, renewed(person).given_name) == (409, "Fatma")
    assert "Je kunt nog wel annuleren." in overview
    assert "Mijn aanmelding annuleren" in overview


# two phones


def test_a_field_that_only_the_other_phone_changed_stays(client: Client) -> None:
    person = signed_up(published_event())
    page = opened(client, person)
    change_details(person, family_name="Zand", now=NOW, by=None)

    client.post(at("change", person, code=person.code), filled(page, given_name="Fadma"))

    assert renewed(person).full_name == "Fadma van der Zand"


def test_a_field_that_both_changed_is_shown_with_both(client: Client) -> None:
    person = signed_up(published_event())
    page = opened(client, person)
    change_details(person, family_name="Zand", now=NOW, by=None)

    answer = client.post(
        at("change", person, code=person.code), filled(page, family_name="Bergsma")
    )

    assert answer.status_code == 422
    assert "Daar staat nu: “Zand”." in text_of(answer)
    assert 'value="Bergsma"' in answer.content.decode()

    again = client.post(at("change", person, code=person.code), filled(answer))
    assert (again.status_code, renewed(person).family_name) == (302, "Bergsma")


def test_a_choice_of_the_other_phone_is_not_undone(client: Client) -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=picks[:1])
    page = opened(client, person)
    change_choices(person, picks[1:2], now=NOW, by=None)

    client.post(at("change", person, code=person.code), filled(page, given_name="Fadma"))

    (choice,) = person.choices.standing()
    assert (choice.table, choice.status) == (picks[1].table, ChoiceStatus.SEATED)


def test_a_form_from_before_cancelling_is_refused(client: Client) -> None:
    person = signed_up(published_event())
    page = opened(client, person)
    cancel(person, now=NOW, by=None)

    answer = client.post(at("change", person, code=person.code), filled(page, given_name="Ali"))

    assert (answer.status_code, renewed(person).given_name) == (409, "Fatma")


def test_the_queries_do_not_grow_with_the_programme(
    client: Client, django_assert_num_queries: Any
) -> None:
    few, small = evening_with_tables(tables=1)
    many, big = evening_with_tables(tables=6)
    people = [signed_up(few, picks=small[:1]), signed_up(many, picks=big[:1])]
    for person in people:
        opened(client, person)

    for person in people:
        with django_assert_num_queries(5):
            opened(client, person)


# another address


def test_the_address_moves_and_the_old_link_ends(client: Client) -> None:
    person = signed_up(published_event(), "oud@example.org")
    old = at("change_address", person)
    mail.outbox.clear()

    answer = client.post(old, {"email": "nieuw@example.org"})

    assert (answer.status_code, renewed(person).email) == (302, "nieuw@example.org")
    assert client.get(old).status_code == 404
    assert [m.to for m in mail.outbox] == [["nieuw@example.org"], ["oud@example.org"]]
    assert "De mail is onderweg" in text_of(client.get(answer["Location"]))


def test_a_known_address_is_answered_in_the_same_words(client: Client) -> None:
    event = published_event()
    person = signed_up(event, "oud@example.org")
    signed_up(event, "ander@example.org")

    known = client.post(at("change_address", person), {"email": "ander@example.org"})
    free = client.post(at("change_address", person), {"email": "vrij@example.org"})

    assert (known.status_code, known["Location"]) == (free.status_code, free["Location"])


def test_addresses_are_not_tried_out_by_the_dozen(client: Client) -> None:
    event = published_event()
    person = signed_up(event)
    signed_up(event, "ander@example.org")

    statuses = [
        client.post(at("change_address", person), {"email": "ander@example.org"}).status_code
        for _time in range(6)
    ]

    assert statuses == [302] * 5 + [429]


def test_an_hour_later_it_works_again(client: Client, today: Any) -> None:
    event = published_event()
    person = signed_up(event)
    signed_up(event, "ander@example.org")
    for _time in range(6):
        client.post(at("change_address", person), {"email": "ander@example.org"})

    today.move_to(NOW + timedelta(hours=1))
    answer = client.post(at("change_address", person), {"email": "vrij@example.org"})

    assert (answer.status_code, renewed(person).email) == (302, "vrij@example.org")


def test_a_seat_at_a_session_that_moved_to_another_round_is_kept(client: Client) -> None:
    event, picks = evening_with_tables(asks_diet=True)
    person = signed_up(event, picks=picks[:1])
    session = picks[0].session
    session.refresh_from_db()
    change(session, now=NOW, by=None, block=make_block(event, "Andere ronde"))
    publish(event, now=NOW, by=None)

    answer = sent(client, renewed(person), diet_needs="Vegan")

    assert (answer.status_code, renewed(person).diet_needs) == (302, "Vegan")
    assert person.choices.get().status == ChoiceStatus.SEATED


def with_tables_added() -> tuple[Registration, Pick]:
    """Who chose a session as a whole, and a table that it got afterwards."""
    event = make_event(asks_diet=True)
    block = make_block(event)
    session = make_session(event, block=block, capacity=5)
    publish(event, now=NOW, by=None)
    person = signed_up(event, picks=[Pick(block, session)])
    table = make_table(session, 1)
    publish(event, now=NOW, by=None)
    return renewed(person), Pick(block, session, table)


def test_a_seat_at_a_session_that_got_tables_is_kept(client: Client) -> None:
    person, _pick = with_tables_added()

    answer = sent(client, person, diet_needs="Vegan")

    assert (answer.status_code, renewed(person).diet_needs) == (302, "Vegan")
    assert person.choices.get().status == ChoiceStatus.SEATED


def test_choosing_one_of_those_tables_gives_the_old_seat_up(client: Client) -> None:
    person, pick = with_tables_added()

    sent(client, person, **{pick.field: pick.table.code})  # type: ignore[union-attr]

    choices = person.choices.order_by("id")
    found = [(choice.table, choice.status) for choice in choices]
    assert found == [(None, ChoiceStatus.RELEASED), (pick.table, ChoiceStatus.SEATED)]


def test_two_choices_that_came_together_in_one_round_are_both_kept(client: Client) -> None:
    event = make_event(asks_diet=True)
    one, other = make_block(event, "Eerste"), make_block(event, "Tweede")
    first = make_session(event, block=one, capacity=5)
    hours = {"starts_at": first.ends_at, "ends_at": first.ends_at + timedelta(hours=1)}
    second = make_session(event, block=other, capacity=5, **hours)
    publish(event, now=NOW, by=None)
    person = signed_up(event, picks=[Pick(one, first), Pick(other, second)])
    second.refresh_from_db()
    change(second, now=NOW, by=None, block=one)
    publish(event, now=NOW, by=None)

    sent(client, renewed(person), diet_needs="Vegan")

    assert [c.status for c in person.choices.all()] == [ChoiceStatus.SEATED] * 2


def with_a_file() -> tuple[Registration, Question]:
    """Who sent a file, because of an answer to the question."""
    event = published_event()
    first = made(Question(event=event, text="Mee?", kind="yes-no", purpose="Weten."))
    about = {"kind": "file", "purpose": "Lezen.", "only_if": first, "only_if_answer": "yes"}
    second = made(Question(event=event, text="Welk plan?", **about))
    kept = keep(SimpleUploadedFile("plan.pdf", b"%PDF-1.7\nx\n%%EOF\n"))
    replies = [Reply(first, "yes"), Reply(second, kept.name, kept)]
    return signed_up(event, replies=replies), first


def test_a_file_stays_as_long_as_it_is_asked_for(client: Client) -> None:
    person, _question = with_a_file()

    sent(client, person, family_name="Zand")

    page = client.get(at("personal", person)).content.decode()
    address = at("own_file", person, pk=person.answers.with_file().get().pk)
    data = client.get(at("own_data", person)).json()
    assert f'<a href="{address}" download>plan.pdf</a>' in page
    assert client.get(address).content == b"%PDF-1.7\nx\n%%EOF\n"
    assert data["people"][0]["answers"][1]["file"].endswith(address)


def test_a_file_that_is_no_longer_asked_for_is_erased(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    person, question = with_a_file()
    path = person.answers.with_file().get().file.name

    with django_capture_on_commit_callbacks(execute=True):
        sent(client, person, **{f"question-{question.pk}": "no"})

    assert [answer.value for answer in person.answers.all()] == ["no"]
    assert not private_storage.exists(path)


def test_nobody_else_gets_the_file(client: Client) -> None:
    person, _question = with_a_file()
    other = signed_up(published_event())

    answer = client.get(at("own_file", other, pk=person.answers.with_file().get().pk))

    assert answer.status_code == 404
