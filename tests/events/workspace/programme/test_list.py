"""Building the list of a programme, a line at a time."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event, Session
from events.workspace.programme.staying import why_it_stays
from festival.models import Trashed
from registrations.announcing.calling_off import call_off_session
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    join_team,
    made,
    make_event,
    make_room,
    make_session,
    make_table,
    make_venue,
    published_event,
    signed_up,
)

TOLD_OF_THE_END = "Toegevoegd: 22.00 uur Einde programma (pauze of inloop)."
pytestmark = pytest.mark.django_db


def maker(event: Event, role: str = "editor") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def address(event: Event, name: str = "programme", *rest: str) -> str:
    return reverse(f"workspace:{name}", args=[event.slug, *rest])


def typed(client: Client, event: Event, line: str, **rest: Any) -> Any:
    return client.post(address(event), {"line": line, **rest}, follow=True)


def programme(event: Event) -> list[tuple[str, str]]:
    """`("19.45-20.00", "Inloop")` for each item, in order."""
    rows = Session.objects.filter(event=event)
    return [
        (
            f"{r.starts_at.astimezone(event.zone):%H.%M}-{r.ends_at.astimezone(event.zone):%H.%M}"
            if r.starts_at and r.ends_at
            else "",
            r.title,
        )
        for r in rows
    ]


def messages(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_an_evening_is_typed_line_by_line() -> None:
    event = make_event()
    client = maker(event)

    for line in [
        "19:45 Inloop",
        "20.00 Plenaire introductie",
        "20.30-21.30 Werksessies aan tafels",
    ]:
        typed(client, event, line)
    typed(client, event, "21.30 Plenaire terugkoppeling")
    answer = typed(client, event, "22.00 Einde programma")

    assert programme(event) == [
        ("19.45-20.00", "Inloop"),
        ("20.00-20.30", "Plenaire introductie"),
        ("20.30-21.30", "Werksessies aan tafels"),
        ("21.30-22.00", "Plenaire terugkoppeling"),
        ("22.00-22.00", "Einde programma"),
    ]
    kinds = list(Session.objects.values_list("kind", flat=True))
    assert kinds == ["break", "plenary", "tables", "plenary", "break"]
    assert messages(answer) == [TOLD_OF_THE_END]


def test_the_same_line_twice_is_one_item() -> None:
    event = make_event()
    client = maker(event)

    typed(client, event, "20.00 Opening")
    answer = typed(client, event, "20.00 Opening")

    assert len(programme(event)) == 1
    assert messages(answer) == ["“Opening” staat al in de lijst."]


def test_a_line_that_cannot_be_read_stays_in_the_field() -> None:
    event = make_event()

    answer = typed(maker(event), event, "20.75 Opening")

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "line": ["“20.75” is geen tijd. Schrijf het als 20.30."]
    }
    assert 'value="20.75 Opening"' in answer.content.decode()


def test_a_line_without_a_time_waits_beneath_the_programme() -> None:
    event = make_event()

    answer = typed(maker(event), event, "Boekpresentatie")

    assert [item.title for item in answer.context["programme"].unscheduled] == ["Boekpresentatie"]


def test_a_room_is_found_by_its_beginning() -> None:
    venue = make_venue()
    event, studio = make_event(venue=venue), make_room(venue, "Studio 2")

    typed(maker(event), event, "20.00 Opening @studio")

    assert Session.objects.get().room == studio


def test_a_room_that_is_not_there_can_be_added_with_the_item() -> None:
    venue = make_venue()
    event = make_event(venue=venue)
    make_room(venue, "Expo")
    client = maker(event)

    refused = typed(client, event, "20.00 Opening @Kelder")
    typed(client, event, "20.00 Opening @Kelder", new_room="on")

    assert refused.context["form"].errors["line"] == [
        "Hier is geen zaal “Kelder”. Zalen van deze locatie: Expo."
    ]
    assert Session.objects.get().room.name == "Kelder"  # type: ignore[union-attr]


def test_a_room_without_a_venue_leads_to_where_a_venue_is_chosen() -> None:
    event = make_event()
    client = maker(event)

    page = client.post(address(event), {"line": "20.00 Zorg @Studio"})

    assert page.status_code == 422
    assert f'href="/beheer/{event.slug}/instellingen/tijd-en-plaats/"' in page.content.decode()
    assert "instellingen/tijd-en-plaats" not in client.get(address(event)).content.decode()


def test_beside_an_item_in_another_room_a_new_one_is_parallel() -> None:
    venue = make_venue()
    event = make_event(venue=venue)
    for name in ("Expo", "Studio"):
        make_room(venue, name)
    client = maker(event)

    typed(client, event, "20.00 Zorg @Expo", kind="parallel")
    typed(client, event, "20.00 Wonen @Studio")
    typed(client, event, "21.00 Pauze")

    assert [(s.kind, s.title) for s in Session.objects.all()] == [
        ("parallel", "Zorg"),
        ("parallel", "Wonen"),
        ("break", "Pauze"),
    ]
    assert [time for time, _title in programme(event)] == ["20.00-21.00"] * 2 + ["21.00-22.00"]


def test_the_day_and_kind_are_remembered() -> None:
    event = make_event(ends_at=START + timedelta(days=1))
    days = {"day": "2026-06-02", "kind": "break"}

    answer = typed(maker(event), event, "10.00 Koffie", **days)

    assert answer.context["form"]["day"].value() == "2026-06-02"
    assert answer.context["form"]["kind"].value() == "break"
    assert Session.objects.get().starts_at.astimezone(event.zone).day == 2  # type: ignore[union-attr]


def test_an_item_is_changed_in_its_own_time_zone() -> None:
    event = make_event()
    session = make_session(event, "Opening")
    client = maker(event)
    url = address(event, "item", session.code)
    form = client.get(url).context["form"]

    client.post(
        url,
        {
            "title": "Welkom",
            "kind": "plenary",
            "starts_at": "20.15",
            "ends_at": "20.45",
            "capacity": "",
            "seen": form["seen"].value(),
        },
    )

    assert programme(event) == [("20.15-20.45", "Welkom")]


def test_what_leans_on_an_item_moves_along_with_it() -> None:
    event = make_event()
    client = maker(event)
    typed(client, event, "19.45 Inloop")
    typed(client, event, "20.00 Opening")
    url = address(event, "item", Session.objects.get(title="Opening").code)
    form = client.get(url).context["form"]

    client.post(url, {n: form[n].value() or "" for n in form.fields} | {"starts_at": "20.15"})

    assert programme(event) == [("19.45-20.15", "Inloop"), ("20.15-22.00", "Opening")]


def test_an_end_that_was_typed_stays() -> None:
    event = make_event()
    client = maker(event)

    typed(client, event, "19.45-22.00 Markt")
    typed(client, event, "20.00 Opening")

    assert programme(event)[0] == ("19.45-22.00", "Markt")


def test_a_removed_item_can_be_put_back() -> None:
    event = make_event()
    session = make_session(event, "Opening")
    client = maker(event)

    client.post(address(event, "remove_session", session.code))
    client.post(address(event, "remove_session", session.code))
    assert programme(event) == []
    client.post(address(event, "restore", Trashed.objects.get().pk))  # type: ignore[arg-type]

    assert [title for _time, title in programme(event)] == ["Opening"]


def test_an_item_that_people_chose_stays_and_the_way_out_is_told(time_machine: Any) -> None:
    time_machine.move_to(NOW)
    event, picks = evening_with_tables(tables=1)
    signed_up(event, picks=picks)
    session = picks[0].session
    client = maker(event)

    live = client.post(address(event, "remove_session", session.code), follow=True)
    call_off_session(session, now=NOW, by=None)
    off = client.post(address(event, "remove_session", session.code), follow=True)

    assert "Daarom kan dit niet weg. Gaat “Werksessie” niet door?" in live.content.decode()
    assert "“Werksessie” is afgelast. Het blijft in de lijst staan" in off.content.decode()
    assert event.sessions.count() == 1


def test_after_it_was_held_a_chosen_item_stays_without_a_way_out(time_machine: Any) -> None:
    time_machine.move_to(NOW)
    event, picks = evening_with_tables(tables=1)
    signed_up(event, picks=picks)

    sentence = why_it_stays(picks[0].session, now=event.ends_at)

    assert sentence == "Mensen hebben voor “Werksessie” gekozen. Daarom kan dit niet weg."


def test_what_was_typed_about_a_removed_item_is_kept() -> None:
    event = make_event()
    session = make_session(event, "Opening")
    client = maker(event)
    client.post(address(event, "remove_session", session.code))

    answer = client.post(address(event, "session", session.code), {"title": "Welkom"})

    assert answer.status_code == 409
    assert 'value="Welkom"' in answer.content.decode()


def test_items_that_start_together_change_places() -> None:
    event = make_event()
    first, second = make_session(event, "A"), make_session(event, "B")
    client = maker(event)

    client.post(address(event, "move_session", second.code), {"step": "up"})
    client.post(address(event, "move_session", second.code), {"step": "up"})

    assert [title for _time, title in programme(event)] == ["B", "A"]
    assert first.code != second.code


def test_a_copy_has_the_tables_too() -> None:
    event = make_event()
    session = make_session(event, "Tafels", kind="tables")
    make_table(session)

    maker(event).post(address(event, "copy_session", session.code))

    twin = Session.objects.exclude(pk=session.pk).get()
    assert (twin.title, twin.starts_at, twin.tables.get().topic) == (
        "Tafels (kopie)",
        session.starts_at,
        "Onderwerp 1",
    )


@pytest.mark.parametrize("name", ["move_session", "copy_session", "remove_session"])
def test_a_change_is_never_a_visit(name: str) -> None:
    event = make_event()
    session = make_session(event)

    assert maker(event).get(address(event, name, session.code)).status_code == 405


def test_a_longer_programme_asks_no_more_of_the_database(
    django_assert_max_num_queries: Any,
) -> None:
    event = make_event(ends_at=START + timedelta(days=2))
    for n in range(30):
        make_table(
            make_session(
                event,
                f"Sessie {n}",
                starts_at=START + timedelta(hours=n),
                ends_at=START + timedelta(hours=n + 1),
            )
        )
    client = maker(event)

    with django_assert_max_num_queries(18):
        answer = client.get(address(event))

    assert len(answer.context["programme"].days) == 3
    narrowed = client.get(address(event), {"q": "sessie 2"}).context["programme"]
    assert (narrowed.shown, narrowed.total) == (11, 30)
    assert made is not None


def test_a_gathering_nobody_has_seen_lasts_until_its_last_item_is_over() -> None:
    event = make_event(ends_at=START + timedelta(hours=2))
    client = maker(event)
    typed(client, event, "21:30 Terugkoppeling")

    answer = typed(client, event, "22:00 Einde")

    event.refresh_from_db()
    assert programme(event) == [("21.30-22.00", "Terugkoppeling"), ("22.00-22.00", "Einde")]
    assert event.ends_at == START + timedelta(hours=2, minutes=15)
    assert messages(answer)[-1] == "De bijeenkomst duurt nu tot 22.00 uur."


def test_the_hours_that_visitors_know_stay_as_they_are() -> None:
    event = published_event(ends_at=START + timedelta(hours=2))

    typed(maker(event), event, "22:00 Napraten")

    event.refresh_from_db()
    assert event.ends_at == START + timedelta(hours=2)


def test_a_time_that_runs_backwards_is_told_beside_the_line() -> None:
    event = make_event()

    answer = typed(maker(event), event, "20.00-19.00 Terug in de tijd")

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"line": ["Het einde ligt vóór het begin."]}
    assert answer.context["form"]["line"].value() == "20.00-19.00 Terug in de tijd"


def test_coffee_does_not_last_until_the_evening() -> None:
    event = make_event()

    typed(maker(event), event, "9.30 Koffie")

    assert programme(event) == [("09.30-10.30", "Koffie")]


def test_the_page_of_one_row_saves_without_its_list() -> None:
    session = make_session(make_event(), "Opening")
    client = maker(session.event)
    page = address(session.event, "item", session.code)

    alone, in_its_row = client.get(page), client.get(page, headers={"HX-Request": "true"})

    assert "data-hx-post" not in alone.content.decode().partition("<main")[2]
    assert "data-hx-post" in in_its_row.content.decode().partition("<main")[2]
