"""The trash of an event: what is removed comes back, for who may edit, and only there."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client, RequestFactory
from django.urls import reverse

from events.models import Event, Session, Theme
from events.workspace.trash.removing import remove_from
from festival.editing import remove
from festival.models import Trashed
from tests.factories import NOW, join_team, make_event, make_session, make_table, make_theme

pytestmark = pytest.mark.django_db


def team_client(event: Event, role: str = "editor") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def restoring(event: Event, trashed: Trashed) -> str:
    return reverse("workspace:restore", kwargs={"slug": event.slug, "pk": trashed.pk})


def told(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_session_comes_back_with_its_tables() -> None:
    event = make_event()
    session = make_session(event, "Werksessie")
    make_table(session, 3, topic="Zorg")
    trashed = remove(session, now=NOW, by=None)

    answer = team_client(event).post(restoring(event, trashed))

    assert (answer.status_code, told(answer)) == (302, ["“Werksessie” is terug."])
    assert list(Session.objects.values_list("title", "tables__topic")) == [("Werksessie", "Zorg")]


def test_putting_back_twice_does_no_harm() -> None:
    event = make_event()
    trashed = remove(make_theme(event), now=NOW, by=None)
    client = team_client(event)

    client.post(restoring(event, trashed))
    answer = client.post(restoring(event, trashed))

    assert answer.status_code == 302
    assert Theme.objects.count() == 1


def test_what_another_event_lost_is_not_there() -> None:
    event, elsewhere = make_event(), make_event()
    trashed = remove(make_theme(elsewhere), now=NOW, by=None)

    answer = team_client(event).post(restoring(event, trashed))

    assert answer.status_code == 404
    assert Theme.objects.count() == 0


def test_a_reader_may_not_and_a_stranger_learns_nothing() -> None:
    event = make_event()
    trashed = remove(make_theme(event), now=NOW, by=None)

    assert team_client(event, "reader").post(restoring(event, trashed)).status_code == 403
    assert team_client(make_event()).post(restoring(event, trashed)).status_code == 404
    assert team_client(event).get(restoring(event, trashed)).status_code == 405


def test_what_cannot_come_back_stays_and_is_told() -> None:
    event = make_event()
    theme = make_theme(event, "Zorg")
    slug = theme.slug
    trashed = remove(theme, now=NOW, by=None)
    Theme.objects.create(event=event, title="Nieuwe zorg", slug=slug)

    answer = team_client(event).post(restoring(event, trashed))

    assert [message.split(":")[0] for message in told(answer)] == ["“Zorg” kan niet terug"]
    assert Trashed.objects.count() == 1


def test_the_page_says_what_by_whom_and_until_when() -> None:
    event = make_event()
    theme = make_theme(event, "Zorg")
    remove(theme, now=NOW, by=join_team(event, "owner"))

    page = team_client(event).get(f"/beheer/{event.slug}/prullenbak/").content.decode()

    assert '<span class="quiet">Thema:</span> Zorg' in page
    assert "4-5-2026, 12.00 uur" in page
    assert "Bewaard tot 3 juni 2026." in page


def test_removing_offers_undo_and_comes_back_to_the_same_page() -> None:
    event = make_event()
    client = team_client(event)
    request = RequestFactory().post("/")
    request.user = join_team(event)
    sent: list[Any] = []
    request._messages = type("Kept", (), {"add": lambda _self, *given: sent.append(given)})()  # type: ignore[attr-defined]

    trashed = remove_from(event, make_theme(event, "Zorg"), request)
    here = f"/beheer/{event.slug}/prullenbak/?page=1"
    back = client.post(restoring(event, trashed), {"next": here})
    away = client.post(restoring(event, trashed), {"next": "https://evil.example/"})

    assert [given[1:] for given in sent] == [
        ("“Zorg” is naar de prullenbak verplaatst.", f"undo:{restoring(event, trashed)}")
    ]
    assert (back.url, away.url) == (here, f"/beheer/{event.slug}/prullenbak/")  # type: ignore[attr-defined]


def test_a_message_with_undo_is_a_form_and_its_name_stays_text() -> None:
    event = make_event()
    trashed = remove(make_theme(event, "<b>Zorg</b>"), now=NOW, by=None)
    client = team_client(event)

    client.post(restoring(event, trashed))
    page = client.get(f"/beheer/{event.slug}/prullenbak/").content.decode()

    assert "“&lt;b&gt;Zorg&lt;/b&gt;” is terug." in page
    assert 'class="undo"' not in page


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: Any) -> None:
    event = make_event()
    client = team_client(event)
    address = f"/beheer/{event.slug}/prullenbak/"

    for _round in range(2):
        for _n in range(3):
            remove(make_theme(event), now=NOW, by=None)
        with django_assert_num_queries(7):
            client.get(address)
