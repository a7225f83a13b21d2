"""The calendar file in a mail: one appointment, for one person, that can be taken back."""

from datetime import UTC, datetime
from typing import Any

import icalendar
import pytest
import vobject

from events.interop.ical import has_calendar, personal_calendar, uid_of
from events.programme import Programme, Session, Table, Venue

STAMP = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
HOSTILE = 'Jan "de; X":\r\nATTENDEE:mailto:evil@example.org\r\nX-Y:\u2028Z^n'


def evening(**fields: Any) -> Programme:
    given: dict[str, Any] = {
        "code": "evening2",
        "slug": "avond",
        "title": "Routekaart",
        "language": "nl",
        "time_zone": "Europe/Amsterdam",
        "starts_at": datetime(2027, 3, 28, 10, 0, tzinfo=UTC),
        "ends_at": datetime(2027, 3, 28, 12, 0, tzinfo=UTC),
        "venue": Venue("Pakhuis", "Amsterdam", street="Kade 1", postal_code="1019 HC"),
        "room": "Studio",
        "sessions": (
            Session(
                "session2",
                "Werksessies",
                "tables",
                starts_at=datetime(2027, 3, 28, 10, 30, tzinfo=UTC),
                ends_at=datetime(2027, 3, 28, 11, 30, tzinfo=UTC),
                tables=(Table("table222", 1, "Zorg"), Table("table333", 2, "Groen")),
            ),
        ),
    }
    return Programme(**(given | fields))


def sent(programme: Programme, **fields: Any) -> bytes:
    given: dict[str, Any] = {
        "uid": uid_of("person22"),
        "attendee_name": "Fatma van der Berg",
        "attendee_email": "fatma@example.org",
        "url": "http://testserver/aanmelding/geheim/",
        "sequence": 0,
        "stamped_at": STAMP,
    }
    return personal_calendar(programme, **(given | fields))


def only_event(data: bytes) -> Any:
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return event


def test_an_invitation_is_for_one_person_from_the_organiser() -> None:
    calendar = vobject.readOne(sent(evening()).decode())

    assert calendar.method.value == "REQUEST"
    assert [a.value for a in calendar.vevent.contents["attendee"]] == ["mailto:fatma@example.org"]
    assert calendar.vevent.attendee.params["CN"] == ["Fatma van der Berg"]
    assert calendar.vevent.organizer.value == "mailto:festival@localhost"
    assert calendar.vevent.location.value == "Studio, Pakhuis, Kade 1, 1019 HC Amsterdam"


def test_an_invitation_lists_what_was_chosen_and_where_to_change_it() -> None:
    event = only_event(sent(evening(), chosen_sessions={"table333"}))

    description = str(event["DESCRIPTION"])
    assert "Werksessies, tafel 2: Groen" in description
    assert "Zorg" not in description
    assert "http://testserver/aanmelding/geheim/" in description


def test_a_cancellation_takes_back_the_same_appointment() -> None:
    first = only_event(sent(evening(), sequence=1))
    last = only_event(sent(evening(), sequence=2, method="CANCEL"))

    assert (first["UID"], first["STATUS"], first["SEQUENCE"]) == (
        "person22@testserver",
        "CONFIRMED",
        1,
    )
    assert (last["UID"], last["STATUS"], last["SEQUENCE"]) == (
        "person22@testserver",
        "CANCELLED",
        2,
    )


@pytest.mark.parametrize("field", ["attendee_name", "attendee_email"])
def test_a_hostile_attendee_adds_no_property(field: str) -> None:
    data = sent(evening(), **{field: HOSTILE})

    event = only_event(data)
    names = {line.split(":")[0].split(";")[0] for line in data.decode().splitlines()}
    assert isinstance(event["ATTENDEE"], icalendar.vCalAddress)
    assert "X-Y" not in names
    assert len(vobject.readOne(data.decode()).vevent.contents["attendee"]) == 1


def test_a_name_is_written_so_that_each_reader_shows_the_same() -> None:
    data = sent(evening(), attendee_name='Jan "de Boer"; ^n, zn.')

    mine = only_event(data)["ATTENDEE"].params["CN"]
    theirs = vobject.readOne(data.decode()).vevent.attendee.params["CN"]
    assert (mine, theirs) == ("Jan ’de Boer’; n, zn.", ["Jan ’de Boer’; n, zn."])


def test_a_date_that_is_not_known_to_the_day_has_no_calendar() -> None:
    someday = evening(precision="month")

    assert not has_calendar(someday)
    with pytest.raises(ValueError, match="avond"):
        sent(someday)
