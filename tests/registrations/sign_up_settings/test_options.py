"""Questions after an answer, and options with so many places."""

from typing import Any

import pytest
from django.test import Client

from events.models import Event
from registrations.models import Question
from registrations.questions.answering import Kind
from registrations.questions.options import renamed, set_limits
from registrations.sign_up.applying import Reply
from registrations.sign_up_settings.question_form import after_key, limit_name
from tests.factories import NOW, make_role, published_event, signed_up
from tests.registrations.filling_in import problems, text_of
from tests.registrations.sign_up_settings.test_asked_parts import (
    QUESTION,
    as_opened,
    editor,
    in_may,
    page_of,
)
from tests.registrations.test_questions import make_question

pytestmark = pytest.mark.django_db
__all__ = ["editor", "in_may"]


@pytest.fixture
def event() -> Event:
    return published_event()


@pytest.fixture
def travel(event: Event) -> Question:
    """A question with the options bus and boat."""
    return make_question(event, "Hoe reis je?", kind=Kind.ONE, options="Bus\nBoot", position=1)


def path_of(question: Question) -> str:
    return page_of(question.event, f"vragen/{question.pk}")


def saved(client: Client, question: Question, **typed: Any) -> Any:
    typed = {name.replace("__", "-"): value for name, value in typed.items()}
    answer = client.post(path_of(question), as_opened(client, path_of(question)) | typed)
    question.refresh_from_db()
    return answer


def limits(question: Question) -> dict[str, tuple[int, int]]:
    return {row.text: (row.seats_taken, row.capacity) for row in question.limits.all()}


def test_an_option_gets_a_number_of_places(editor: Client, travel: Question) -> None:
    answer = saved(editor, travel, **{limit_name("Bus"): "40"})

    assert answer.status_code == 302
    assert limits(travel) == {"Bus": (0, 40)}
    assert "Bus: 0 van 40 plaatsen" in text_of(editor.get(page_of(travel.event, "vragen")))


def test_who_chose_it_before_counts_when_a_limit_comes(travel: Question) -> None:
    for _person in range(2):
        signed_up(travel.event, replies=[Reply(travel, "Bus")])

    set_limits(travel, {"Bus": 2}, now=NOW, by=None)

    assert limits(travel) == {"Bus": (2, 2)}


def test_fewer_places_than_are_taken_are_refused_beside_the_option(
    editor: Client, travel: Question
) -> None:
    for _person in range(2):
        signed_up(travel.event, replies=[Reply(travel, "Bus")])

    answer = saved(editor, travel, **{limit_name("Bus"): "1"})

    told = "2 mensen kozen al “Bus”; minder kan niet."
    assert (answer.status_code, problems(answer)) == (422, {limit_name("Bus"): [told]})
    assert limits(travel) == {}


def test_an_empty_number_takes_the_limit_away(editor: Client, travel: Question) -> None:
    set_limits(travel, {"Bus": 5, "Boot": 6}, now=NOW, by=None)

    saved(editor, travel, **{limit_name("Bus"): ""})

    assert limits(travel) == {"Boot": (0, 6)}


def test_the_same_limits_again_leave_no_trail(travel: Question) -> None:
    from festival.models import AuditEntry

    set_limits(travel, {"Bus": 5}, now=NOW, by=None)
    before = AuditEntry.objects.count()

    set_limits(travel, {"Bus": 5, "Boot": None}, now=NOW, by=None)

    assert AuditEntry.objects.count() == before


def test_a_renamed_option_keeps_its_places_and_who_chose_it(
    editor: Client, travel: Question
) -> None:
    person = signed_up(travel.event, replies=[Reply(travel, "Bus")])
    set_limits(travel, {"Bus": 5}, now=NOW, by=None)

    saved(editor, travel, options="Touringcar\nBoot")

    assert limits(travel) == {"Touringcar": (1, 5)}
    assert person.answers.get().value == "Touringcar"


def test_a_renamed_option_without_places_leaves_answers_as_they_were_given(
    editor: Client, travel: Question
) -> None:
    person = signed_up(travel.event, replies=[Reply(travel, "Bus")])

    saved(editor, travel, options="Touringcar\nBoot", text="Waarmee kom je?")

    answer = person.answers.get()
    assert (answer.asked, answer.value) == ("Hoe reis je?", "Bus")


def test_a_removed_option_keeps_its_row_while_somebody_has_a_place(
    editor: Client, travel: Question
) -> None:
    signed_up(travel.event, replies=[Reply(travel, "Bus")])
    set_limits(travel, {"Bus": 5, "Boot": 6}, now=NOW, by=None)

    saved(editor, travel, options="Fiets\nTe voet\nTrein")

    assert limits(travel) == {"Bus": (1, 5)}


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("ABC", "ADC", {"B": "D"}),
        ("ABC", "AC", {}),
        ("ABC", "ABCD", {}),
        ("ABC", "CBA", {}),
        ("AB", "CD", {"A": "C", "B": "D"}),
        ("AB", "CDE", {}),
    ],
)
def test_what_stands_where_another_stood_is_that_one_renamed(
    before: str, after: str, names: dict[str, str]
) -> None:
    assert renamed(list(before), list(after)) == names


def test_a_question_follows_an_answer(editor: Client, travel: Question) -> None:
    event = travel.event
    key = after_key(travel.pk, "Bus")

    answer = editor.post(page_of(event, "vragen/nieuw"), QUESTION | {"asked_after": key})

    follower = event.questions.exclude(pk=travel.pk).get()
    assert answer.status_code == 302
    assert (follower.only_if, follower.only_if_answer) == (travel, "Bus")
    assert "alleen na “Hoe reis je?”: Bus" in text_of(editor.get(page_of(event, "vragen")))


def test_a_question_is_asked_always_again(editor: Client, travel: Question) -> None:
    follower = following(travel)

    saved(editor, follower, asked_after="")

    assert (follower.only_if, follower.only_if_answer) == (None, "")


def test_two_people_who_change_after_what_it_is_asked_are_told(
    editor: Client, travel: Question
) -> None:
    follower = following(travel)
    mine = as_opened(editor, path_of(follower))
    saved(editor, follower, asked_after=after_key(travel.pk, "Boot"))

    answer = editor.post(path_of(follower), mine | {"asked_after": ""})

    assert list(problems(answer)) == ["asked_after"]


@pytest.mark.parametrize("answer", ["Trein", "", "x"])
def test_only_answers_that_are_there_can_be_followed(
    editor: Client, travel: Question, answer: str
) -> None:
    key = after_key(travel.pk, answer)

    page = editor.post(page_of(travel.event, "vragen/nieuw"), QUESTION | {"asked_after": key})

    assert (page.status_code, list(problems(page))) == (422, ["asked_after"])


def test_no_question_follows_a_later_one_or_itself(editor: Client, travel: Question) -> None:
    later = make_question(travel.event, "Eten?", kind=Kind.YES_NO, position=2)

    choices = editor.get(path_of(travel)).context["form"].fields

    assert "asked_after" not in choices
    assert {pk for pk, _label in grouped(editor, later)} == {
        after_key(travel.pk, "Bus"),
        after_key(travel.pk, "Boot"),
    }


def test_an_option_that_something_follows_cannot_go(editor: Client, travel: Question) -> None:
    following(travel)

    answer = saved(editor, travel, options="Fiets\nTe voet\nTrein")

    assert problems(answer) == {
        "options": [
            "“Waar stap je op?” wordt alleen gesteld na het antwoord “Bus”. Pas die eerst aan."
        ]
    }


def test_a_renamed_option_is_followed_under_its_new_name(editor: Client, travel: Question) -> None:
    follower = following(travel)

    saved(editor, travel, options="Touringcar\nBoot")

    follower.refresh_from_db()
    assert follower.only_if_answer == "Touringcar"


def test_a_question_that_something_follows_stays_on_the_form(
    editor: Client, travel: Question
) -> None:
    following(travel)

    retired = saved(editor, travel, retired="on")
    removed = editor.post(f"{path_of(travel)}weg/", follow=True)

    told = "“Waar stap je op?” wordt alleen na deze vraag gesteld. Pas die eerst aan."
    assert problems(retired) == {"retired": [told]}
    assert told in text_of(removed)


def test_a_question_stays_below_what_it_follows(editor: Client, travel: Question) -> None:
    follower = following(travel)
    order = {"seen": f"{travel.pk},{follower.pk}", "up": follower.pk}

    page = editor.post(page_of(travel.event, "vragen/volgorde"), order, follow=True)

    assert "en blijft er dus onder staan" in text_of(page)
    assert list(travel.event.questions.all()) == [travel, follower]


def test_a_question_that_nobody_would_see_is_refused(editor: Client, travel: Question) -> None:
    bus, boat = make_role(travel.event, "chauffeur"), make_role(travel.event, "schipper")
    travel.roles.set([bus])
    key = after_key(travel.pk, "Bus")
    typed = QUESTION | {"asked_after": key, "roles": [str(boat.pk)]}

    page = editor.post(page_of(travel.event, "vragen/nieuw"), typed)

    assert list(problems(page)) == ["asked_after"]


def following(travel: Question) -> Question:
    about = {"only_if": travel, "only_if_answer": "Bus", "position": 2}
    return make_question(travel.event, "Waar stap je op?", **about)


def grouped(client: Client, question: Question) -> list[tuple[str, str]]:
    form = client.get(path_of(question)).context["form"]
    _always, *groups = form.fields["asked_after"].choices
    return [choice for _name, choices in groups for choice in choices]
