"""Everything about one item on its own page."""

from typing import Any

import pytest
from django.test import Client

from events.models import Session
from partners.models import Person
from tests.events.workspace.programme.test_list import address, maker, programme
from tests.factories import (
    NOW,
    evening_with_tables,
    make_block,
    make_event,
    make_person,
    make_room,
    make_session,
    make_theme,
    make_venue,
    signed_up,
)

pytestmark = pytest.mark.django_db


def opened(client: Client, session: Session, name: str = "session") -> dict[str, Any]:
    """What a browser would send back, unchanged."""
    form = client.get(address(session.event, name, session.code)).context["form"]
    return {part: form[part].value() or "" for part in form.fields}


def send(client: Client, session: Session, typed: dict[str, Any]) -> Any:
    return client.post(address(session.event, "session", session.code), typed)


def test_everything_about_an_item_is_filled_in(time_machine: Any) -> None:
    time_machine.move_to(NOW)
    venue = make_venue()
    event = make_event(venue=venue)
    session = make_session(event, "Opening")
    theme, block = make_theme(event), make_block(event)
    client = maker(event)

    answer = send(
        client,
        session,
        opened(client, session)
        | {
            "title": "Welkom",
            "kind": "tables",
            "starts_at": "20:15",
            "ends_at": "21u",
            "new_room": "Studio",
            "capacity": "40",
            "theme": theme.pk,
            "block": block.pk,
            "about": "**Kom** op tijd.",
            "speakers": "Fatma van der Berg (Buurt); Jan Bos",
        },
    )

    assert answer.status_code == 302
    session.refresh_from_db()
    assert programme(event) == [("20.15-21.00", "Welkom")]
    assert (session.kind, session.capacity, session.about) == ("tables", 40, "**Kom** op tijd.")
    assert (session.theme, session.block) == (theme, block)
    assert session.room == venue.rooms.get()
    assert [a.person.full_name for a in session.appearances.all()] == [
        "Fatma van der Berg",
        "Jan Bos",
    ]


def test_a_room_that_is_there_is_not_added_again() -> None:
    venue = make_venue()
    session, room = make_session(make_event(venue=venue)), make_room(venue, "Studio")
    client = maker(session.event)

    send(client, session, opened(client, session) | {"new_room": "studio"})

    session.refresh_from_db()
    assert session.room == room


def test_people_are_set_as_a_whole_and_in_order() -> None:
    session = make_session(make_event())
    client = maker(session.event)
    send(client, session, opened(client, session) | {"speakers": "Jan Bos; Piet Vos"})

    send(client, session, opened(client, session) | {"speakers": "Piet Vos; Kees Rood"})

    assert [a.person.full_name for a in session.appearances.all()] == ["Piet Vos", "Kees Rood"]
    assert Person.objects.count() == 3


def test_a_name_that_comes_near_is_asked_about() -> None:
    session, hans = make_session(make_event()), make_person("Hans", "Nooren")
    client = maker(session.event)
    typed = opened(client, session) | {"moderators": "Hans Noren"}

    asked = send(client, session, typed)
    (question,) = asked.context["form"].questions
    send(client, session, typed | {question.name: hans.code})

    assert asked.status_code == 422
    assert session.appearances.get().person == hans


def test_an_end_without_a_start_is_refused() -> None:
    session = make_session(make_event())
    client = maker(session.event)

    answer = send(client, session, opened(client, session) | {"starts_at": "", "ends_at": "21.00"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["starts_at"] == ["Vul ook in wanneer het begint."]


def test_an_end_before_the_start_is_refused() -> None:
    session = make_session(make_event())
    client = maker(session.event)

    answer = send(client, session, opened(client, session) | {"ends_at": "19.00"})

    assert answer.context["form"].errors["ends_at"] == ["Het einde ligt vóór het begin."]


def test_a_late_evening_ends_on_the_next_day() -> None:
    session = make_session(make_event())
    client = maker(session.event)

    send(client, session, opened(client, session) | {"starts_at": "23.00", "ends_at": "01.00"})

    session.refresh_from_db()
    assert (session.ends_at - session.starts_at).seconds == 7200  # type: ignore[operator]


def test_without_times_an_item_is_no_longer_scheduled() -> None:
    session = make_session(make_event())
    client = maker(session.event)

    send(client, session, opened(client, session) | {"starts_at": "", "ends_at": ""})

    session.refresh_from_db()
    assert (session.starts_at, session.ends_at) == (None, None)


def test_two_people_change_different_things() -> None:
    session = make_session(make_event())
    client = maker(session.event)
    mine, theirs = opened(client, session), opened(client, session)

    send(client, session, theirs | {"starts_at": "19.50"})
    send(client, session, mine | {"title": "Welkom", "speakers": "Jan Bos"})

    session.refresh_from_db()
    assert programme(session.event) == [("19.50-20.45", "Welkom")]
    assert session.appearances.count() == 1


def test_the_same_time_changed_twice_is_refused_with_both() -> None:
    session = make_session(make_event())
    client = maker(session.event)
    mine, theirs = opened(client, session), opened(client, session)

    send(client, session, theirs | {"starts_at": "19.50"})
    refused = send(client, session, mine | {"starts_at": "20.00"})

    assert refused.status_code == 422
    assert "“19.50”" in refused.context["form"].errors["starts_at"][0]
    assert refused.context["form"]["starts_at"].value() == "20.00"


def test_fewer_seats_than_taken_are_refused() -> None:
    event, picks = evening_with_tables()
    signed_up(event, picks=[picks[0]])
    session = event.sessions.get()
    client = maker(event)

    send(client, session, opened(client, session) | {"capacity": "0"})

    session.refresh_from_db()
    assert session.seats_taken <= (session.capacity or 99)


def test_a_new_item_can_be_filled_in_at_once() -> None:
    event = make_event()
    client = maker(event)
    typed = {"title": "Welkom", "kind": "plenary", "starts_at": "20.00", "speakers": "Jan Bos"}

    answer = client.post(address(event, "new_session"), typed)

    assert answer.status_code == 302
    assert programme(event) == [("20.00-22.00", "Welkom")]
    assert Session.objects.get().appearances.count() == 1


def test_errors_of_a_row_go_back_into_that_row() -> None:
    session = make_session(make_event())
    client = maker(session.event)
    typed = opened(client, session, "item") | {"title": ""}

    answer = client.post(
        address(session.event, "item", session.code), typed, headers={"HX-Request": "true"}
    )

    assert (answer.status_code, answer["HX-Retarget"]) == (422, f"#item-{session.code}")
