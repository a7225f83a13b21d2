"""Putting things in order: by buttons, by dragging, and by two people at once."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from events.models import Case, Event, Theme
from events.workspace.content.parts import PARTS
from festival.models import AuditEntry
from festival.ordering import merged, moved, reorder
from tests.factories import NOW, join_team, make_case, make_event, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    """With the themes A, B and C, none of which was ever moved."""
    event = make_event()
    for title in "ABC":
        make_theme(event, title)
    return event


@pytest.fixture
def client(event: Event) -> Client:
    client = Client()
    client.force_login(join_team(event, "editor"))
    return client


def titles(event: Event) -> str:
    return "".join(event.themes.values_list("title", flat=True))


def ids(event: Event, wanted: str) -> str:
    found = dict(event.themes.values_list("title", "pk"))
    return ",".join(str(found[title]) for title in wanted)


def ordering(client: Client, event: Event, **sent: Any) -> Any:
    where = {"slug": event.slug, "kind": "themas"}
    return client.post(reverse("workspace:order_parts", kwargs=where), sent)


def told(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_button_moves_one_place_and_leads_back_to_the_thing(event: Event, client: Client) -> None:
    pk = ids(event, "C")

    answer = ordering(client, event, seen=ids(event, "ABC"), up=pk)

    assert (titles(event), answer.status_code) == ("ACB", 302)
    assert answer.url.endswith(f"/inhoud/themas/#ding-{pk}")


def test_dragging_sends_the_whole_order(event: Event, client: Client) -> None:
    ordering(client, event, seen=ids(event, "ABC"), wanted=ids(event, "CAB"))

    assert titles(event) == "CAB"


def test_sending_it_twice_does_no_harm(event: Event, client: Client) -> None:
    sent = {"seen": ids(event, "ABC"), "wanted": ids(event, "CAB")}

    ordering(client, event, **sent)
    second = ordering(client, event, **sent | {"seen": ids(event, "CAB")})

    assert (titles(event), told(second)) == ("CAB", [])


def test_an_order_that_somebody_else_changed_is_not_overwritten(
    event: Event, client: Client
) -> None:
    seen = ids(event, "ABC")
    ordering(client, event, seen=seen, wanted=ids(event, "BCA"))

    answer = ordering(client, event, seen=seen, wanted=ids(event, "CBA"))

    assert titles(event) == "BCA"
    assert told(answer) == [
        "Iemand anders heeft intussen de volgorde veranderd. Zo staat het nu. Probeer het opnieuw."
    ]


def test_what_was_added_and_removed_meanwhile_stays_so(event: Event, client: Client) -> None:
    seen, wanted = ids(event, "ABC"), ids(event, "CBA")
    make_theme(event, "D", position=9)
    Theme.objects.get(event=event, title="B").delete()

    ordering(client, event, seen=seen, wanted=wanted)

    assert titles(event) == "CDA"


def test_themes_of_another_event_keep_their_place(event: Event, client: Client) -> None:
    other = make_event()
    first, second = make_theme(other, "X", position=1), make_theme(other, "Y", position=2)

    ordering(client, event, seen=f"{first.pk},{second.pk}", wanted=f"{second.pk},{first.pk}")

    assert (titles(other), titles(event)) == ("XY", "ABC")


@pytest.mark.parametrize("sent", [{}, {"seen": "a,b"}, {"seen": "1"}, {"seen": "", "up": "x"}])
def test_nonsense_changes_nothing(event: Event, client: Client, sent: dict[str, str]) -> None:
    answer = ordering(client, event, **sent)

    assert (answer.status_code, titles(event)) == (302, "ABC")


def test_kinds_that_order_themselves_take_no_order(event: Event, client: Client) -> None:
    where = {"slug": event.slug, "kind": "doelen"}

    assert client.post(reverse("workspace:order_parts", kwargs=where)).status_code == 404
    assert client.get(f"/beheer/{event.slug}/inhoud/themas/volgorde/").status_code == 405


def test_a_new_order_is_one_line_in_the_trail(event: Event, client: Client) -> None:
    ordering(client, event, seen=ids(event, "ABC"), wanted=ids(event, "CAB"))

    entry = AuditEntry.objects.get(action="order")
    assert (entry.event_id, entry.target_type) == (event.pk, "event")
    assert entry.changes == {"theme": ["A, B, C", "C, A, B"]}


def test_the_number_of_queries_does_not_grow(
    event: Event, client: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        make_theme(event, f"T{n}")
    everything = list(event.themes.values_list("pk", flat=True))

    with django_assert_max_num_queries(16):
        ordering(
            client,
            event,
            seen=",".join(map(str, everything)),
            wanted=",".join(map(str, reversed(everything))),
        )

    assert list(event.themes.values_list("pk", flat=True)) == everything[::-1]


def test_the_ends_of_a_list_are_its_ends() -> None:
    assert moved([1, 2, 3], 1, -1) == [1, 2, 3]
    assert moved([1, 2, 3], 3, 1) == [1, 2, 3]
    assert moved([1, 2, 3], 2, 1) == [1, 3, 2]


def test_what_nobody_placed_stays_behind_its_neighbour() -> None:
    assert merged([1, 2, 9, 3], [3, 2, 1]) == [3, 2, 9, 1]
    assert merged([9, 1, 2], [2, 1]) == [9, 2, 1]


@pytest.mark.parametrize("part", [part for part in PARTS if part.ordered], ids=lambda p: p.key)
def test_each_kind_can_be_locked_while_it_is_put_in_order(event: Event, part: Any) -> None:
    reorder(part.rows(event), of=event, seen=[], wanted=[], now=NOW, by=None)

    assert not AuditEntry.objects.filter(action="order").exists()


def test_cases_without_an_organisation_are_put_in_order(event: Event, client: Client) -> None:
    first, second = make_case(event, "A"), make_case(event, "B")
    where = {"slug": event.slug, "kind": "casussen"}

    client.post(
        reverse("workspace:order_parts", kwargs=where),
        {"seen": f"{first.pk},{second.pk}", "up": second.pk},
    )

    assert list(Case.objects.values_list("title", flat=True)) == ["B", "A"]
