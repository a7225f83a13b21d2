"""What organisers see: their gatherings, who comes, one person, and who may see what."""

import pytest
from django.test import Client
from django.urls import reverse

from registrations.cancelling import cancel
from tests.factories import (
    NOW,
    join_team,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def attendees_of(event: object) -> str:
    return reverse("staff:attendees", kwargs={"slug": event.slug})  # type: ignore[attr-defined]


def names_on(answer: object) -> list[str]:
    return [person.listed_name for person in answer.context["page"]]  # type: ignore[attr-defined]


def test_the_home_page_lists_only_my_gatherings_with_their_counts() -> None:
    event = published_event(title="Routekaart", capacity=2)
    people = [signed_up(event) for _ in range(4)]
    cancel(people[0], now=NOW, by=None)
    published_event(title="Van een ander")

    answer = client_of(join_team(event, "reader")).get(reverse("staff:home"))

    overview = answer.context["overview"]
    (card,) = overview.coming + overview.past
    assert (card.event.title, card.role) == ("Routekaart", "lezer")
    assert (card.counts.seated, card.counts.waiting, card.counts.cancelled) == (2, 1, 1)
    assert "Van een ander" not in answer.content.decode()
