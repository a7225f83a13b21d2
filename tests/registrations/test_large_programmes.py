"""What an organiser of a large festival asks most costs as many queries as for a small one."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event, Session
from events.publishing import publish
from tests.factories import NOW, join_team
from tests.large import festival_of

pytestmark = pytest.mark.django_db
SMALL, LARGE = 30, 300  # with fewer items, the list cannot be narrowed and asks for no rooms
PAGES = [
    "workspace:programme",
    "workspace:grid",
    "workspace:preview",
    "workspace:preview_programme",
    "staff:publish",
    "events:programme",
]


@pytest.fixture
def festivals() -> list[Event]:
    """A small and a large one, published, and moved an hour since."""
    made = [festival_of(size) for size in (SMALL, LARGE)]
    for event in made:
        publish(event, now=NOW, by=None)
        later = {edge: F(edge) + timedelta(hours=1) for edge in ("starts_at", "ends_at")}
        Session.objects.filter(event=event).update(**later)
        event.refresh_from_db()
    return made


def count(visit: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        visit()
    return len(asked)


def seen(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_pages_and_publishing_cost_the_same_queries_whatever_the_size(
    festivals: list[Event],
) -> None:
    clients = [Client() for _event in festivals]
    for client, event in zip(clients, festivals, strict=True):
        client.force_login(join_team(event))

    costs = {
        name: [
            count(partial(seen, client, reverse(name, kwargs={"slug": event.slug})))
            for client, event in zip(clients, festivals, strict=True)
        ]
        for name in PAGES
    }
    costs["publish"] = [count(partial(publish, event, now=NOW, by=None)) for event in festivals]

    assert {name for name, (few, many) in costs.items() if few != many} == set()
