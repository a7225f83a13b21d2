"""An event's own questions: asked of whom they are for, kept as they were answered, and erased."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from events.models import Event
from festival.editing import add, change
from registrations.exporting.attendees import AttendeeList
from registrations.exporting.columns import columns_of
from registrations.links import invitation_to, token_of
from registrations.models import Answer, Question, Registration, RegistrationRole
from registrations.privacy import ERASED_WITH_THE_ANSWER, forget_expired
from registrations.sign_up.applying import Reply
from registrations.sign_up.picking import WrongChoice
from tests.factories import NOW, START, join_team, make_role, published_event, signed_up
from tests.registrations.filling_in import (
    address,
    filled,
    opened,
    posted,
    problems,
    sent,
    text_of,
)

pytestmark = pytest.mark.django_db
END = START + timedelta(hours=2, minutes=15)


def make_question(event: Event, text: str = "Hoe heet je initiatief?", **fields: Any) -> Question:
    roles: list[RegistrationRole] = fields.pop("roles", [])
    fields.setdefault("purpose", "Om je aan de juiste tafel te zetten.")
    question = add(Question(event=event, text=text, **fields), now=NOW, by=None)
    question.roles.set(roles)
    question.touch()
    return question


def key(question: Question) -> str:
    return f"question-{question.pk}"


def answers_of(event: Event) -> list[tuple[str, str]]:
    rows = Answer.objects.filter(registration__event=event)
    return list(rows.values_list("asked", "value"))


# asking


def test_an_answer_is_kept_with_the_words_of_its_question(client: Client) -> None:
    event = published_event()
    question = make_question(event)

    sent(client, event, **{key(question): " De Buurthub "})
    change(question, now=NOW, by=None, text="Hoe heet jullie project?")

    assert answers_of(event) == [("Hoe heet je initiatief?", "De Buurthub")]


def test_each_question_says_why_it_is_asked(client: Client) -> None:
    event = published_event()
    make_question(event, help_text="Een werktitel mag ook", purpose="Om tafels in te delen")

    assert "Een werktitel mag ook. Waarom we dit vragen: Om tafels in te delen." in text_of(
        opened(client, event)
    )


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("short", "De Buurthub", "De Buurthub"),
        ("long", "Eén\r\nTwee", "Eén\nTwee"),
        ("yes-no", "yes", "yes"),
        ("one", "Zorg", "Zorg"),
        ("several", ["Zorg", "Wonen"], "Zorg\nWonen"),
        ("number", "4", "4"),
        ("date", "2026-12-31", "2026-12-31"),
        ("date", "31-12-2026", "2026-12-31"),
    ],
)
def test_every_kind_of_answer_is_kept(client: Client, kind: str, typed: Any, kept: str) -> None:
    event = published_event()
    question = make_question(event, kind=kind, options="Zorg\nWonen\nEnergie")

    sent(client, event, **{key(question): typed})

    assert answers_of(event) == [("Hoe heet je initiatief?", kept)]


@pytest.mark.parametrize("kind", ["short", "long", "yes-no", "one", "several", "number", "date"])
def test_what_is_not_required_may_stay_empty(client: Client, kind: str) -> None:
    event = published_event()
    make_question(event, kind=kind, options="Zorg\nWonen")

    answer = sent(client, event)

    assert (answer.status_code, answers_of(event)) == (303, [])


@pytest.mark.parametrize("kind", ["short", "long", "yes-no", "one", "several", "number", "date"])
def test_what_is_required_is_asked_for_by_its_own_words(client: Client, kind: str) -> None:
    event = published_event()
    question = make_question(event, kind=kind, options="Zorg\nWonen", required=True)

    answer = sent(client, event)

    told = ["Geef antwoord op de vraag “Hoe heet je initiatief?”."]
    assert problems(answer) == {key(question): told}
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("short", "x" * 201), ("one", "Iets anders"), ("several", ["Iets anders"]), ("number", "vier"), ("number", "-1"), ("date", "morgen")],
)  # fmt: skip
def test_what_does_not_fit_is_refused(client: Client, kind: str, typed: Any) -> None:
    event = published_event()
    question = make_question(event, kind=kind, options="Zorg\nWonen")

    answer = sent(client, event, **{key(question): typed})

    assert list(problems(answer)) == [key(question)]
    assert Registration.objects.count() == 0


def test_a_question_that_is_no_longer_asked_is_gone_from_the_form(client: Client) -> None:
    event = published_event()
    question = make_question(event)
    assert key(question) in opened(client, event).context["form"].fields

    change(question, now=NOW, by=None, retired=True)

    assert key(question) not in opened(client, event).context["form"].fields


# by role


def test_a_role_has_its_own_questions(client: Client) -> None:
    event = published_event()
    own, expert = make_role(event, "met een eigen casus"), make_role(event, "als deskundige")
    case = make_question(event, required=True, roles=[own])
    field = make_question(event, "Waarin heb je ervaring?", required=True, roles=[expert])

    answer = sent(
        client,
        event,
        role=str(own.pk),
        **{key(case): "De Buurthub", key(field): "Stiekem ook dit"},
    )

    assert answer.status_code == 303
    assert answers_of(event) == [("Hoe heet je initiatief?", "De Buurthub")]


def test_only_the_chosen_role_has_to_answer(client: Client) -> None:
    event = published_event()
    own, expert = make_role(event, "met een eigen casus"), make_role(event, "als deskundige")
    case = make_question(event, required=True, roles=[own])
    number = make_question(event, "Hoeveel jaar?", kind="number", roles=[expert])

    answer = sent(client, event, role=str(own.pk), **{key(number): "geen getal"})

    assert list(problems(answer)) == [key(case)]


def test_questions_of_a_role_stand_under_its_name(client: Client) -> None:
    event = published_event()
    own = make_role(event, "met een eigen casus")
    make_role(event, "als deskundige")
    make_question(event, roles=[own])

    page = opened(client, event)

    assert "Als je komt “met een eigen casus”" in text_of(page)
    assert f'data-roles="{own.pk}"' in page.content.decode()


def test_a_question_of_another_event_is_refused() -> None:
    event, question = published_event(), make_question(published_event())

    with pytest.raises(WrongChoice):
        signed_up(event, replies=[Reply(question, "Nee")])


# roles on the form


def test_a_role_tells_how_many_seats_it_has_left(client: Client) -> None:
    event = published_event(capacity=10)
    role = make_role(event, "deskundige", quota=2)
    signed_up(event, role=role)

    assert "deskundige nog 1 plaats" in text_of(opened(client, event))


def test_a_role_by_invitation_stands_on_the_form_of_who_is_invited_alone(client: Client) -> None:
    event = published_event()
    host = make_role(event, "begeleider", by_invitation=True)
    with translation.override("nl"):
        link = invitation_to(host)
    path = link.partition("/bijeenkomst")[1] + link.partition("/bijeenkomst")[2]

    everybody = opened(client, event)
    sneaky = sent(client, event, role=str(host.pk))
    data = filled(client, event, role=str(host.pk))
    import time_machine

    with time_machine.travel(NOW + timedelta(seconds=20), tick=False):
        invited = client.post(path, data | {"email": "gast@example.org"})

    assert "role" not in everybody.context["form"].fields
    assert (sneaky.status_code, invited.status_code) == (303, 303)
    roles = Registration.objects.order_by("id").values_list("role__name", flat=True)
    assert list(roles) == [None, "begeleider"]


def test_an_old_invitation_says_so(client: Client) -> None:
    event = published_event()
    make_role(event, "begeleider", by_invitation=True)
    import time_machine

    with time_machine.travel(NOW, tick=False):
        page = client.get(address(event) + "?uitnodiging=1.0.gok")

    assert "Je uitnodigingslink werkt niet meer." in text_of(page)
    assert "role" not in page.context["form"].fields


# reading and erasing


def test_the_personal_page_shows_what_was_answered(client: Client) -> None:
    event = published_event()
    question = make_question(event, kind="yes-no")
    person = signed_up(event, replies=[Reply(question, "yes")])

    page = text_of(client.get(f"/aanmelding/{token_of(person)}/"))

    assert "Hoe heet je initiatief? ja" in page


@pytest.mark.parametrize(("role", "sees"), [("owner", True), ("desk", False)])
def test_answers_are_for_who_makes_the_gathering(client: Client, role: str, sees: bool) -> None:
    event = published_event()
    plain = make_question(event, "Welke wijk?")
    special = make_question(event, "Welke hulp heb je nodig?", special=True)
    person = signed_up(event, replies=[Reply(plain, "Noord"), Reply(special, "Een tolk")])
    client.force_login(join_team(event, role))

    page = text_of(client.get(f"/beheer/{event.slug}/deelnemers/{person.code}/"))

    assert ("Noord" in page, "Een tolk" in page) == (sees, sees)
    assert ("Welke wijk?" in page) == sees


@pytest.mark.parametrize(
    ("may", "titles"),
    [
        (frozenset({"answers.see", "needs.see"}), ["Welke wijk?", "Welke hulp?"]),
        (frozenset({"answers.see"}), ["Welke wijk?"]),
        (frozenset({"needs.see"}), ["Welke hulp?"]),
        (frozenset(), []),
    ],
)
def test_the_export_has_a_column_for_each_question(may: frozenset[str], titles: list[str]) -> None:
    event = published_event()
    plain = make_question(event, "Welke wijk?", kind="several", options="Noord\nZuid")
    special = make_question(event, "Welke hulp?", special=True)
    signed_up(event, replies=[Reply(plain, "Noord\nZuid"), Reply(special, "Een tolk")])

    listed = AttendeeList(event, event.registrations.by_name(), columns_of(event, may))
    row = dict(zip([column.title for column in listed.columns], next(listed.rows()), strict=True))

    answers = {"Welke wijk?": "Noord; Zuid", "Welke hulp?": "Een tolk"}
    assert [title for title in row if title in answers] == titles
    assert all(row[title] == answers[title] for title in titles)


def test_the_privacy_page_tells_why_and_until_when(client: Client) -> None:
    event = published_event()
    make_question(event, purpose="Om tafels in te delen", keep_days=30)

    page = text_of(client.get(address(event, "privacy")))

    assert "Hoe heet je initiatief? Waarvoor Om tafels in te delen" in page
    assert "1 juli 2026; dan wissen we het." in page


def test_a_question_no_longer_asked_is_told_as_long_as_answers_are_kept(client: Client) -> None:
    event = published_event()
    question = make_question(event)
    signed_up(event, replies=[Reply(question, "De Buurthub")])
    change(question, now=NOW, by=None, retired=True)

    told = [question.text in text_of(client.get(address(event, "privacy")))]
    Answer.objects.all().delete()
    told.append(question.text in text_of(client.get(address(event, "privacy"))))

    assert told == [True, False]


def test_every_column_of_an_answer_is_erased_or_impersonal() -> None:
    columns = {field.name for field in Answer._meta.concrete_fields}

    assert columns == {"id", "registration", "question"} | ERASED_WITH_THE_ANSWER


def test_answers_are_erased_when_their_question_said_so() -> None:
    event = published_event()
    short, long = make_question(event, keep_days=7), make_question(event, "Waarom?", keep_days=30)
    signed_up(event, replies=[Reply(short, "kanarie"), Reply(long, "kanarie")])

    early = forget_expired(END + timedelta(days=7) - timedelta(seconds=1))
    counts = [forget_expired(END + timedelta(days=7)) for _time in range(2)]

    assert (early, counts) == (0, [1, 0])
    assert answers_of(event) == [("Waarom?", "kanarie")]


def test_answers_cost_three_statements_more(
    client: Client, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
    event = published_event()
    questions = [make_question(event, f"Vraag {number}") for number in range(6)]
    sent(client, event, email="eerste@example.org")
    answers = {key(question): "Antwoord" for question in questions}
    data = filled(client, event, **answers)
    bare = filled(client, event, email="derde@example.org")

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as without:
        posted(client, event, bare)
    with django_assert_num_queries(len(without) + 3):  # still asked, the answers, and in the mail
        posted(client, event, data)
