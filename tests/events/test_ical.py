"""Calendar files say when and where it is, to every reader the same."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject

from events.interop.ical import (
    event_calendar,
    programme_calendar,
    session_calendar,
    site_calendar,
)
from events.interop.plain import plain
from events.programme import Appearance, Organisation, Partner, Person, Programme, Theme, Venue
from events.programme import Session as FrozenSession
from events.programme import Table as FrozenTable
from tests.events.calendars import Read, entries

STAMP = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
START = datetime(2027, 6, 1, 17, 45, tzinfo=UTC)
HOSTILE = (
    'Een; "twee", \\n drie\r\nX-EVIL:1\nEND:VEVENT\x00\x1b\u2028X-EVIL:2\x85 {{ 7 }} 🎪 \u202e'
)


def session(code: str = "session2", **fields: Any) -> FrozenSession:
    given: dict[str, Any] = {
        "title": "Werksessies",
        "kind": "tables",
        "starts_at": START,
        "ends_at": START + timedelta(hours=1),
        "changed_at": STAMP,
    }
    return FrozenSession(code=code, **(given | fields))


def gathering(**fields: Any) -> Programme:
    given: dict[str, Any] = {
        "code": "evening2",
        "slug": "avond",
        "title": "Routekaart",
        "language": "nl",
        "time_zone": "Europe/Amsterdam",
        "starts_at": START,
        "ends_at": START + timedelta(hours=2),
        "changed_at": STAMP,
    }
    return Programme(**(given | fields))


def lines(data: bytes) -> list[str]:
    """The unfolded lines."""
    return data.decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(
    "start",
    [
        datetime(2027, 3, 27, 19, 0, tzinfo=UTC),
        datetime(2027, 3, 28, 0, 30, tzinfo=UTC),  # 01.30, just before the clock goes forward
        datetime(2027, 3, 28, 1, 0, tzinfo=UTC),  # 03.00, the first moment of summer
        datetime(2027, 3, 28, 17, 0, tzinfo=UTC),
        datetime(2027, 10, 30, 18, 0, tzinfo=UTC),
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),  # 02.30, for the first time
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),  # 02.30, for the second time
        datetime(2027, 10, 31, 2, 0, tzinfo=UTC),
        datetime(2027, 10, 31, 18, 0, tzinfo=UTC),
        datetime(2013, 9, 20, 8, 0, tzinfo=UTC),
        datetime(1988, 4, 30, 8, 0, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/Paramaribo", "Europe/London"])
def test_the_moments_are_the_same_to_each_reader(start: datetime, zone: str) -> None:
    end = start + timedelta(hours=2, minutes=15)
    programme = gathering(starts_at=start, ends_at=end, time_zone=zone)

    read = entries(event_calendar(programme, stamped_at=STAMP))

    assert read == {"evening2@testserver": Read("Routekaart", start, end, 0, "CONFIRMED")}


def test_a_day_in_the_netherlands_is_told_in_its_own_time() -> None:
    written = lines(event_calendar(gathering(), stamped_at=STAMP))

    assert "DTSTART;TZID=Europe/Amsterdam:20270601T194500" in written
    assert written.count("BEGIN:VTIMEZONE") == 1


def test_an_end_in_the_hour_that_comes_twice_puts_both_ends_in_utc() -> None:
    programme = gathering(
        starts_at=datetime(2027, 10, 30, 22, 0, tzinfo=UTC),
        ends_at=datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    )

    written = lines(event_calendar(programme, stamped_at=STAMP))

    assert {"DTSTART:20271030T220000Z", "DTEND:20271031T013000Z"} <= set(written)


def test_elsewhere_moments_are_told_in_utc_without_a_time_zone() -> None:
    programme = gathering(time_zone="America/Paramaribo")

    written = lines(event_calendar(programme, stamped_at=STAMP))

    assert "DTSTART:20270601T174500Z" in written
    assert "BEGIN:VTIMEZONE" not in written


def test_a_date_known_to_the_day_is_a_whole_day_up_to_and_including_the_last() -> None:
    programme = gathering(
        precision="day",
        starts_at=datetime(2027, 9, 18, 22, 0, tzinfo=UTC),  # midnight in Amsterdam
        ends_at=datetime(2027, 9, 20, 21, 59, tzinfo=UTC),
    )

    (read,) = entries(event_calendar(programme, stamped_at=STAMP)).values()

    assert (read.starts, read.ends) == (date(2027, 9, 19), date(2027, 9, 21))


def test_a_moment_without_length_has_no_end() -> None:
    (read,) = entries(event_calendar(gathering(ends_at=START), stamped_at=STAMP)).values()

    assert (read.starts, read.ends) == (START, None)


def test_the_file_says_who_where_and_when_it_was_changed() -> None:
    programme = gathering(
        edition="2027",
        sequence=3,
        changed_at=STAMP - timedelta(days=1),
        venue=Venue("Pakhuis", "Gent", street="Kade 1", postal_code="9000", country="BE"),
        room="Studio",
        organisations=(Organisation("lsa", "LSA bewoners", "network"),),
        partners=(Partner("lsa", "organiser"),),
        themes=(Theme("zorg", "Zorg, thuis"), Theme("groen", "Groen")),
        motto="Doe het zelf",
        intro="Kom **langs**.",
    )

    data = event_calendar(programme, stamped_at=STAMP)

    calendar = vobject.readOne(data.decode())
    event = calendar.vevent
    assert calendar.method.value == "PUBLISH"
    assert calendar.contents["x-wr-calname"][0].value == "Routekaart (2027)"
    assert event.sequence.value == "3"
    assert event.last_modified.value == STAMP - timedelta(days=1)
    assert event.dtstamp.value == STAMP
    assert event.organizer.value == "mailto:festival@localhost"
    assert event.organizer.params["CN"] == ["LSA bewoners"]
    assert event.location.value == "Studio, Pakhuis, Kade 1, 9000 Gent, BE"
    assert event.categories.value == ["Zorg, thuis", "Groen"]
    assert event.url.value == "http://testserver/bijeenkomst/avond/"
    assert event.description.value == "Doe het zelf\n\nKom langs."
    assert "attendee" not in event.contents


def test_who_subscribes_is_told_where_and_how_often_to_look() -> None:
    written = lines(programme_calendar(gathering(), stamped_at=STAMP))

    assert {
        "SOURCE;VALUE=URI:http://testserver/bijeenkomst/avond/programma.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
    } <= set(written)


def test_a_line_is_at_most_75_octets_and_ends_in_two_characters() -> None:
    data = event_calendar(
        gathering(intro="Bewoners doen het samen én zelf 🎪. " * 40), stamped_at=STAMP
    )

    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_each_session_is_an_entry_of_its_own_in_the_programme() -> None:
    programme = gathering(
        room="Studio",
        venue=Venue("Pakhuis", "Amsterdam"),
        people=(Person("person22", "Hans Nooren", "nooren hans"),),
        sessions=(
            session(
                "session2",
                about="Vier tafels.",
                tables=(FrozenTable("table222", 1, "Zorg"),),
                appearances=(Appearance("person22", "moderator"),),
            ),
            session("session3", title="Hapje", room="Foyer"),
            session("session4", title="Later te plannen", starts_at=None, ends_at=None),
        ),
    )

    data = programme_calendar(programme, stamped_at=STAMP)

    assert [read.title for read in entries(data).values()] == [
        "Werksessies – Routekaart",
        "Hapje – Routekaart",
    ]
    first, second = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert first["DESCRIPTION"] == "Vier tafels.\n\nHans Nooren\n\n- tafel 1: Zorg"
    assert first["RELATED-TO"] == "evening2@testserver"
    assert (first["LOCATION"], second["LOCATION"]) == (
        "Studio, Pakhuis, Amsterdam",
        "Foyer, Pakhuis, Amsterdam",
    )


def test_one_session_alone_is_the_same_entry_as_in_the_programme() -> None:
    programme = gathering(sessions=(session("session2"), session("session3", title="Hapje")))

    alone = entries(session_calendar(programme, "session3", stamped_at=STAMP))

    together = entries(programme_calendar(programme, stamped_at=STAMP))
    assert alone == {"session3@testserver": together["session3@testserver"]}


def test_what_is_cancelled_or_withdrawn_keeps_its_identity() -> None:
    programme = gathering(
        sessions=(session("session2"), session("session3", cancelled=True, sequence=1)),
        withdrawn=(session("session4", cancelled=True, sequence=2),),
    )

    read = entries(programme_calendar(programme, stamped_at=STAMP))

    assert {uid: (entry.status, entry.sequence) for uid, entry in read.items()} == {
        "session2@testserver": ("CONFIRMED", 0),
        "session3@testserver": ("CANCELLED", 1),
        "session4@testserver": ("CANCELLED", 2),
    }


def test_a_cancelled_gathering_cancels_its_sessions() -> None:
    programme = gathering(cancelled=True, sessions=(session(),))

    event = entries(event_calendar(programme, stamped_at=STAMP))
    sessions = entries(programme_calendar(programme, stamped_at=STAMP))

    assert {entry.status for entry in (*event.values(), *sessions.values())} == {"CANCELLED"}


def test_a_programme_without_times_holds_the_gathering_itself() -> None:
    read = entries(programme_calendar(gathering(), stamped_at=STAMP))

    assert list(read) == ["evening2@testserver"]


def test_the_site_holds_every_gathering_with_a_known_day() -> None:
    known, vague = gathering(), gathering(code="evening3", precision="year")

    read = entries(site_calendar([(known, STAMP), (vague, STAMP)]))

    assert list(read) == ["evening2@testserver"]


def test_a_site_without_gatherings_is_still_a_calendar() -> None:
    data = site_calendar([])

    assert entries(data) == {}
    assert b"BEGIN:VTIMEZONE" in data


def test_hostile_texts_stay_texts() -> None:
    programme = gathering(
        title=HOSTILE,
        motto=HOSTILE,
        intro=HOSTILE,
        room=HOSTILE,
        venue=Venue(HOSTILE, HOSTILE, HOSTILE),
        organisations=(Organisation("x", HOSTILE, "network"),),
        partners=(Partner("x", "organiser"),),
        themes=(Theme("x", HOSTILE),),
        sessions=(session(title=HOSTILE, about=HOSTILE, theme="x", room=HOSTILE),),
    )

    for data in (
        event_calendar(programme, stamped_at=STAMP),
        programme_calendar(programme, stamped_at=STAMP),
    ):
        assert len(entries(data)) == 1
        assert [line for line in lines(data) if line.startswith("X-EVIL")] == []
        assert not {chr(n) for n in (*range(32), 0x85, 0x2028)} - {"\r", "\n"} & set(data.decode())


def test_the_same_release_gives_the_same_file() -> None:
    programme = gathering(sessions=(session(),))

    first = programme_calendar(programme, stamped_at=STAMP)

    assert programme_calendar(replace(programme), stamped_at=STAMP) == first


def test_markdown_becomes_text_that_reads_well() -> None:
    text = "# Kop\n\nEen [kaart](https://x.nl) en *meer*,\nverder.\n\n- een\n- `twee`\n\n> citaat\n\n<b>x</b>"

    assert plain(text) == (
        "Kop\n\nEen kaart (https://x.nl) en meer, verder.\n\n- een\n- twee\n\ncitaat\n\n<b>x</b>"
    )
