"""Rounds in which several options can be chosen, or wishes are told in order."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from events.models import Block, Event, Session
from events.publishing import publish
from registrations.states import ChoiceStatus
from tests.factories import NOW, START, make_block, make_event, make_session
from tests.registrations.filling_in import landed, opened, problems, sent, text_of

pytestmark = pytest.mark.django_db


def round_of(hours: list[int], **fields: Any) -> tuple[Event, Block, list[Session]]:
    """A published event with one round; its sessions begin these hours after the start."""
    event = make_event(ends_at=START + timedelta(hours=9))
    block = make_block(event, "Wandelingen", **fields)
    sessions = [
        make_session(
            event,
            f"Wandeling {number}",
            block=block,
            starts_at=START + timedelta(hours=hour),
            ends_at=START + timedelta(hours=hour + 1),
        )
        for number, hour in enumerate(hours, 1)
    ]
    publish(event, now=NOW, by=None)
    return event, block, sessions


def chosen_by(event: Event) -> list[tuple[str, int, str]]:
    """The choices of who signed up: title, rank and state."""
    choices = event.registrations.order_by("id").last().choices.order_by("rank", "id")
    return [(str(choice), choice.rank, choice.status) for choice in choices]


# several


def test_several_options_can_be_chosen_up_to_the_maximum(client: Client) -> None:
    event, block, (one, two, _three) = round_of([0, 1, 2], maximum=2)

    sent(client, event, **{f"round-{block.pk}": [one.code, two.code]})

    seated = ChoiceStatus.SEATED
    assert chosen_by(event) == [("Wandeling 1", 1, seated), ("Wandeling 2", 1, seated)]


def test_more_than_the_maximum_is_refused(client: Client) -> None:
    event, block, sessions = round_of([0, 1, 2], maximum=2)

    page = sent(client, event, **{f"round-{block.pk}": [session.code for session in sessions]})

    assert problems(page) == {f"round-{block.pk}": ["Kies hoogstens 2 mogelijkheden."]}


def test_several_at_the_same_time_are_refused_with_both_titles_and_times(client: Client) -> None:
    event, block, (one, two) = round_of([0, 0], maximum=2)

    page = sent(client, event, **{f"round-{block.pk}": [one.code, two.code]})

    (told,) = problems(page)[f"round-{block.pk}"]
    assert "“Wandeling 1” (19:45–20:45)" in told
    assert "“Wandeling 2” (19:45–20:45)" in told


def test_the_form_says_how_many_and_that_none_is_fine(client: Client) -> None:
    event, _block, _sessions = round_of([0, 1, 2], maximum=2)

    told = text_of(opened(client, event))

    assert "Je kunt hoogstens 2 mogelijkheden kiezen." in told
    assert "Kruis niets aan als je geen voorkeur hebt." in told


# ranked


def ranks(block: Block, *codes: str) -> dict[str, str]:
    return {f"round-{block.pk}_{place}": code for place, code in enumerate(codes)}


def test_wishes_are_kept_in_order_for_a_later_placement(client: Client) -> None:
    event, block, (one, two, three) = round_of([0, 0, 0], ranked=True)

    page = landed(client, sent(client, event, **ranks(block, three.code, one.code, two.code)))

    wished = ChoiceStatus.WISHED
    assert chosen_by(event) == [
        ("Wandeling 3", 1, wished),
        ("Wandeling 1", 2, wished),
        ("Wandeling 2", 3, wished),
    ]
    assert page.count("je wens is genoteerd") == 3


def test_a_gap_between_wishes_is_closed(client: Client) -> None:
    event, block, (one, _two, three) = round_of([0, 0, 0], ranked=True)

    sent(client, event, **ranks(block, "", three.code, one.code))

    assert [(title, rank) for title, rank, _state in chosen_by(event)] == [
        ("Wandeling 3", 1),
        ("Wandeling 1", 2),
    ]


def test_a_wish_twice_is_refused_and_kept_as_it_was(client: Client) -> None:
    event, block, (one, two, _three) = round_of([0, 0, 0], ranked=True)

    page = sent(client, event, **ranks(block, two.code, one.code, two.code))

    assert problems(page) == {f"round-{block.pk}": ["Kies bij elke wens iets anders."]}
    assert page.content.decode().count(f'value="{two.code}" selected') == 2
    assert page.context["problems"][0][0] == f"id_round-{block.pk}_0"


def test_no_preference_is_a_choice_there_too(client: Client) -> None:
    event, _block, _sessions = round_of([0, 0], ranked=True)

    sent(client, event)

    assert chosen_by(event) == []


def test_where_a_wish_is_required_one_is_enough(client: Client) -> None:
    event, block, (one, _two) = round_of([0, 0], ranked=True, required=True)

    page = sent(client, event)
    sent(client, event, **ranks(block, one.code))

    told = ["Kies een van de mogelijkheden bij “Wandelingen”."]
    assert problems(page) == {f"round-{block.pk}": told}
    assert len(chosen_by(event)) == 1


def test_no_more_than_five_wishes_are_asked(client: Client) -> None:
    event, _block, _sessions = round_of([0] * 7, ranked=True)

    told = text_of(opened(client, event))

    assert ("5e keuze" in told, told.count(" keuze ")) == (True, 5)


def test_something_strange_is_no_wish(client: Client) -> None:
    event, block, _sessions = round_of([0, 0], ranked=True)

    page = sent(client, event, **ranks(block, "verzonnen"))

    told = ["Kies een van de mogelijkheden die hier staan."]
    assert problems(page) == {f"round-{block.pk}": told}
