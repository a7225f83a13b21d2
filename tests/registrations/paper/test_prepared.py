"""Paper for many people is made in the background, for who asked, and noted when it is fetched."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Event, TeamMember
from festival.models import AuditEntry
from festival.paper import as_pdf
from registrations.exporting.makers import prepare
from registrations.models import PreparedFile
from registrations.paper import codes, prepared
from tests.factories import NOW, join_team, published_event, signed_up
from tests.papers import needs_pango, read_pdf

pytestmark = [pytest.mark.django_db, needs_pango]
CHOSEN = "?sheet=l7160&start=1&order=name&who=&since="


@pytest.fixture(autouse=True)
def two_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "AT_ONCE", 1)


def crowd() -> Event:
    event = published_event()
    for name in ("Aarts", "Bos"):
        signed_up(event, given_name="Jo", infix="", family_name=name)
    return event


def client_of(event: Event, role: str = "desk") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def address(event: Event) -> str:
    return reverse("staff:paper_badges_pdf", args=[event.slug]) + CHOSEN


def test_opening_the_address_asks_first_and_makes_nothing():
    event = crowd()

    page = client_of(event).get(address(event))
    assert (page.status_code, "2 mensen" in page.content.decode()) == (200, True)
    assert (PreparedFile.objects.count(), AuditEntry.objects.filter(action="print").count()) == (
        0,
        0,
    )


def test_who_asked_gets_the_file_and_that_is_noted():
    event = crowd()
    client = client_of(event)

    progress = client.post(address(event))
    prepare(NOW)
    answer = client.get(progress["location"] + "ophalen/")
    pdf = b"".join(answer.streaming_content)
    assert read_pdf(pdf).text.split() == ["Jo", "Aarts", "Jo", "Bos"]
    assert AuditEntry.objects.get(action="print").changes == {"paper": "badges", "people": 2}


def test_files_on_their_way_are_found_on_the_page_of_all_paper():
    event = crowd()
    client = client_of(event)
    progress = client.post(address(event))["location"]

    mine = client.get(reverse("staff:papers", args=[event.slug])).content.decode()
    others = client_of(event).get(reverse("staff:papers", args=[event.slug])).content.decode()
    assert (progress in mine, progress in others) == (True, False)


def test_asking_twice_makes_one_file():
    event = crowd()
    client = client_of(event)

    first, second = (client.post(address(event))["location"] for _time in range(2))
    assert (first == second, PreparedFile.objects.count()) == (True, 1)


def test_who_left_the_team_gets_no_file():
    event = crowd()
    client_of(event).post(address(event))
    TeamMember.objects.filter(event=event).delete()

    prepare(NOW)
    file = PreparedFile.objects.get()
    assert (file.state, file.why) == ("failed", "Met jouw rol in dit team kan dit niet.")


def test_choices_that_are_gone_are_told_with_a_way_back_to_the_papers():
    event = crowd()
    client = client_of(event)
    progress = client.post(address(event))["location"]
    PreparedFile.objects.update(wanted={"paper": "badges", "chosen": {"sheet": "weg"}})

    prepare(NOW)
    page = client.get(progress).content.decode()
    papers = reverse("staff:papers", args=[event.slug])
    assert "Mislukt" in page
    assert "Wat hierin zou staan is er niet meer. Kies opnieuw." in page
    assert f'<a href="{papers}">Kies nog een keer papier</a>' in page
    assert client.get(papers).status_code == 200
    lists = reverse("staff:export", args=[event.slug])
    assert f'href="{lists}"' not in page


def test_how_many_people_are_on_paper_is_told_while_it_is_made():
    event = crowd()
    client = client_of(event)

    page = client.get(client.post(address(event))["location"]).content.decode()
    assert "0 van 2 mensen staan op papier." in page


def test_nothing_is_drawn_before_it_is_printed(monkeypatch: pytest.MonkeyPatch):
    drawn: list[str] = []
    monkeypatch.setattr(codes, "_drawn", lambda text: drawn.append(text) or (1, "M0 0h1"))
    event = crowd()
    client = client_of(event)

    client.get(address(event) + "&code=on")
    client.post(address(event) + "&code=on")
    assert drawn == []
    prepare(NOW)
    assert len(set(drawn)) == 2


def test_how_far_it_is_is_told_sheet_by_sheet():
    told: list[int] = []
    body = "".join(f'<p style="break-after: page">{n}</p>' for n in range(3))

    as_pdf(f'<!doctype html><html lang="nl"><title>x</title>{body}', tell=told.append)
    assert told[:3] == [1, 2, 3]


def test_work_ends_when_it_is_told_to():
    def stop(_sheets: int) -> Any:
        raise KeyError("stop")

    with pytest.raises(KeyError):
        as_pdf('<!doctype html><html lang="nl"><title>x</title><p>x', tell=stop)
