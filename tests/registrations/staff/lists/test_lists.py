"""Each list: who stands in it, who may see what, what it says when empty, and its queries."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Appearance, Event
from festival.models import Trashed
from registrations.changing.cancelling import cancel
from registrations.models import Bounce, Registration, Tag
from registrations.sign_up.applying import Companion
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    made,
    make_organisation,
    make_person,
    make_role,
    make_user,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import text_of

pytestmark = pytest.mark.django_db
LISTS = (
    *("attendees", "cancelled", "parties", "places", "by_role", "needs", "hosts"),
    *("organisations", "mail_problems", "tags", "waiting_list"),
)
CANARIES = ("kanarie@example.org", "kanarie-notenallergie", "kanarie-rolstoel")


@pytest.fixture(autouse=True)
def in_may(time_machine: Any) -> Any:
    time_machine.move_to(NOW)
    return time_machine


def client_of(event: Event, role: str = "owner") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def at(event: Event, name: str, *more: Any) -> str:
    return reverse(f"staff:{name}", args=[event.slug, *more])


def shown(event: Event, name: str, *more: Any, role: str = "owner") -> str:
    return text_of(client_of(event, role).get(at(event, name, *more)))


def full_event(people: int = 1) -> Event:
    """With something in every list."""
    event, picks = evening_with_tables(asks_access=True, asks_diet=True)
    role = make_role(event, "bewoner")
    tag = made(Tag(event=event, name="bus", colour="blue"))
    for number in range(people):
        lead = signed_up(
            event,
            picks=picks[:1],
            role=role,
            organisation=f"Stichting {number}",
            diet_needs="vega",
            access_needs="rolstoel",
            companions=[Companion(given_name="Jan", family_name="Bos")],
        )
        tag.people.add(lead)
        Bounce.objects.create(registration=lead, at=NOW, status="5.1.1")
        cancel(signed_up(event, picks=picks[:1]), now=NOW, by=make_user())
        made(Appearance(table=picks[0].table, person=make_person(), role="host"))
    return event


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_much_for_one_as_for_three(name: str) -> None:
    counts = []
    for people in (1, 3):
        event = full_event(people)
        client = client_of(event)
        counts.append(queries_of(client, at(event, name)))

    assert counts[0] == counts[1]


def queries_of(client: Client, url: str) -> int:

    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_one_table_asks_as_much_for_one_as_for_three() -> None:
    counts = []
    for people in (1, 3):
        event = full_event(people)
        key = f"t-{event.sessions.get().tables.first().code}"
        counts.append(queries_of(client_of(event), at(event, "place", key)))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_so(name: str) -> None:
    event = published_event()

    answer = client_of(event).get(at(event, name))

    assert answer.status_code == 200
    assert "Deelnemers 0" in text_of(answer)


def test_the_menu_counts_what_stands_in_each_list() -> None:
    menu = client_of(event := full_event()).get(at(event, "attendees")).context["menu"]

    assert {str(entry.words): entry.number for entry in menu} == {
        "Deelnemers": 2,
        "Wachtlijst": 0,
        "Geannuleerd": 1,
        "Wie samen komt": 1,
        "Sessies en tafels": 1,
        "Rollen": 1,
        "Dieet en toegang": 1,
        "Begeleiders en sprekers": 1,
        "Organisaties": 1,
        "Problemen met mail": 1,
        "Labels": 1,
    }


def test_the_menu_of_the_desk_has_no_needs_addresses_or_labels() -> None:
    menu = client_of(event := full_event(), "desk").get(at(event, "attendees")).context["menu"]

    words = {str(entry.words) for entry in menu}
    assert words & {"Dieet en toegang", "Problemen met mail", "Labels"} == set()


def test_the_desk_reads_no_address_and_no_need_in_any_list() -> None:
    event = full_event()
    Registration.objects.filter(event=event, lead=None).update(
        diet_needs=CANARIES[1], access_needs=CANARIES[2]
    )
    one = event.registrations.live().leading().first()
    Registration.objects.filter(pk=one.pk).update(email=CANARIES[0])
    client, owner = client_of(event, "desk"), client_of(event)
    pages = [at(event, name) for name in LISTS]
    pages += [at(event, "attendee", one.code), f"{at(event, 'attendees')}?q=kanarie"]

    seen = [client.get(page).content.decode() for page in pages]
    all_seen = "".join(owner.get(page).content.decode() for page in pages)

    assert [canary for canary in CANARIES if any(canary in page for page in seen)] == []
    assert [canary for canary in CANARIES if canary in all_seen] == list(CANARIES)


def test_an_address_does_not_find_somebody_for_the_desk() -> None:
    event = published_event()
    signed_up(event, "kanarie@example.org", given_name="Ans")

    assert "Ans" not in shown_search(event, "desk", "kanarie@")
    assert "Ans" in shown_search(event, "owner", "kanarie@")


def shown_search(event: Event, role: str, words: str) -> str:
    return text_of(client_of(event, role).get(at(event, "attendees"), {"q": words}))


@pytest.mark.parametrize("name", LISTS)
def test_a_reader_sees_counts_only(name: str) -> None:
    event = full_event()

    assert client_of(event, "reader").get(at(event, name)).status_code == 403


def test_a_name_with_a_mistake_is_offered_with_a_question_first() -> None:
    event = published_event()
    signed_up(event, given_name="Jan", infix="", family_name="Jansen")

    words = text_of(client_of(event).get(at(event, "attendees"), {"q": "Jansn"}))

    said = ("Bedoel je …?", "Jansen, Jan", "Niemand past precies", "met “Jansn” in de naam")
    places = [words.find(part) for part in said]
    assert (places, -1 in places) == (sorted(places), False)
    assert "0 personen" not in words


def test_whom_the_words_name_for_certain_are_counted_before_who_else_may_be_meant() -> None:
    event = published_event(capacity=None)
    for name in ("Jansen", "Janssen"):
        signed_up(event, given_name="Jan", infix="", family_name=name)

    words = text_of(client_of(event).get(at(event, "attendees"), {"q": "Jansen"}))

    said = ("1 persoon", "Of bedoel je …?", "Janssen, Jan")
    places = [words.find(part) for part in said]
    assert (places, -1 in places) == (sorted(places), False)


def test_who_cancelled_is_found_by_name_and_stands_in_a_list_of_their_own() -> None:
    event = published_event()
    person = signed_up(event, given_name="Ans")
    cancel(person, now=NOW, by=make_user(name="Olga"), why="Dubbel")

    assert "Berg, Ans van der" not in shown(event, "attendees")
    assert "Berg, Ans van der" in shown_search(event, "owner", "berg")
    assert "door Olga: Dubbel" in shown(event, "cancelled")


def test_the_sentence_says_each_condition_and_how_to_leave_it_out() -> None:
    event = published_event()
    role = make_role(event, "bewoner")
    signed_up(event, role=role)
    query = {"states": "confirmed", "roles": role.pk}

    answer = client_of(event).get(at(event, "attendees"), query)

    assert "Iedereen die bevestigd is" in text_of(answer)
    assert [without for _words, without in answer.context["conditions"]] == [
        f"?roles={role.pk}",
        "?states=confirmed",
    ]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("", ["Aa", "Mol", "Zand"]),
        ("nieuw", ["Mol", "Zand", "Aa"]),
        ("organisatie", ["Zand", "Aa", "Mol"]),
    ],
)
def test_the_list_has_three_orders(sort: str, names: list[str]) -> None:
    event = published_event()
    for family, organisation in (("Aa", "beta"), ("Zand", "Alfa"), ("Mol", "")):
        signed_up(event, infix="", family_name=family, organisation=organisation)

    page = client_of(event).get(at(event, "attendees"), {"sort": sort}).context["page"]

    assert [person.family_name for person in page] == names


def test_a_table_tells_who_is_expected_and_who_waits() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    signed_up(event, picks=picks[:1], given_name="Ans")
    signed_up(event, picks=picks[:1], given_name="Bea")

    words = shown(event, "place", f"t-{picks[0].table.code}")

    assert "1 persoon wordt verwacht van 1 plaatsen" in words
    assert words.index("Berg, Ans") < words.index("1 persoon wacht") < words.index("Berg, Bea")


def test_a_place_of_another_gathering_is_not_here() -> None:
    event = published_event()
    _other, picks = evening_with_tables()

    assert client_of(event).get(at(event, "place", f"t-{picks[0].table.code}")).status_code == 404


def test_hosts_come_with_where_they_host() -> None:
    event, picks = evening_with_tables()
    person = make_person("Mo", "Yılmaz", organisation=make_organisation("Wijkpaleis"))
    made(Appearance(table=picks[1].table, person=person, role="host"))

    assert "Mo Yılmaz Wijkpaleis Begeleider: tafel 2, Onderwerp 2" in shown(event, "hosts")


# Labels


def label_form(client: Client, url: str, **typed: str) -> Any:
    seen = client.get(url).context["form"]["seen"].value()
    return client.post(url, {"seen": seen, **typed}, follow=True)


def test_a_label_is_made_renamed_recoloured_and_removed_after_a_question() -> None:
    event = published_event()
    person = signed_up(event)
    client = client_of(event)

    label_form(client, at(event, "tags"), name="vrijwilliger", colour="green")
    tag = event.tags.get()
    tag.people.add(person)
    label_form(client, at(event, "tag", tag.pk), name="helper", colour="pink")
    asked = client.get(at(event, "remove_tag", tag.pk))
    tag.refresh_from_db()

    assert (tag.name, tag.colour) == ("helper", "pink")
    assert "Het label “helper” verwijderen? 1 persoon raakt het label kwijt." in text_of(asked)
    client.post(at(event, "remove_tag", tag.pk))
    again = client.post(at(event, "remove_tag", tag.pk), follow=True)
    assert (event.tags.count(), "is al verwijderd" in text_of(again)) == (0, True)


def test_a_label_taken_back_from_the_trash_is_on_its_people_again() -> None:
    event = published_event()
    person = signed_up(event)
    tag = made(Tag(event=event, name="bus"))
    tag.people.add(person)
    client = client_of(event)
    client.post(at(event, "remove_tag", tag.pk))

    client.post(reverse("workspace:restore", args=[event.slug, Trashed.objects.get().pk]))

    assert list(event.tags.get().people.all()) == [person]


def test_two_labels_do_not_have_one_name() -> None:
    event = published_event()
    made(Tag(event=event, name="Bus"))

    answer = label_form(client_of(event), at(event, "tags"), name="bus", colour="grey")

    assert (answer.status_code, event.tags.count()) == (422, 1)
    assert "Er is al een label met deze naam" in text_of(answer)


def test_the_labels_of_one_person_are_put_on_and_taken_off() -> None:
    event = published_event()
    person = signed_up(event)
    one, two = (made(Tag(event=event, name=name)) for name in ("bus", "pers"))
    one.people.add(person)
    client = client_of(event)

    client.post(at(event, "tag_person", person.code), {"tag": [two.pk]})

    assert list(person.tags.all()) == [two]
    assert "pers" in shown(event, "attendees", role="desk")
    assert client.get(at(event, "tag_person", person.code)).status_code == 405


def test_who_was_erased_stands_in_no_list_and_in_no_number_of_it() -> None:
    event = full_event()
    event.registrations.update(forgotten_at=NOW)

    seen = shown(event, "attendees")

    assert "In deze lijst staat niemand." in seen
    assert "Er is nog niemand aangemeld." not in seen
    assert re.findall(r"komt of wacht (\d+)", seen) == ["0"]
