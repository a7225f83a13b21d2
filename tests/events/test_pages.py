"""What visitors see of a gathering."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from events.models import Appearance, Event, Partnership
from events.publishing import publish
from festival.editing import change
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    made,
    make_block,
    make_event,
    make_organisation,
    make_person,
    make_room,
    make_session,
    make_table,
    make_theme,
    make_venue,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def address(event: Event, rest: str = "") -> str:
    return f"/bijeenkomst/{event.slug}/{rest}"


# Home


def test_home_lists_coming_gatherings_soonest_first_then_past_ones_latest_first(
    client: Client,
) -> None:
    published_event(
        title="Over twee weken",
        starts_at=NOW + timedelta(days=14),
        ends_at=NOW + timedelta(days=15),
    )
    published_event(
        title="Morgen", starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=2)
    )
    published_event(
        title="Vorig jaar", starts_at=NOW - timedelta(days=365), ends_at=NOW - timedelta(days=364)
    )
    published_event(
        title="Gisteren", starts_at=NOW - timedelta(days=1), ends_at=NOW - timedelta(hours=1)
    )

    text = page(client, "/")

    order = ["Binnenkort", "Morgen", "Over twee weken", "Geweest", "Gisteren", "Vorig jaar"]
    places = [text.index(f">{words}<") for words in order]
    assert places == sorted(places)


def test_home_shows_what_was_published_and_not_the_draft(client: Client) -> None:
    event = published_event(title="Zoals gepubliceerd")
    change(event, now=NOW, by=None, title="Nog niet af")

    text = page(client, "/")

    assert "Zoals gepubliceerd" in text
    assert "Nog niet af" not in text


@pytest.mark.parametrize("visibility", ["draft", "unlisted"])
def test_home_is_silent_about_drafts_and_unlisted_gatherings(
    client: Client, visibility: str
) -> None:
    event = published_event(title="Geheim")
    change(event, now=NOW, by=None, visibility=visibility)

    assert "Geheim" not in page(client, "/")


def test_home_says_so_when_there_is_nothing(client: Client) -> None:
    assert "Er zijn nu geen bijeenkomsten gepland." in page(client, "/")


def two_gatherings() -> None:
    for title, town, year in (("Buurtdag", "Tilburg", 2026), ("Wijkraad", "Heerlen", 2025)):
        start = datetime(year, 6, 1, 12, tzinfo=UTC)
        event = make_event(title=title, town=town, starts_at=start, ends_at=start)
        theme = make_theme(event, f"Thema van {title}")
        change(theme, now=NOW, by=None, slug=f"thema-{title.lower()}")
        organisation = make_organisation(f"Club {title}")
        change(organisation, now=NOW, by=None, slug=f"club-{title.lower()}")
        made(Partnership(event=event, organisation=organisation, role="organiser"))
        publish(event, now=NOW, by=None)


@pytest.mark.parametrize(
    "query",
    ["thema=thema-buurtdag", "organisatie=club-buurtdag", "plaats=Tilburg", "jaar=2026"],
)
def test_home_narrows_to_what_was_chosen(client: Client, query: str) -> None:
    two_gatherings()

    text = page(client, f"/?{query}")

    assert ">Buurtdag<" in text
    assert ">Wijkraad<" not in text


def test_home_says_so_when_nothing_fits(client: Client) -> None:
    two_gatherings()

    text = page(client, "/?plaats=Tilburg&jaar=2025")

    assert "Geen bijeenkomst past bij alles wat je koos." in text
    assert ">Buurtdag<" not in text


def test_home_keeps_the_choice_in_the_link_to_the_other_language(client: Client) -> None:
    two_gatherings()

    assert 'href="/en/?plaats=Tilburg"' in page(client, "/?plaats=Tilburg")


# Who may see an event


def test_a_draft_has_no_page(client: Client) -> None:
    event = published_event()
    change(event, now=NOW, by=None, visibility="draft")

    assert "Op dit adres staat geen bijeenkomst." in page(client, address(event), 404)


def test_an_event_that_was_never_published_has_no_page(client: Client) -> None:
    page(client, address(make_event()), 404)


def test_an_unlisted_event_opens_but_stays_out_of_search_engines(client: Client) -> None:
    event = published_event(visibility="unlisted")

    answer = client.get(address(event))

    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "application/ld+json" not in answer.content.decode()


# The event page


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        ("moment", "maandag 1 juni 2026, 19.45 tot 22.00 uur"),
        ("day", "maandag 1 juni 2026"),
        ("month", "juni 2026"),
        ("year", "2026"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(
    client: Client, precision: str, words: str
) -> None:
    event = published_event(precision=precision)

    text = page(client, address(event))

    assert f">{words}</time>" in text
    exact = {"maandag 1 juni", "19.45"} - ({"maandag 1 juni"} if precision == "day" else set())
    assert precision == "moment" or not any(more in text.split("<h2")[0] for more in exact)


def test_an_event_over_two_days_tells_both(client: Client) -> None:
    event = published_event(ends_at=START + timedelta(days=1))

    assert "maandag 1 juni 2026, 19.45 uur – dinsdag 2 juni 2026, 19.45 uur" in page(
        client, address(event)
    )


def test_the_time_zone_is_told_where_it_is_another_one(client: Client) -> None:
    event = published_event(time_zone="Europe/London")

    assert "18.45 tot 21.00 uur (Europe/London)" in page(client, address(event))


def test_seats_left_and_the_button_are_shown_while_sign_up_is_open(client: Client) -> None:
    event = published_event(capacity=5)
    signed_up(event)

    text = page(client, address(event))

    assert "nog 4 plaatsen" in text
    assert f'class="button" href="/bijeenkomst/{event.slug}/aanmelden/">Aanmelden<' in text


def test_a_full_event_offers_the_waiting_list(client: Client) -> None:
    event = published_event(capacity=1)
    signed_up(event)

    text = page(client, address(event))

    assert "Vol: je kunt op de wachtlijst" in text
    assert ">Op de wachtlijst</a>" in text


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"closes_at": NOW}, "Je kunt je niet meer aanmelden."),
        (
            {"opens_at": NOW + timedelta(days=1)},
            "Je kunt je aanmelden vanaf dinsdag 5 mei 2026, 12.00 uur.",
        ),
        ({"takes_registrations": False}, "Je hoeft je hier niet aan te melden"),
        (
            {"starts_at": NOW - timedelta(days=2), "ends_at": NOW - timedelta(days=1)},
            "Deze bijeenkomst is geweest.",
        ),
    ],
)
def test_without_a_button_the_page_says_why(
    client: Client, fields: dict[str, Any], reason: str
) -> None:
    event = published_event(**fields)

    text = page(client, address(event))

    assert reason in text
    assert 'class="button"' not in text


def test_a_past_event_is_shown_as_past_with_who_was_there(client: Client) -> None:
    event = published_event(
        starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1), attendance=46
    )

    text = page(client, address(event))

    assert '<strong class="state">Geweest</strong>' in text
    assert "46 mensen waren aanwezig" in text


def test_a_cancelled_event_says_so_at_once(client: Client) -> None:
    event = published_event()
    Event.objects.filter(pk=event.pk).update(cancelled_at=NOW)

    for path in (address(event), address(event, "programma/"), "/"):
        assert '<strong class="state">Gaat niet door</strong>' in page(client, path)


def test_an_event_that_another_one_follows_links_to_it(client: Client) -> None:
    first = published_event(title="De eerste avond")
    second = published_event(title="De tweede avond", follows=first)

    assert f'<a href="{address(first)}">De eerste avond</a>' in page(client, address(second))
    assert f'<a href="{address(second)}">De tweede avond</a>' in page(client, address(first))


def test_an_event_does_not_link_to_a_draft(client: Client) -> None:
    first = published_event(title="De eerste avond")
    second = published_event(title="De tweede avond", follows=first)
    change(first, now=NOW, by=None, visibility="draft")

    assert address(first) not in page(client, address(second))


def test_share_links_carry_the_address_and_need_no_script(client: Client) -> None:
    event = published_event(title="Vuur & vlam")

    text = page(client, address(event))

    whole = f"http%3A%2F%2Ftestserver%2Fbijeenkomst%2F{event.slug}%2F"
    assert f"mailto:?subject=Vuur%20%26%20vlam&amp;body={whole}" in text
    assert f"https://wa.me/?text=Vuur%20%26%20vlam%20{whole}" in text
    assert f"https://www.linkedin.com/sharing/share-offsite/?url={whole}" in text
    assert f">http://testserver{address(event)}<" in text


def test_a_shared_link_shows_a_picture_of_the_event(client: Client) -> None:
    event = published_event(title="Avond", summary="Samen aan tafel.")

    text = page(client, address(event))

    assert '<meta property="og:title" content="Avond">' in text
    assert '<meta property="og:description" content="Samen aan tafel.">' in text
    assert f'<meta property="og:url" content="http://testserver{address(event)}">' in text
    assert f'<link rel="canonical" href="http://testserver{address(event)}">' in text


# The programme


def test_the_programme_runs_down_in_time(client: Client) -> None:
    event = make_event()
    late = make_session(
        event, "Tot slot", starts_at=START + timedelta(hours=1), ends_at=START + timedelta(hours=2)
    )
    early = make_session(event, "Welkom")
    publish(event, now=NOW, by=None)

    text = page(client, address(event, "programma/"))

    assert text.index(">19.45</time>") < text.index(early.title)
    assert text.index(early.title) < text.index(">20.45</time>") < text.index(late.title)


def test_parallel_sessions_stand_under_one_time(client: Client) -> None:
    event = make_event()
    block = make_block(event, "Ronde 1")
    make_session(event, "Links", block=block)
    make_session(event, "Rechts", block=block)
    publish(event, now=NOW, by=None)

    text = page(client, address(event, "programma/"))

    assert text.count('class="moment"') == 1
    assert 'class="items parallel"' in text
    assert text.count("Ronde 1") == 1


def test_a_table_tells_number_topic_people_and_seats(client: Client) -> None:
    event = make_event()
    session = make_session(event, kind="tables", block=make_block(event))
    table = make_table(session, 3, topic="Zorg dichtbij", capacity=8)
    club = make_organisation("Buurtzorg", website="https://www.buurtzorg.example/")
    host = make_person("Meta", "Vries", infix="de", organisation=club)
    helper = make_person("Alle", "Postmus", website="https://alle.example")
    made(Appearance(table=table, person=host, role="host"))
    made(Appearance(table=table, person=helper, role="co-host"))
    publish(event, now=NOW, by=None)

    text = page(client, address(event, "programma/"))

    assert '<span class="visually-hidden">Tafel </span>3</span>' in text
    assert f'<a href="{address(event, f"tafel/{table.code}/")}">Zorg dichtbij</a>' in text
    assert (
        '<span class="role">Begeleider</span> '
        f'<a href="{address(event, f"persoon/{host.code}/")}">Meta de Vries</a>'
        f'<span class="dot"><a href="{address(event, f"organisatie/{club.slug}/")}">Buurtzorg</a></span>'
        '<span class="dot"><a href="https://www.buurtzorg.example/" rel="noopener">buurtzorg.example</a></span>'
    ) in text
    assert '<span class="role">Mede-begeleider</span>' in text
    assert ">alle.example</a>" in text
    assert "nog 8 plaatsen" in text


def test_a_full_table_says_so(client: Client) -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    signed_up(event, picks=picks[:1])

    text = page(client, address(event, "programma/"))

    assert text.count("Vol: je kunt op de wachtlijst") == 1
    assert text.count("nog 1 plaats<") == 3


def test_sessions_without_a_time_have_their_own_part(client: Client) -> None:
    event = make_event()
    make_session(event, "Ooit", starts_at=None, ends_at=None)
    publish(event, now=NOW, by=None)

    text = page(client, address(event, "programma/"))

    assert text.index("Zonder vaste tijd") < text.index("Ooit")


def test_a_theme_leaves_only_what_is_about_it(client: Client) -> None:
    event = make_event()
    care = make_theme(event, "Zorg")
    make_session(event, "Over zorg", theme=care)
    make_session(event, "Over wonen")
    tables = make_session(event, "Aan tafel", kind="tables")
    make_table(tables, 1, topic="Zorgtafel", theme=care)
    make_table(tables, 2, topic="Woontafel")
    publish(event, now=NOW, by=None)

    text = page(client, address(event, f"programma/?thema={care.slug}"))

    assert [words in text for words in ("Over zorg", "Over wonen")] == [True, False]
    assert [words in text for words in ("Zorgtafel", "Woontafel")] == [True, False]


def test_an_unknown_theme_leaves_everything(client: Client) -> None:
    event = make_event()
    make_session(event, "Welkom")
    publish(event, now=NOW, by=None)

    assert "Welkom" in page(client, address(event, "programma/?thema=verzonnen"))


def test_a_cancelled_session_stays_visible_as_such(client: Client) -> None:
    event = make_event()
    session = make_session(event, "Rondleiding")
    type(session).objects.filter(pk=session.pk).update(cancelled_at=NOW)
    publish(event, now=NOW, by=None)

    assert '<strong class="state">Gaat niet door</strong>' in page(
        client, address(event, "programma/")
    )
    assert "Deze sessie gaat niet door." in page(client, address(event, f"sessie/{session.code}/"))


def test_what_is_called_off_offers_no_seats(client: Client) -> None:
    event, picks = evening_with_tables(tables=2)
    session, table = picks[0].session, picks[0].table
    addresses = ["programma/", f"sessie/{session.code}/", f"tafel/{table.code}/"]
    before = [page(client, address(event, part)) for part in addresses]

    type(session).objects.filter(pk=session.pk).update(cancelled_at=NOW)
    publish(event, now=NOW, by=None)

    after = [page(client, address(event, part)) for part in addresses]
    assert [text.count("nog 8 plaatsen") for text in before] == [2, 2, 1]
    assert [text.count("8 plaatsen") for text in after] == [0, 0, 0]


def test_a_programme_without_sessions_says_so(client: Client) -> None:
    event = published_event()

    assert "Het programma is nog niet bekend." in page(client, address(event, "programma/"))


# Parts


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("sessie/weg/", "Deze sessie staat niet, of niet meer, in het programma."),
        ("tafel/weg/", "Deze tafel staat niet, of niet meer, in het programma."),
        ("persoon/weg/", "Deze persoon staat niet, of niet meer, in het programma."),
        ("organisatie/weg/", "Deze organisatie doet niet, of niet meer, mee."),
        ("thema/weg/", "Dit thema staat niet, of niet meer, in het programma."),
        ("casus/weg/", "Deze casus staat niet, of niet meer, in het programma."),
    ],
)
def test_what_is_not_in_the_programme_is_told_in_words(
    client: Client, part: str, sentence: str
) -> None:
    event = published_event()

    text = page(client, address(event, part), 404)

    assert sentence in text
    assert address(event, "programma/") in text


def test_a_withdrawn_session_is_gone(client: Client) -> None:
    event = make_event()
    session = make_session(event)
    publish(event, now=NOW, by=None)
    session.delete()
    publish(event, now=NOW, by=None)

    page(client, address(event, f"sessie/{session.code}/"), 404)


def test_a_session_of_another_event_is_not_found(client: Client) -> None:
    other = make_event()
    session = make_session(other)
    publish(other, now=NOW, by=None)

    page(client, address(published_event(), f"sessie/{session.code}/"), 404)


def test_a_person_shows_every_part_they_have(client: Client) -> None:
    event = make_event()
    person = make_person("Hans", "Nooren")
    session = make_session(event, "Lezing")
    table = make_table(make_session(event, "Tafels", kind="tables"), 2, topic="Wonen")
    made(Appearance(session=session, person=person, role="speaker"))
    made(Appearance(table=table, person=person, role="host"))
    publish(event, now=NOW, by=None)

    text = page(client, address(event, f"persoon/{person.code}/"))

    assert (
        f'<span class="role">Spreker</span> <a href="{address(event, f"sessie/{session.code}/")}">Lezing</a>'
        in text
    )
    assert f'<a href="{address(event, f"tafel/{table.code}/")}">2. Wonen</a>' in text


def test_texts_are_marked_with_their_language_on_an_english_page(client: Client) -> None:
    event = published_event(title="Avond", motto="Samen sterk")

    dutch = page(client, address(event))
    english = page(client, f"/en{address(event)}")

    assert '<p class="motto">Samen sterk</p>' in dutch
    assert '<p class="motto" lang="nl">Samen sterk</p>' in english
    assert "Monday 1 June 2026, 19:45 to 22:00" in english


def test_a_place_is_told_with_its_rooms_and_access(client: Client) -> None:
    venue = make_venue(name="Het Huis", access_note="Ingang aan de *achterkant*.")
    room = make_room(venue, "Zolder", capacity=20, access_note="Alleen met de trap.")
    event = published_event(venue=venue, room=room)

    text = page(client, address(event))

    assert "Ingang aan de <em>achterkant</em>." in text
    assert "<li>Zolder (20 plaatsen)</li>" in text
    assert "Zolder: <span>Alleen met de trap.</span>" in text


def test_rooms_alone_tell_nothing_of_access(client: Client) -> None:
    room = make_room(make_venue(), "Studio", capacity=60)
    event = published_event(venue=room.venue, room=room)

    text = page(client, address(event))

    assert ("<h3>Zalen</h3>" in text, "<li>Studio (60 plaatsen)</li>" in text) == (True, True)
    assert "Toegankelijkheid" not in text


def test_an_unknown_place_is_told_only_while_it_may_still_come(client: Client) -> None:
    past = published_event(starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1))

    assert "De plek is nog niet bekend." in page(client, address(published_event()))
    assert "De plek is nog niet bekend." not in page(client, address(past))


def test_the_announcement_has_its_date(client: Client) -> None:
    event = published_event(announced_on=date(2026, 1, 16))

    assert "Aangekondigd op 16 januari 2026" in page(client, address(event))


def test_privacy_is_told(client: Client) -> None:
    assert "Wat deze site van je bewaart" in page(client, "/privacy/")
