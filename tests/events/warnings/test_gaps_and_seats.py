"""What is missing, does not fit, or lies outside: each told once, and not when all is well."""

from events.plan import Part, Round
from events.warnings import Kind
from tests.events.warnings.plans import STUDIO, at, found, planned, table, told

ROUND = Round(7, "Ronde 1", required=True)


def test_a_complete_programme_has_no_warnings() -> None:
    assert told(planned("A", room=1, capacity=40, tables=(table(capacity=40),), round=7)) == []


def test_a_session_with_more_seats_than_its_room() -> None:
    assert told(planned("A", room=1, capacity=41)) == [
        "In de zaal Studio passen 40 mensen; “A” (13.00 tot 14.00 uur) heeft 41 plaatsen."
    ]


def test_tables_that_together_have_more_seats_than_the_room() -> None:
    tables = (table(1, capacity=20), table(2, capacity=21), table(3))

    assert found(planned("A", room=1, tables=tables)) == [(Kind.ROOM_TOO_SMALL, "a", ())]


def test_a_room_that_is_too_small_for_who_has_a_seat() -> None:
    tables = (table(1, taken=20), table(2, taken=21))

    assert told(planned("A", room=1, tables=tables)) == [
        (
            "In de zaal Studio passen 40 mensen; voor “A” (13.00 tot 14.00 uur) zijn al 41 "
            "plaatsen bezet."
        )
    ]


def test_a_session_without_a_room_is_in_the_room_of_the_gathering() -> None:
    session = planned("A", room=None, capacity=41)

    assert found(session, room=STUDIO.pk) == [(Kind.ROOM_TOO_SMALL, "a", ())]


def test_a_gathering_with_more_seats_than_its_room() -> None:
    assert told(room=STUDIO.pk, capacity=56) == [
        "In de zaal Studio passen 40 mensen; de bijeenkomst heeft 56 plaatsen."
    ]


def test_fewer_seats_than_are_taken_at_the_tables() -> None:
    assert told(planned("A", capacity=8, tables=(table(taken=9),))) == [
        "“A” (13.00 tot 14.00 uur) heeft 8 plaatsen, maar er zijn al 9 plaatsen bezet."
    ]


def test_a_required_round_with_fewer_seats_than_people() -> None:
    sessions = [planned("A", round=7, capacity=10), planned("B", room=1, round=7, capacity=10)]
    frame = {"rounds": (ROUND,), "taken": 21}

    assert told(*sessions, **frame) == [
        "“Ronde 1” is verplicht en heeft 20 plaatsen, maar er komen 21 mensen."
    ]
    assert found(*sessions, **frame) == [(Kind.TOO_FEW_SEATS, "a", ("b",))]
    assert told(*sessions, **(frame | {"taken": 20})) == []
    assert told(*sessions, rounds=(Round(7, "Ronde 1"),), taken=21) == []


def test_outside_the_hours_of_the_gathering() -> None:
    assert told(planned("A", 9.5, 10), planned("B", 21, 22.25), planned("C", 10, 22, room=1)) == [
        "“A” (9.30 tot 10.00 uur) valt buiten de tijden van de bijeenkomst.",
        "“B” (21.00 tot 22.15 uur) valt buiten de tijden van de bijeenkomst.",
    ]


def test_the_nights_of_a_gathering_of_several_days_are_not_outside() -> None:
    assert told(planned("A", 23, 24), planned("B", 2, 3, day=1), ends_at=at(22, day=2)) == []


def test_hours_that_nobody_has_set_are_not_held_against_a_session() -> None:
    assert told(planned("A", 3, 4), exact=False) == []


def test_a_table_without_a_host() -> None:
    tables = (table(1), table(2, Part(1, "Fatma", "speaker")), table(3, Part(2, "Jan", "co-host")))

    assert told(planned("A", tables=tables)) == ["Tafel 2 van “A” heeft nog geen begeleider."]


def test_tables_without_a_host_are_told_of_together() -> None:
    tables = tuple(table(n, Part(1, "Fatma", "speaker")) for n in (1, 2, 4))

    assert [
        sentence for sentence in told(planned("A", tables=tables)) if "begeleider" in sentence
    ] == ["Tafels 1, 2 en 4 van “A” hebben nog geen begeleider."]


def test_a_session_without_a_room() -> None:
    sessions = [planned("A", room=None), planned("Pauze", kind="break", room=None)]

    assert told(*sessions) == ["“A” (13.00 tot 14.00 uur) heeft nog geen zaal."]
    assert told(*sessions, rooms=()) == []
    assert told(*sessions, room=STUDIO.pk) == []
    assert "zaal" not in " ".join(told(planned("A"), planned("B", None, None, room=None)))


def test_a_session_without_a_time_beside_others_that_have_one() -> None:
    nowhen = planned("Muziek", None, None)

    assert told(planned("A"), nowhen) == [
        "“Muziek” heeft nog geen tijd en staat zo op de openbare pagina."
    ]
    assert found(planned("A"), nowhen) == [(Kind.NO_TIME, "muziek", ())]
    assert told(planned("A"), planned("Muziek", None, None, cancelled=True)) == []
    assert told(nowhen) == []


def test_a_choice_without_a_description() -> None:
    sessions = [
        planned("A", described=False, round=7),
        planned("B", 15, 16, described=False),
        planned("C", 16, 17, described=False, round=7, tables=(table(),)),
    ]

    assert told(*sessions) == ["Mensen kunnen “A” kiezen, maar er staat nog geen beschrijving bij."]


def test_a_gathering_without_an_introduction() -> None:
    assert told(introduced=False) == ["De bijeenkomst heeft nog geen inleiding en samenvatting."]
