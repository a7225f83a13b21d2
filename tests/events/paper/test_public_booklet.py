"""The booklet that everybody can take along, from the page with the programme."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from events.models import Event
from events.pages import links
from events.paper import public
from events.publishing import publish
from festival.editing import change
from tests.factories import NOW, make_event, make_session
from tests.papers import needs_pango, problems_of, read_pdf

pytestmark = [pytest.mark.django_db, needs_pango]
SIZES = pytest.mark.parametrize(
    ("name", "millimetres"), [("booklet", (148, 210)), ("large_booklet", (210, 297))]
)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def evening() -> Event:
    event = make_event(title="Avond voor de wijk")
    make_session(event, "Lezing")
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    return event


def address(event: Event, name: str = "booklet") -> str:
    return reverse(f"feeds:{name}", args=[event.slug])


def words(client: Client, event: Event) -> str:
    return read_pdf(client.get(address(event)).content).text


@SIZES
def test_everybody_can_take_the_programme_along(
    client: Client, name: str, millimetres: tuple[int, int]
) -> None:
    event = evening()

    page = client.get(reverse("events:programme", args=[event.slug])).content.decode()
    answer = client.get(address(event, name))

    told = read_pdf(answer.content)
    assert f'href="{address(event, name)}"' in page
    assert answer["Content-Type"] == "application/pdf"
    assert "Lezing" in told.text
    assert (told.title, told.language, told.tagged, told.millimetres) == (
        "Programmaboekje – Avond voor de wijk", "nl", True, millimetres
    )  # fmt: skip
    assert problems_of(answer.content) == []


def test_it_tells_what_was_published_and_not_the_draft(client: Client) -> None:
    event = evening()
    change(event, now=NOW + timedelta(hours=1), by=None, title="Nog geheim")
    make_session(event, "Ook geheim")

    answer = client.get(address(event))
    assert "geheim" not in words(client, event).lower()
    assert "geheim" not in read_pdf(answer.content).title.lower()

    publish(event, now=NOW + timedelta(hours=2), by=None)
    assert "Ook geheim" in words(client, event)


def test_it_is_laid_out_once_for_a_release(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Any] = []
    monkeypatch.setattr(public, "as_pdf", lambda html, files: drawn.append(html) or b"%PDF")
    event = evening()

    first, _second = (client.get(address(event)) for _twice in range(2))
    kept = client.get(address(event), headers={"If-None-Match": first["ETag"]})

    assert (len(drawn), kept.status_code) == (1, 304)


def test_a_draft_has_no_booklet(client: Client) -> None:
    unpublished, hidden = make_event(), evening()
    change(hidden, now=NOW, by=None, visibility=Event.Visibility.DRAFT)

    answers = [client.get(address(event)).status_code for event in (unpublished, hidden)]

    assert answers == [404, 404]


def test_without_pango_there_is_no_booklet_and_no_link(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (public, links):
        monkeypatch.setattr(module, "can_make_pdf", lambda: False)
    event = evening()

    page = client.get(reverse("events:programme", args=[event.slug])).content.decode()

    assert client.get(address(event)).status_code == 404
    assert "programmaboekje" not in page


def test_it_is_only_read(client: Client) -> None:
    assert client.post(address(evening())).status_code == 405
