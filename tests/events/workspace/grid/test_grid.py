"""The page of the grid, and moving an item through its form."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from events.models import Event, Session
from events.workspace.grid.moving import stamp_of
from festival.editing import remove
from festival.models import AuditEntry
from tests.factories import NOW, join_team, make_event, make_room, make_session, make_venue
from tests.large import festival_of

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)


@pytest.fixture
def event() -> Event:
    """An evening from 19.45 to 22.00 in a venue with two rooms."""
    venue = make_venue()
    make_room(venue, "Studio", capacity=40)
    make_room(venue, "Expo")
    return make_event(venue=venue, intro="Welkom")


def team_client(event: Event, role: str = "editor") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def room(event: Event, name: str) -> Any:
    return event.venue.rooms.get(name=name)  # type: ignore[union-attr]


def address(event: Event, session: Session | None = None) -> str:
    if session is None:
        return reverse("workspace:grid", args=[event.slug])
    return reverse("workspace:place", args=[event.slug, session.code])


def seen(session: Session) -> str:
    return stamp_of(session.starts_at, session.ends_at, session.room_id)


def sent(session: Session, **values: Any) -> dict[str, Any]:
    """The form as it opens, with some of it filled in otherwise."""
    given = {"day": "2026-06-01", "start": "19.45", "minutes": 60, "room": session.room_id or ""}
    return given | {"seen": seen(session)} | values


def place(session: Session) -> tuple[Any, Any, Any]:
    session.refresh_from_db()
    return session.starts_at, session.ends_at, session.room and session.room.name


def told(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_the_grid_is_a_table_with_headings_for_times_and_rooms(event: Event) -> None:
    session = make_session(event, "Plenair", room=room(event, "Studio"))

    page = team_client(event).get(address(event)).content.decode()

    assert re.findall(r'<th scope="col"[^>]*>([^<]+?) ?<', page) == ["Tijd", "Studio"]
    assert re.findall(r'<th scope="row"><time [^>]*>([^<]+)<', page)[:2] == ["19.45", "20.00"]
    assert '<td rowspan="4"><div class="card' in page
    assert f'id="item-{session.code}"' in page
    assert "Programma van maandag 1 juni 2026" in page


def test_a_programme_without_items_shows_the_rooms_and_hours(event: Event) -> None:
    page = team_client(event).get(address(event)).content.decode()

    assert re.findall(r'data-name="([^"]+)"', page) == ["Expo", "Studio"]
    assert "Ons valt niets op" in page


def test_warnings_stand_below_the_grid_with_the_way_to_the_item(event: Event) -> None:
    session = make_session(event, "Plenair")

    page = team_client(event).get(address(event))

    assert "“Plenair” (19.45 tot 20.45 uur) heeft nog geen zaal." in page.content.decode()
    assert f'href="{address(event)}?dag=2026-06-01#item-{session.code}"' in page.content.decode()


def test_what_has_no_time_stands_beside_the_table(event: Event) -> None:
    make_session(event, "Ooit", starts_at=None, ends_at=None)

    assert "Nog niet ingepland ⠿ Ooit geen tijd" in text(team_client(event).get(address(event)))


def test_each_day_has_its_own_grid() -> None:
    event = festival_of(300)
    client = team_client(event)

    days = [client.get(f"{address(event)}?dag={day}") for day in ("2026-06-04", "2026-06-05")]
    nonsense = client.get(f"{address(event)}?dag=2026-13-40")

    cards = [answer.content.decode().count('class="card kind') for answer in days]
    assert cards == [240, 60]
    assert nonsense.content.decode().count('class="card kind') == 240


def test_moving_an_item_keeps_its_length(event: Event) -> None:
    session = make_session(event, "Plenair", room=room(event, "Studio"))
    start = event.starts_at + QUARTER

    answer = team_client(event).post(
        address(event, session), sent(session, start="20:00", room=room(event, "Expo").pk)
    )

    back = f"{address(event)}?dag=2026-06-01#item-{session.code}"
    assert (answer.status_code, answer["Location"]) == (302, back)
    assert told(answer) == ["“Plenair” staat nu hier: maandag 1 juni, 20.00 tot 21.00 uur, Expo."]
    assert place(session) == (start, start + timedelta(hours=1), "Expo")


def test_the_form_shows_where_the_item_is(event: Event) -> None:
    session = make_session(event, "Plenair", room=room(event, "Studio"))

    page = team_client(event).get(address(event, session)).content.decode()

    assert 'value="2026-06-01" selected' in page
    assert 'value="19.45"' in page
    assert 'value="60"' in page
    assert f'value="{session.room_id}" selected' in page


def test_an_item_can_get_longer_and_lose_its_place(event: Event) -> None:
    session = make_session(event, "Plenair")
    client = team_client(event)

    client.post(address(event, session), sent(session, minutes=75))
    longer = place(session)
    client.post(address(event, session), sent(session, day="", start=""))

    assert longer == (event.starts_at, event.starts_at + timedelta(minutes=75), None)
    assert place(session) == (None, None, None)


def test_moving_twice_does_no_harm(event: Event) -> None:
    session = make_session(event, "Plenair")
    client, form = team_client(event), sent(session, start="20.00")

    answers = [client.post(address(event, session), form).status_code for _time in range(2)]

    assert answers == [302, 302]
    assert place(session)[0] == event.starts_at + QUARTER
    assert AuditEntry.objects.filter(action="change", target_id=str(session.pk)).count() == 1


def test_a_move_of_what_somebody_else_moved_is_refused_with_both_places(event: Event) -> None:
    session = make_session(event, "Plenair", room=room(event, "Studio"))
    client, mine = team_client(event), sent(session, start="20.15")
    client.post(address(event, session), sent(session, start="20.00"))

    answer = client.post(address(event, session), mine)

    assert answer.status_code == 422
    assert (
        "Iemand anders heeft “Plenair” verplaatst terwijl jij het open had. Het staat nu hier: "
        "maandag 1 juni, 20.00 tot 21.00 uur, Studio. Jij wilde: maandag 1 juni, 20.15 tot 21.15 "
        "uur, Studio." in text(answer)
    )
    assert 'value="20.15"' in answer.content.decode()
    assert place(session)[0] == event.starts_at + QUARTER

    again = re.search(r'name="seen" value="([^"]+)"', answer.content.decode())
    client.post(address(event, session), mine | {"seen": again[1] if again else ""})
    assert place(session)[0] == event.starts_at + 2 * QUARTER


def test_a_form_that_says_nothing_of_what_was_seen_moves_nothing(event: Event) -> None:
    session = make_session(event)

    answer = team_client(event).post(address(event, session), sent(session, start="20.15", seen=""))

    assert answer.status_code == 422
    assert place(session)[0] == event.starts_at


def test_a_removed_item_cannot_be_moved_and_its_mover_hears_so(event: Event) -> None:
    session = make_session(event, "Plenair")
    url, form = address(event, session), sent(session, start="20.15")
    remove(session, now=NOW, by=None)

    answer = team_client(event).post(url, form)

    assert answer.status_code == 409
    assert "Iemand anders heeft dit onderdeel weggehaald." in text(answer)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"start": ""}, "Vul in wanneer het begint."),
        ({"day": "gisteren"}, "Voer een geldige datum in."),
        ({"minutes": "-5"}, "Vul nul of meer minuten in."),
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field(
    event: Event, wrong: dict[str, str], sentence: str
) -> None:
    session = make_session(event)

    answer = team_client(event).post(address(event, session), sent(session, **wrong))

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert place(session)[0] == event.starts_at


def test_a_room_of_another_venue_is_no_choice(event: Event) -> None:
    session, strange = make_session(event), make_room(make_venue())

    answer = team_client(event).post(address(event, session), sent(session, room=strange.pk))

    assert answer.status_code == 422
    assert place(session)[2] is None


def test_an_item_of_another_gathering_cannot_be_moved_from_here(event: Event) -> None:
    other = make_session(make_event())
    url = reverse("workspace:place", args=[event.slug, other.code])
    client = team_client(event)

    assert [client.get(url).status_code, client.post(url, sent(other)).status_code] == [404, 404]


def test_the_length_is_real_time_when_the_clock_changes() -> None:
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)  # the midnight before the clock goes back
    event = make_event(starts_at=start, ends_at=start + timedelta(hours=8))
    session = make_session(event, starts_at=start, ends_at=start + timedelta(hours=4))

    team_client(event).post(
        address(event, session), sent(session, day="2026-10-25", start="1.00", minutes=240)
    )

    hour = timedelta(hours=1)
    assert place(session)[:2] == (start + hour, start + 5 * hour)


def test_an_end_that_nobody_typed_follows_what_is_moved(event: Event) -> None:
    first = make_session(event, "Inloop", ends_at=event.starts_at + QUARTER, open_end=True)
    second = make_session(
        event, "Plenair", starts_at=event.starts_at + QUARTER, ends_at=event.starts_at + 3 * QUARTER
    )

    team_client(event).post(address(event, second), sent(second, start="20.15", minutes=30))

    assert place(first)[1] == event.starts_at + 2 * QUARTER


def queries(client: Client, event: Event) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address(event)).status_code == 200
    return len(asked)


def test_the_grid_costs_the_same_queries_whatever_the_size() -> None:
    festivals = [festival_of(size) for size in (3, 300)]

    few, many = (queries(team_client(event), event) for event in festivals)

    assert many == few
