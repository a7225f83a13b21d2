"""The dashboard: what asks for attention, figures for everybody, and nothing beyond a role."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from mailer.models import Message

from events.models import Event
from festival import outbox
from festival.editing import change
from registrations.announcing.calling_off import call_off, call_off_session
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    make_event,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before_the_events(time_machine: Any) -> Any:
    time_machine.move_to(NOW)
    return time_machine


def opened(event: Event, role: str = "owner", name: str = "dashboard") -> Any:
    return client_of(event, role).get(reverse(f"staff:{name}", kwargs={"slug": event.slug}))


def client_of(event: Event, role: str = "owner") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def told(answer: Any) -> list[str]:
    return [notice.words for notice in answer.context["notices"]]


@pytest.fixture
def outgoing(settings: Any) -> None:
    """Mail waits in the outbox, as it does outside tests."""
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"


def put_aside(event: Event, *, minutes: int = 10, **fields: Any) -> None:
    """Let the mail server refuse what is in the outbox, some minutes ago."""
    signed_up(event)
    aside = {"priority": "4", "when_added": NOW - timedelta(minutes=minutes)}
    Message.objects.update(**(aside | fields))


def calm(**fields: Any) -> Event:
    """A published event about which nothing asks for attention."""
    return published_event(**({"intro": "Kom ook."} | fields))


# What asks for attention


def test_before_the_first_publication_the_checklist_stands_on_top() -> None:
    event = make_event(visibility=Event.Visibility.DRAFT, summary="Een avond.")

    answer = opened(event)

    points = [point.key for point in answer.context["points"]]
    page = answer.content.decode()
    assert points[:2] == ["place", "items"]
    assert "Vertel waar het is" in page
    assert page.index("Voor je publiceert") < page.index("Plaatsen</h2>")
    assert (answer.context["ready"], told(answer)) == (False, [])


def test_once_published_it_tells_what_is_not_public_yet() -> None:
    event = calm()
    before = opened(event)
    change(event, now=NOW, by=None, summary="Nieuw.", motto="Ook nieuw.")

    after = opened(event)

    assert (told(before), told(after)) == ([], ["2 wijzigingen zijn nog niet openbaar."])
    assert after.context["points"] == ()


def test_people_in_line_are_told_while_something_can_be_done() -> None:
    event = calm(capacity=1)
    for _ in range(3):
        signed_up(event)

    answer = opened(event, "desk")

    assert told(answer) == ["2 mensen wachten op een plaats."]
    assert told(opened(event, "reader")) == []


def test_warnings_about_the_programme_are_counted() -> None:
    event = published_event()

    assert told(opened(event)) == ["1 ding in het programma vraagt aandacht."]


def test_afterwards_it_asks_how_it_was(before_the_events: Any) -> None:
    event = published_event()
    before_the_events.move_to(event.ends_at + timedelta(hours=1))

    assert told(opened(event)) == [
        "Vertel hoeveel mensen er waren.",
        "Laat zien hoe het was.",
        "Deel wat het opleverde.",
    ]


def test_what_was_called_off_asks_nothing_but_says_so() -> None:
    event = published_event(capacity=1)
    signed_up(event)
    signed_up(event)
    call_off(event, now=NOW, by=None)

    answer = opened(event)

    assert told(answer) == []
    assert "Deze bijeenkomst is afgelast" in answer.content.decode()


# Figures


def test_a_reader_sees_counts_and_no_names_or_ways_to_change() -> None:
    event, picks = evening_with_tables()
    signed_up(event, picks={picks[0]}, family_name="Geheim")

    page = opened(event, "reader").content.decode()

    assert "Bezette plaatsen" in page
    assert "1 van 8" in page
    for hidden in ("Geheim", "/deelnemers/", "/prullenbak/", "/volgende-editie/", "/publiceren/"):
        assert hidden not in page


def test_the_drawing_is_told_as_a_table_too() -> None:
    event = published_event()
    signed_up(event)

    page = opened(event).content.decode()

    assert 'aria-hidden="true"' in page
    assert '<th scope="row">ma 4 mei 2026</th><td>1</td><td>0</td><td>1</td>' in page
    assert "style=" not in page


def test_without_sign_ups_there_is_no_empty_drawing() -> None:
    page = opened(make_event(takes_registrations=False)).content.decode()

    assert "<svg" not in page
    assert "Mensen melden zich hier niet aan." in page


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_grow(
    number: int, django_assert_max_num_queries: Any
) -> None:
    event, picks = evening_with_tables(tables=max(2, number // 3), capacity=20)
    for n in range(number):
        signed_up(event, picks={picks[n % len(picks)]})
    client = client_of(event)

    with django_assert_max_num_queries(55) as asked:
        client.get(reverse("staff:dashboard", kwargs={"slug": event.slug}))

    COUNTED.add(len(asked))
    assert len(COUNTED) == 1


COUNTED: set[int] = set()


# Mails that could not be sent


@pytest.mark.usefixtures("outgoing")
def test_mails_that_were_refused_are_told_and_listed() -> None:
    event, other = calm(), calm()
    put_aside(event)
    signed_up(other)

    assert told(opened(event)) == ["1 mail kon niet worden verstuurd."]
    (mail,) = opened(event, "editor", "unsent").context["mails"]
    assert (mail.tries, mail.given_up) == (1, False)
    assert opened(other, "owner", "unsent").context["mails"] == []


@pytest.mark.usefixtures("outgoing")
def test_a_mail_in_the_hands_of_a_worker_is_not_one_that_failed() -> None:
    event = calm()
    put_aside(event, minutes=1)

    assert told(opened(event)) == []


@pytest.mark.usefixtures("outgoing")
def test_what_was_tried_often_enough_is_called_given_up() -> None:
    event = calm()
    put_aside(event, retry_count=outbox.TRIES)

    assert "opgegeven" in opened(event, "owner", "unsent").content.decode()


@pytest.mark.usefixtures("outgoing")
def test_sending_again_lets_them_wait_at_once_and_twice_does_no_harm() -> None:
    event, other = calm(), calm()
    put_aside(event)
    put_aside(other)
    client, url = client_of(event), reverse("staff:send_again", kwargs={"slug": event.slug})

    first = client.post(url, follow=True)
    second = client.post(url, follow=True)

    assert "1 mail wordt opnieuw verstuurd." in first.content.decode()
    assert "geen mails om opnieuw te versturen" in second.content.decode()
    assert Message.objects.non_deferred().count() == 1
    assert client.get(url).status_code == 405


def test_tables_of_a_session_that_is_off_count_no_seats() -> None:
    event, picks = evening_with_tables(tables=2)
    before = opened(event).content.decode()

    call_off_session(picks[0].session, now=NOW, by=None)

    page = opened(event).content.decode()
    assert (before.count("0 van 8"), before.count(">afgelast<")) == (2, 0)
    assert (page.count("0 van 8"), page.count(">afgelast<")) == (0, 2)


@pytest.mark.parametrize("role", ["reader", "desk", "editor"])
def test_everybody_in_the_team_is_led_to_what_they_may_look_at(role: str) -> None:
    event = calm()
    client = client_of(event, role)
    pages = [
        reverse(f"workspace:{name}", kwargs={"slug": event.slug})
        for name in ("preview", "releases")
    ]

    page = client.get(reverse("staff:dashboard", kwargs={"slug": event.slug})).content.decode()

    assert [f'href="{address}"' in page for address in pages] == [True, True]
    assert [client.get(address).status_code for address in pages] == [200, 200]


def test_a_refusal_leads_back_to_ones_own_gatherings() -> None:
    event = calm()

    answer = opened(event, "reader", "publish")

    assert answer.status_code == 403
    assert 'href="/beheer/"' in answer.content.decode()
