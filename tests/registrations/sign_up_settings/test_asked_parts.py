"""Roles, questions and rounds in the workspace: added, changed, ordered, removed and restored."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import Block, Event
from festival.models import Trashed
from registrations.announcing.calling_off import call_off, call_off_session
from registrations.links import invitation_to
from registrations.models import Question, RegistrationRole
from registrations.sign_up.applying import Reply
from registrations.sign_up_settings.sections import kind_at, rows_of
from registrations.sign_up_settings.sentences import of_the_rounds
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    make_block,
    make_role,
    make_session,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import problems, text_of
from tests.registrations.test_questions import make_question

pytestmark = pytest.mark.django_db
ROLE = {"name": "als deskundige", "explanation": "", "quota": "5", "counts": "on"}
QUESTION = {
    "text": "Waarin heb je ervaring?",
    "kind": "short",
    "whom": "all",
    "purpose": "Om je aan een casus te koppelen.",
    "keep_days": "14",
}


@pytest.fixture(autouse=True)
def in_may() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event() -> Event:
    return published_event()


@pytest.fixture
def editor(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


def page_of(event: Event, rest: str) -> str:
    return f"/beheer/{event.slug}/aanmelden/{rest}/"


def as_opened(client: Client, path: str) -> dict[str, Any]:
    form = client.get(path).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in shown.items() if value not in (None, False)}


def test_a_role_is_added_last_with_its_rules(editor: Client, event: Event) -> None:
    make_role(event, "met een eigen casus", position=1)

    answer = editor.post(page_of(event, "rollen/nieuw"), ROLE)

    role = RegistrationRole.objects.get(name="als deskundige")
    assert answer.status_code == 302
    assert (role.position, role.quota, role.counts, role.insider) == (2, 5, True, False)


def test_a_role_that_is_changed_counts_its_people_anew(editor: Client, event: Event) -> None:
    role = make_role(event, "ploeg")
    signed_up(event, role=role)
    path = page_of(event, f"rollen/{role.pk}")
    typed = as_opened(editor, path)
    del typed["counts"]

    editor.post(path, typed)

    event.refresh_from_db()
    assert event.seats_taken == 0


def test_a_number_below_those_who_come_stands_beside_its_field(
    editor: Client, event: Event
) -> None:
    role = make_role(event, "ploeg")
    for _person in range(2):
        signed_up(event, role=role)
    path = page_of(event, f"rollen/{role.pk}")

    answer = editor.post(path, as_opened(editor, path) | {"quota": "1", "name": "crew"})

    role.refresh_from_db()
    assert (answer.status_code, list(problems(answer)), role.name) == (422, ["quota"], "ploeg")


def test_a_second_role_of_the_same_name_is_refused(editor: Client, event: Event) -> None:
    make_role(event, ROLE["name"])

    answer = editor.post(page_of(event, "rollen/nieuw"), ROLE)

    assert answer.status_code == 422
    assert RegistrationRole.objects.count() == 1


def test_a_role_by_invitation_shows_its_link_and_can_renew_it(editor: Client, event: Event) -> None:
    answer = editor.post(page_of(event, "rollen/nieuw"), ROLE | {"by_invitation": "on"})
    role = RegistrationRole.objects.get()
    old = invitation_to(role)

    assert old in editor.get(answer["location"]).content.decode().replace("&amp;", "&")

    editor.post(page_of(event, f"rollen/{role.pk}/nieuwe-link"))

    role.refresh_from_db()
    query = old.partition("?")[2]
    assert invitation_to(role) != old
    assert "werkt niet meer" in text_of(
        Client().get(f"/bijeenkomst/{event.slug}/aanmelden/?{query}")
    )


def test_who_is_used_cannot_be_removed_and_says_what_to_do(editor: Client, event: Event) -> None:
    role = make_role(event)
    signed_up(event, role=role)

    answer = editor.post(page_of(event, f"rollen/{role.pk}/weg"), follow=True)

    assert "blijft: mensen die zich aanmeldden, hebben dit gebruikt." in text_of(answer)
    assert RegistrationRole.objects.count() == 1


def test_a_role_that_a_question_is_only_for_stays(editor: Client, event: Event) -> None:
    role = make_role(event)
    make_question(event, roles=[role])

    answer = editor.post(page_of(event, f"rollen/{role.pk}/weg"), follow=True)

    assert "is alleen voor deze rol. Haal eerst die vraag weg." in text_of(answer)


def test_a_question_is_added_for_some_roles(editor: Client, event: Event) -> None:
    own, expert = make_role(event, "casus"), make_role(event, "deskundige")

    answer = editor.post(page_of(event, "vragen/nieuw"), QUESTION | {"roles": [str(expert.pk)]})

    question = Question.objects.get()
    assert answer.status_code == 302
    assert (list(question.roles.all()), question.position) == ([expert], 1)
    assert "deskundige" in text_of(editor.get(page_of(event, "vragen")))
    assert own.questions.count() == 0


def test_a_question_without_a_purpose_is_refused(editor: Client, event: Event) -> None:
    answer = editor.post(page_of(event, "vragen/nieuw"), QUESTION | {"purpose": ""})

    assert (answer.status_code, list(problems(answer))) == (422, ["purpose"])


def test_a_choice_needs_two_options(editor: Client, event: Event) -> None:
    answer = editor.post(page_of(event, "vragen/nieuw"), QUESTION | {"kind": "one", "options": "A"})

    assert problems(answer) == {
        "options": ["Schrijf ten minste twee mogelijkheden, elk op een eigen regel."]
    }


def test_two_people_who_tick_other_roles_are_told(editor: Client, event: Event) -> None:
    own, expert = make_role(event, "casus"), make_role(event, "deskundige")
    question = make_question(event)
    path = page_of(event, f"vragen/{question.pk}")
    mine, theirs = as_opened(editor, path), as_opened(editor, path)

    editor.post(path, theirs | {"roles": [str(own.pk)]})
    answer = editor.post(path, mine | {"roles": [str(expert.pk)]})

    assert "“casus”" in problems(answer)["roles"][0]
    assert list(question.roles.all()) == [own]


def test_the_kind_of_an_answered_question_stays(editor: Client, event: Event) -> None:
    question = make_question(event)
    signed_up(event, replies=[Reply(question, "De Buurthub")])
    path = page_of(event, f"vragen/{question.pk}")

    editor.post(path, as_opened(editor, path) | {"kind": "number", "text": "Naam?"})

    question.refresh_from_db()
    assert (question.kind, question.text) == ("short", "Naam?")


def test_a_removed_question_comes_back_with_its_roles(editor: Client, event: Event) -> None:
    role = make_role(event)
    question = make_question(event, roles=[role])

    for _time in range(2):
        editor.post(page_of(event, f"vragen/{question.pk}/weg"))
    assert Question.objects.count() == 0
    editor.post(f"/beheer/{event.slug}/prullenbak/{Trashed.objects.get().pk}/terug/")

    assert list(Question.objects.get().roles.all()) == [role]


def test_what_was_typed_about_a_removed_question_is_still_there(
    editor: Client, event: Event
) -> None:
    question = make_question(event)
    path = page_of(event, f"vragen/{question.pk}")
    typed = as_opened(editor, path) | {"text": "Zorgvuldig geschreven vraag?"}
    editor.post(f"{path}weg/")

    answer = editor.post(path, typed)
    again = editor.post(page_of(event, "vragen/nieuw"), typed)

    page = answer.content.decode()
    assert (answer.status_code, again.status_code) == (422, 302)
    assert "Zorgvuldig geschreven vraag?" in page
    assert f'action="{page_of(event, "vragen/nieuw")}"' in page


def test_questions_are_put_in_order(editor: Client, event: Event) -> None:
    first, second = (
        make_question(event, "Eén?", position=1),
        make_question(event, "Twee?", position=2),
    )

    editor.post(
        page_of(event, "vragen/volgorde"), {"seen": f"{first.pk},{second.pk}", "up": second.pk}
    )

    assert list(event.questions.values_list("text", flat=True)) == ["Twee?", "Eén?"]


def test_a_round_is_changed_and_the_form_follows(editor: Client) -> None:
    event, picks = evening_with_tables()
    editor.force_login(join_team(event, "editor"))
    path = page_of(event, f"rondes/{picks[0].block.pk}")

    editor.post(path, as_opened(editor, path) | {"required": "on"})

    form = Client().get(f"/bijeenkomst/{event.slug}/aanmelden/").context["form"]
    assert Block.objects.get().required
    assert form.fields[picks[0].field].required


def test_parts_of_another_event_are_not_found(editor: Client, event: Event) -> None:
    other = make_question(published_event())

    answers = [
        editor.get(page_of(event, f"vragen/{other.pk}")),
        editor.post(page_of(event, f"vragen/{other.pk}")),
        editor.post(page_of(event, f"vragen/{other.pk}/weg")),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.parametrize("kind", ["rollen", "vragen", "rondes"])
def test_lists_take_as_many_queries_for_three_as_for_one(
    editor: Client, event: Event, django_assert_num_queries: Any, kind: str
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def add(number: int) -> None:
        role = make_role(event, f"rol {number}")
        make_question(event, f"Vraag {number}?", roles=[role])
        Block.objects.create(event=event, title=f"Ronde {number}")

    add(1)
    with CaptureQueriesContext(connection) as one:
        editor.get(page_of(event, kind))
    add(2)
    add(3)

    with django_assert_num_queries(len(one)):
        editor.get(page_of(event, kind))


def test_only_rounds_with_something_to_choose_are_told() -> None:
    event, picks = evening_with_tables()
    make_session(event, "Rondleiding", block=make_block(event, "Ronde 2"))
    before = of_the_rounds(event)

    call_off_session(picks[0].session, now=NOW, by=None)
    one_left = of_the_rounds(event)
    call_off(event, now=NOW, by=None)
    event.refresh_from_db()

    assert "Mensen kiezen in: Werksessies, Ronde 2." in before
    assert "Mensen kiezen in: Ronde 2." in one_left
    assert of_the_rounds(event) == "Er is niets te kiezen in het programma."
    told = {row.name: row.details for row in rows_of(kind_at("rondes"), event)}
    assert told["Werksessies"] == ["Keuze uit: Werksessie (afgelast)"]
