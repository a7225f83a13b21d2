"""The download: every cell as it should be, read back by programs that are not ours."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from events.publishing import publish
from festival.models import AuditEntry
from registrations.changing import change_choices
from registrations.changing.cancelling import cancel
from registrations.exporting.formats import FORMATS
from registrations.sign_up.picking import Pick
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    make_block,
    make_consent,
    make_event,
    make_role,
    make_session,
    published_event,
    signed_up,
)
from tests.registrations.exporting.readers import (
    all_columns,
    asked,
    client_of,
    download,
    read_csv,
    read_xlsx,
)


@pytest.mark.django_db
def test_each_cell_of_a_full_list_is_typed_and_in_the_time_of_the_event() -> None:
    event, picks = evening_with_tables(seats_per_table=1, capacity=2, asks_access=True)
    role, consent = make_role(event, "ervaringsdeskundige"), make_consent(event)
    first = signed_up(
        event,
        "fatma@example.org",
        role=role,
        organisation="Bewonersbedrijf",
        picks=[picks[2]],
        consents=[consent],
        access_needs="Rolstoel",
    )
    signed_up(event, "bo@example.org", given_name="Bo", infix="", family_name="Aarts",
              picks=[picks[2]], now=NOW + timedelta(minutes=1))  # fmt: skip
    signed_up(event, given_name="Cor", infix="'t", family_name="Hart", picks=[picks[0]])

    rows = read_xlsx(download(client_of(event), event, kind="xlsx"))

    assert [row["Achternaam"] for row in rows] == ["Aarts", "Berg", "Hart"]
    noon = datetime(2026, 5, 4, 12, 0)  # noqa: DTZ001 - as it stands in the sheet
    assert rows[1] == {
        "Status": "bevestigd",
        "Nummer in de rij": None,
        "Voornaam": "Fatma",
        "Tussenvoegsel": "van der",
        "Achternaam": "Berg",
        "In het alfabet": "Berg, Fatma van der",
        "E-mailadres": "fatma@example.org",
        "Organisatie": "Bewonersbedrijf",
        "Rol": "ervaringsdeskundige",
        "Werksessies": "Onderwerp 3",
        "Werksessies: tafel": 3,
        "Werksessies: status": "plaats bezet",
        "Ik mag op de foto.": "ja",
        "Ik mag op de foto.: sinds": noon,
        "Nodig om mee te doen": "Rolstoel",
        "Aangemeld": noon,
        "Bevestigd": noon,
        "Op de wachtlijst sinds": None,
        "Geannuleerd": None,
        "Taal": "nl",
        "Code": first.code,
    }
    assert rows[0]["Werksessies: status"] == "op de wachtlijst"
    assert rows[0]["Ik mag op de foto."] == "nee"
    assert (rows[2]["Nummer in de rij"], rows[2]["Werksessies: status"]) == (1, "gewenst")


def choices_in(event: Event, round_: str) -> list[str]:
    """What the last row says of one round: titles, tables and states."""
    row = read_csv(download(client_of(event), event))[-1]
    return [row[title] for title in row if title.startswith(round_)]


@pytest.mark.django_db
def test_ranked_wishes_stand_in_one_cell_the_dearest_first() -> None:
    event = make_event()
    block = make_block(event, ranked=True)
    sessions = [make_session(event, title, block=block) for title in ("Zorg", "Bouw", "Kunst")]
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    ranks = (3, 1, 2)
    signed_up(event, picks=[Pick(block, s, rank=n) for s, n in zip(sessions, ranks, strict=True)])

    assert choices_in(event, "Ronde 1") == ["Bouw; Kunst; Zorg", "gewenst"]


@pytest.mark.django_db
def test_several_choices_in_one_round_all_stand_in_the_cell() -> None:
    event = make_event()
    block = make_block(event, maximum=2)
    hours = [START, START + timedelta(hours=1), START + timedelta(hours=2)]
    picks = [
        Pick(block, make_session(event, title, block=block, starts_at=start, ends_at=end))
        for title, start, end in zip(("Zorg", "Bouw"), hours, hours[1:], strict=False)
    ]
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    signed_up(event, picks=picks)

    assert choices_in(event, "Ronde 1") == ["Zorg; Bouw", "plaats bezet"]


@pytest.mark.django_db
def test_a_seat_that_is_kept_while_waiting_for_another_is_not_hidden() -> None:
    event, picks = evening_with_tables(seats_per_table=1)
    signed_up(event, picks=[picks[1]], given_name="Ans", infix="", family_name="Aarts")
    person = signed_up(event, picks=[picks[0]])
    change_choices(person, [picks[1]], now=NOW, by=None)

    assert choices_in(event, "Werksessies") == [
        "Onderwerp 1; Onderwerp 2",
        "1; 2",
        "plaats bezet; op de wachtlijst",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "separator"), [("csv", ";"), ("csv-comma", ",")])
def test_the_csv_says_the_same_with_either_separator(kind: str, separator: str) -> None:
    event = published_event()
    signed_up(event, "fatma@example.org", organisation="Huis; tuin, en keuken")

    (row,) = read_csv(download(client_of(event), event, kind=kind), separator)

    assert (row["E-mailadres"], row["Organisatie"], row["Aangemeld"]) == (
        "fatma@example.org",
        "Huis; tuin, en keuken",
        "2026-05-04 12:00",
    )


@pytest.mark.django_db
def test_the_filter_of_the_page_is_the_filter_of_the_file_and_is_noted() -> None:
    event = published_event(capacity=None)
    gone = signed_up(event, "gone@example.org")
    signed_up(event, "stays@example.org")
    cancel(gone, now=NOW, by=None)
    client = client_of(event)

    answer = download(client, event, columns=["email"], people="states=cancelled&q=berg")

    assert [row["E-mailadres"] for row in read_csv(answer)] == ["gone@example.org"]
    note = AuditEntry.objects.get(action="export")
    assert (note.event_id, note.changes) == (
        event.pk,
        {
            "format": "csv",
            "each": "together",
            "columns": "email",
            "filter": {"states": ["cancelled"], "searched": True},
            "rows": 1,
        },
    )
    assert note.actor_name.endswith("@example.org")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "nonsense",
    [{"people": "states=bestaat-niet"}, {"kind": "exe"}, {"each": "huis"}, {"columns": ["iets"]}],
)
def test_what_makes_no_sense_downloads_nothing(nonsense: dict[str, Any]) -> None:
    event = published_event()
    signed_up(event)

    answer = asked(client_of(event), event, **{"columns": ["email"], **nonsense})

    assert answer.status_code == 422
    assert not AuditEntry.objects.filter(action="export").exists()


@pytest.mark.django_db
def test_the_file_is_named_after_the_event_and_the_day(time_machine: Any) -> None:
    time_machine.move_to(datetime.fromisoformat("2026-05-04T23:30:00+00:00"))
    event = published_event(slug="routekaart")
    client = client_of(event)

    answers = [asked(client, event, kind=kind, columns=["code"]) for kind in FORMATS]

    assert [answer["Content-Disposition"] for answer in answers] == [
        f'attachment; filename="deelnemers-routekaart-2026-05-05.{ending}"'
        for ending in ("xlsx", "ods", "csv", "csv", "pdf", "json")
    ]
    for answer in answers:
        answer.close()


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_within_a_thousand_people() -> None:
    event, picks = evening_with_tables(capacity=None)
    consent = make_consent(event)
    client = client_of(event)
    columns, counts = all_columns(event), []
    for _ in range(3):
        signed_up(event, picks=[picks[0]], consents=[consent])
        with CaptureQueriesContext(connection) as queries:
            download(client, event, columns=columns)
        counts.append(len(queries))

    assert counts[0] <= 52
    assert set(counts) == {counts[0]}
