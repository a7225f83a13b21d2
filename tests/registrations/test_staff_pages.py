"""What organisers see: their gatherings, who comes, one person, and how they cancel for one."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from events.history.sentences import SENTENCES
from events.models import Event, Session
from festival.audit import record
from festival.models import AuditEntry
from registrations.announcing.calling_off import call_off, call_off_session, hold_session_after_all
from registrations.changing.cancelling import cancel
from registrations.models import Registration
from registrations.states import Status
from tests.factories import (
    NOW,
    evening_with_tables,
    join_team,
    make_consent,
    make_event,
    make_role,
    make_session,
    make_user,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before_the_events(time_machine: Any) -> Any:
    """The events of the factories are yet to come."""
    time_machine.move_to(NOW)
    return time_machine


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def organiser_of(event: Event, role: str = "owner") -> Client:
    return client_of(join_team(event, role))


def attendees_of(event: Event) -> str:
    return reverse("staff:attendees", kwargs={"slug": event.slug})


def page_of(person: Registration, name: str = "attendee") -> str:
    return reverse(f"staff:{name}", kwargs={"slug": person.event.slug, "code": person.code})


def names_on(answer: Any) -> list[str]:
    return [person.listed_name for person in answer.context["page"]]


def found(event: Event, client: Client | None = None, **query: str) -> list[str]:
    return names_on((client or organiser_of(event)).get(attendees_of(event), query))


# The gatherings


def test_the_home_page_lists_only_my_gatherings_with_their_counts() -> None:
    event = published_event(title="Routekaart", capacity=2)
    people = [signed_up(event) for _ in range(4)]
    cancel(people[0], now=NOW, by=None)
    published_event(title="Van een ander")

    answer = organiser_of(event, "reader").get(reverse("staff:home"))

    (card,) = answer.context["overview"].coming
    assert (card.event.title, card.role) == ("Routekaart", "lezer")
    assert (card.counts.seated, card.counts.waiting, card.counts.cancelled) == (2, 1, 1)
    assert "Van een ander" not in answer.content.decode()


def test_coming_gatherings_stand_first_and_past_ones_the_other_way_round() -> None:
    user = make_user(is_superuser=True)
    for title, days in [("straks", 2), ("nu", 1), ("net", -2), ("lang geleden", -9)]:
        start = NOW + timedelta(days=days)
        published_event(title=title, starts_at=start, ends_at=start + timedelta(hours=1))

    overview = client_of(user).get(reverse("staff:home")).context["overview"]

    assert [card.event.title for card in overview.coming] == ["nu", "straks"]
    assert [card.event.title for card in overview.past] == ["net", "lang geleden"]


def test_somebody_without_a_team_is_told_what_to_do() -> None:
    answer = client_of(make_user()).get(reverse("staff:home"))

    assert "Vraag de eigenaar van een bijeenkomst" in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_home_page_asks_as_much_for_one_as_for_three(
    number: int, django_assert_num_queries: Any
) -> None:
    user = make_user()
    for _ in range(number):
        event = published_event()
        join_team(event, "owner", user)
        signed_up(event)
    client = client_of(user)

    with django_assert_num_queries(
        9
    ):  # session, user, two for roles, events, two counts, may I start one
        client.get(reverse("staff:home"))


# Who comes


def test_attendees_stand_in_the_dutch_order_of_names() -> None:
    event = published_event(capacity=None)
    for given, infix, family in [
        ("Jan", "de", "Vries"),
        ("Zoë", "van der", "Aa"),
        ("Ĳsbrand", "", "IJzerman"),
        ("Dirk", "'t", "Hart"),
        ("Anna", "", "Berg"),
        ("Bo", "", "Berg Jansen"),
        ("Anna", "van", "Berg"),
    ]:
        signed_up(event, given_name=given, infix=infix, family_name=family)

    assert found(event) == [
        "Aa, Zoë van der",
        "Berg, Anna",
        "Berg, Anna van",
        "Berg Jansen, Bo",
        "Hart, Dirk 't",
        "IJzerman, Ĳsbrand",
        "Vries, Jan de",
    ]


@pytest.mark.parametrize(
    "words",
    ["çelik", "CELIK", "fatma celik", "van den çelik", "elik", "bewonersbedrijf", "f.celik@"],
)
def test_a_search_finds_any_part_whatever_the_accents_and_infix(words: str) -> None:
    event = published_event()
    signed_up(
        event,
        "f.celik@example.org",
        given_name="Fatma",
        infix="",
        family_name="Çelik",
        organisation="Bewonersbedrijf Zuid",
    )
    signed_up(event, given_name="Jan", family_name="Ander")

    assert found(event, q=words) == ["Çelik, Fatma"]


def test_an_infix_alone_can_be_searched_for() -> None:
    event = published_event()
    signed_up(event, given_name="Jan", infix="de", family_name="Vries")
    signed_up(event, given_name="Bo", infix="", family_name="Smit")

    assert found(event, q="de") == ["Vries, Jan de"]


def test_the_list_is_narrowed_by_status_role_and_choice() -> None:
    event, picks = evening_with_tables(capacity=3)
    role = make_role(event, "bewoner")
    at_table = signed_up(event, picks=[picks[1]], given_name="Tafel", role=role)
    gone = signed_up(event, picks=[picks[1]], given_name="Weg")
    cancel(gone, now=NOW, by=None)
    other = signed_up(event, picks=[picks[0]], given_name="Ander")
    table = picks[1].table
    assert table is not None
    client = organiser_of(event)

    assert found(event, client, states="cancelled") == [gone.listed_name]
    assert found(event, client, roles=str(role.pk)) == [at_table.listed_name]
    assert found(event, client, places=f"t-{table.code}") == [at_table.listed_name]
    assert found(event, client, states="confirmed") == sorted(
        [at_table.listed_name, other.listed_name]
    )


def test_the_tabs_count_each_status() -> None:
    event = published_event(capacity=1)
    people = [signed_up(event) for _ in range(3)]
    cancel(people[0], now=NOW, by=None)

    answer = organiser_of(event).get(attendees_of(event), {"states": "waiting"})

    assert answer.context["states"] == [
        ("", "komt of wacht", 2, False),
        ("confirmed", "bevestigd", 1, False),
        ("waiting", "op de wachtlijst", 1, True),
        ("cancelled", "geannuleerd", 1, False),
    ]


@pytest.mark.parametrize("query", [{"states": "x"}, {"roles": "99"}, {"places": "t-nope"}])
def test_a_filter_that_makes_no_sense_finds_nobody_and_says_so(query: dict[str, str]) -> None:
    event, _picks = evening_with_tables()
    make_role(event)
    signed_up(event)

    answer = organiser_of(event).get(attendees_of(event), query)

    assert (answer.status_code, names_on(answer)) == (422, [])
    assert len(answer.context["form"].errors) == 1


def test_a_table_of_another_event_is_no_filter_here() -> None:
    event, _own = evening_with_tables()
    _other, picks = evening_with_tables()
    table = picks[0].table
    assert table is not None

    answer = organiser_of(event).get(attendees_of(event), {"places": f"t-{table.code}"})

    assert answer.status_code == 422


def test_pages_hold_fifty_and_keep_the_filter_in_their_links() -> None:
    event = published_event(capacity=None)
    for number in range(51):
        signed_up(event, given_name=f"{number:02}", family_name="Smit")
    client = organiser_of(event)

    first = client.get(attendees_of(event), {"q": "smit", "states": "confirmed"})
    last = client.get(attendees_of(event), {"q": "smit", "page": "99"})
    odd = client.get(attendees_of(event), {"page": "drie"})

    assert [len(names_on(page)) for page in (first, last, odd)] == [50, 1, 50]
    assert 'href="?q=smit&amp;states=confirmed&amp;page=2"' in first.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_one_person_as_for_three(
    number: int, django_assert_num_queries: Any
) -> None:
    event, picks = evening_with_tables()
    make_role(event)
    for _ in range(number):
        signed_up(event, picks=[picks[0]])
    client = organiser_of(event)

    with django_assert_num_queries(26):
        client.get(attendees_of(event))


def test_times_are_those_of_the_event() -> None:
    event = published_event(time_zone="America/Curacao")
    signed_up(event)

    assert "4-5-2026 6.00" in organiser_of(event).get(attendees_of(event)).content.decode()


def test_names_are_shown_as_text() -> None:
    event = published_event()
    person = signed_up(event, given_name="<script>alert(1)</script>", organisation="{{ 7|add:7 }}")
    client = organiser_of(event)

    for address in (attendees_of(event), page_of(person)):
        shown = client.get(address).content.decode()
        assert "<script>alert(1)" not in shown
        assert "{{ 7|add:7 }}" in shown


# One person


def test_a_page_tells_everything_about_one_person() -> None:
    event, picks = evening_with_tables(capacity=1, asks_access=True, asks_diet=True)
    consent = make_consent(event)
    signed_up(event)
    person = signed_up(
        event,
        "fatma@example.org",
        organisation="Bewonersbedrijf",
        picks=[picks[1]],
        consents=[consent],
        access_needs="Een ringleiding",
        diet_needs="vegetarisch",
    )

    shown = organiser_of(event).get(page_of(person)).content.decode()

    for words in (
        "Fatma van der Berg",
        "Berg, Fatma van der",
        "op de wachtlijst",
        "nummer 1 in de rij",
        "fatma@example.org",
        "Bewonersbedrijf",
        "2. Onderwerp 2",
        "Ik mag op de foto.",
        "Een ringleiding",
        "vegetarisch",
        "Aangemeld",
    ):
        assert words in shown


def test_a_choice_that_was_called_off_is_not_called_given_up() -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=[picks[1]])
    session = picks[1].session
    Session.objects.filter(pk=session.pk).update(title="Geheime werktitel")
    call_off_session(session, now=NOW + timedelta(hours=2), by=make_user(name="Anneke"))

    shown = text_of(organiser_of(event).get(page_of(person)))

    assert "2. Onderwerp 2 – gaat niet door" in shown
    assert "14.00 uur “Werksessie” is afgelast (door Anneke)" in shown
    assert ("opgegeven" in shown, "Geheime werktitel" in shown) == (False, False)


def test_what_is_held_after_all_is_told_too() -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=[picks[1]])
    call_off_session(picks[1].session, now=NOW, by=None)
    hold_session_after_all(picks[1].session, now=NOW, by=None)

    told = [moment.what for moment in organiser_of(event).get(page_of(person)).context["history"]]

    assert told[1:] == [
        "“Werksessie” is afgelast",
        "“Werksessie” gaat toch door, zonder de eerdere plaatsen",
    ]


def test_whatever_is_noted_of_a_registration_is_told_in_words() -> None:
    person = signed_up(published_event())
    with translation.override("en"):
        of_registrations = [
            a for a, told in SENTENCES.items() if "egistration %(name)s" in str(told)
        ]
    for action in of_registrations:
        record(action, person, now=NOW, by=None, changes={"reason": "Komt mee met Els"})

    page = organiser_of(person.event).get(page_of(person))
    told = [moment.what for moment in page.context["history"]]

    assert len(of_registrations) > 20
    assert set(told) & set(of_registrations) == set()
    assert "Kreeg eerder dan de beurt een plaats: “Komt mee met Els”" in told


def test_who_gave_up_first_is_not_touched_by_calling_off() -> None:
    event, picks = evening_with_tables()
    person = cancel(signed_up(event, picks=[picks[1]]), now=NOW, by=None)
    call_off_session(picks[1].session, now=NOW + timedelta(hours=2), by=None)

    shown = text_of(organiser_of(event).get(page_of(person)))

    assert "2. Onderwerp 2 – opgegeven" in shown
    assert "afgelast" not in shown


def test_with_the_gathering_off_no_choice_is_called_given_up() -> None:
    event, picks = evening_with_tables()
    person = signed_up(event, picks=[picks[1]])
    call_off(event, now=NOW, by=None)

    shown = text_of(organiser_of(event).get(page_of(person)))

    assert "2. Onderwerp 2 – gaat niet door" in shown


def test_a_desk_sees_neither_addresses_nor_needs_and_does_not_find_by_them() -> None:
    event = published_event(asks_access=True)
    person = signed_up(event, "geheim@example.org", access_needs="Een ringleiding")
    client = organiser_of(event, "desk")

    listed = client.get(attendees_of(event)).content.decode()
    shown = client.get(page_of(person)).content.decode()

    assert person.listed_name in listed
    for words in ("geheim@example.org", "Een ringleiding", "Downloaden"):
        assert words not in listed + shown
    assert found(event, client, q="geheim@") == []


def test_somebody_of_another_event_is_not_found_here() -> None:
    event, elsewhere = published_event(), published_event()
    person = signed_up(elsewhere)
    address = reverse("staff:attendee", kwargs={"slug": event.slug, "code": person.code})

    assert organiser_of(event).get(address).status_code == 404


# Cancelling for somebody


def test_an_organiser_cancels_for_somebody_who_is_mailed_and_the_seat_goes_on() -> None:
    event = published_event(capacity=1)
    person, next_one = signed_up(event), signed_up(event)
    user = join_team(event, "editor")
    mail.outbox.clear()

    answer = client_of(user).post(page_of(person, "cancel"), {"why": "Ziek."}, follow=True)

    person.refresh_from_db()
    next_one.refresh_from_db()
    assert (person.status, person.cancelled_by) == (Status.CANCELLED, user)
    assert next_one.status == Status.CONFIRMED
    assert [message.to for message in mail.outbox] == [[person.email], [next_one.email]]
    assert "De aanmelding van Fatma van der Berg is geannuleerd." in answer.content.decode()
    assert AuditEntry.objects.get(action="cancel").actor_id == user.pk


def test_twice_is_harmless() -> None:
    event = published_event()
    person = signed_up(event)
    client = organiser_of(event)
    client.post(page_of(person, "cancel"), {"why": "Ziek."})
    mail.outbox.clear()

    answer = client.post(page_of(person, "cancel"), {"why": "Ziek."})

    assert (answer.status_code, mail.outbox) == (302, [])
    assert AuditEntry.objects.filter(action="cancel").count() == 1


def test_without_a_reason_nobody_is_cancelled() -> None:
    person = signed_up(published_event())

    answer = organiser_of(person.event).post(page_of(person, "cancel"), {"why": " "})

    person.refresh_from_db()
    assert (answer.status_code, person.status) == (422, Status.CONFIRMED)
    assert "Schrijf op waarom." in answer.content.decode()


def test_once_it_is_over_nobody_is_cancelled_and_the_page_says_why(before_the_events: Any) -> None:
    event = published_event()
    person = signed_up(event)
    before_the_events.move_to(event.ends_at)

    answer = organiser_of(event).post(page_of(person, "cancel"), {"why": "Ziek."})

    person.refresh_from_db()
    assert (answer.status_code, person.status) == (409, Status.CONFIRMED)
    assert "Deze bijeenkomst is geweest" in answer.content.decode()


@pytest.mark.parametrize(("role", "status"), [("desk", 403), ("reader", 403)])
def test_a_role_without_the_right_does_not_cancel(role: str, status: int) -> None:
    event = published_event()
    person = signed_up(event)

    answer = organiser_of(event, role).post(page_of(person, "cancel"))

    person.refresh_from_db()
    assert (answer.status_code, person.status) == (status, Status.CONFIRMED)


def test_a_stranger_does_not_even_learn_that_the_person_exists() -> None:
    person = signed_up(published_event())

    answer = organiser_of(published_event()).post(page_of(person, "cancel"))

    person.refresh_from_db()
    assert (answer.status_code, person.status) == (404, Status.CONFIRMED)


def test_reading_the_address_cancels_nobody() -> None:
    event = published_event()
    person = signed_up(event)

    answer = organiser_of(event).get(page_of(person, "cancel"))

    person.refresh_from_db()
    assert (answer.status_code, person.status) == (200, Status.CONFIRMED)


def test_a_choice_of_a_session_as_a_whole_can_be_filtered_on() -> None:
    event, picks = evening_with_tables()
    session = make_session(event, "Lezing", block=picks[0].block)

    form = organiser_of(event).get(attendees_of(event)).context["form"]

    assert (f"s-{session.code}", "Lezing") in form.fields["places"].choices


# Many gatherings


def test_who_has_many_gatherings_can_search_and_sees_the_older_ones_when_asked() -> None:
    user = make_user()
    for year in range(1990, 2015):
        start = NOW.replace(year=year)
        join_team(
            make_event(title="Feest", edition=str(year), starts_at=start, ends_at=start), user=user
        )
    client, home = client_of(user), reverse("staff:home")

    def shown(**query: str) -> list[str]:
        return [card.event.edition for card in client.get(home, query).context["overview"].past]

    assert shown() == [str(year) for year in range(2014, 1994, -1)]
    assert "5 oudere bijeenkomsten" in client.get(home).content.decode()
    assert len(shown(alle="")) == 25
    assert shown(q="feest 1991") == ["1991"]
    assert shown(q="congres") == []
