"""The download: every cell as it should be, read back by programs that are not ours."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from events.models import Event
from events.publishing import publish
from festival.models import AuditEntry
from registrations.changing import change_choices
from registrations.changing.cancelling import cancel
from registrations.exporting.csv_file import csv_pieces, harmless
from registrations.exporting.sheet import Column, Sheet
from registrations.exporting.xlsx_file import write_xlsx
from registrations.sign_up.picking import Pick
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    join_team,
    make_block,
    make_consent,
    make_event,
    make_role,
    make_session,
    published_event,
    signed_up,
)

HOSTILE = [
    "=1+1",
    "+31 6",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    " =1+1",
    "\u200b=1+1",
    "＝1+1",
    "﹦1+1",
    "'t Hart",
    'Jan "de Bult"; Smit, jr.',
    "<script>alert(1)</script> & Co",
    "_x0041_",
    "👩‍🌾 IJzerman\nregel twee",
    "\u202eomgekeerd",
]


def client_of(event: Event, role: str = "owner") -> Client:
    client = Client()
    client.force_login(join_team(event, role))
    return client


def download(client: Client, event: Event, kind: str, **query: str) -> bytes:
    address = reverse("staff:export", kwargs={"slug": event.slug})
    answer = client.get(address, {"format": kind, **query})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def read_csv(content: bytes, separator: str = ";") -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), ""), delimiter=separator))


def read_xlsx(content: bytes) -> list[dict[str, Any]]:
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page is not None
    titles, *rows = page.iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]  # type: ignore[arg-type]


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

    rows = read_xlsx(download(client_of(event), event, "xlsx"))

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
        "Afgemeld": None,
        "Taal": "nl",
        "Code": first.code,
    }
    assert rows[0]["Werksessies: status"] == "op de wachtlijst"
    assert rows[0]["Ik mag op de foto."] == "nee"
    assert (rows[2]["Nummer in de rij"], rows[2]["Werksessies: status"]) == (1, "gewenst")


def choices_in(event: Event, round_: str) -> list[str]:
    """What the last row says of one round: titles, tables and states."""
    row = read_csv(download(client_of(event), event, "csv"))[-1]
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

    (row,) = read_csv(download(client_of(event), event, kind), separator)

    assert (row["E-mailadres"], row["Organisatie"], row["Aangemeld"]) == (
        "fatma@example.org",
        "Huis; tuin, en keuken",
        "2026-05-04 12:00",
    )


@pytest.mark.django_db
def test_names_that_look_like_formulas_stay_texts() -> None:
    event = published_event(capacity=None)
    for number, name in enumerate(HOSTILE):
        signed_up(event, given_name=f"{number:02}", infix="", family_name="X", organisation=name)
    client = client_of(event)

    book = openpyxl.load_workbook(io.BytesIO(download(client, event, "xlsx")))
    plain = read_csv(download(client, event, "csv"))

    assert book.active is not None
    column = next(c for c in book.active.iter_cols() if c[0].value == "Organisatie")
    assert [(unescape(cell.value), cell.data_type) for cell in column[1:]] == [
        (name, "s") for name in HOSTILE
    ]
    assert [row["Organisatie"] for row in plain] == [
        f"'{name}" if place < 9 else name for place, name in enumerate(HOSTILE)
    ]


@pytest.mark.django_db
def test_the_header_is_bold_and_stays_in_sight() -> None:
    event = published_event()
    signed_up(event)

    page = openpyxl.load_workbook(io.BytesIO(download(client_of(event), event, "xlsx"))).active

    assert page is not None
    assert (page["A1"].font.b, page["A2"].font.b, page.freeze_panes) == (True, False, "A2")
    assert (page.title, int(page.column_dimensions["E"].width)) == ("Deelnemers", 28)


@pytest.mark.django_db
def test_the_filter_of_the_page_is_the_filter_of_the_file_and_is_noted() -> None:
    event = published_event(capacity=None)
    gone = signed_up(event, "gone@example.org")
    signed_up(event, "stays@example.org")
    cancel(gone, now=NOW, by=None)
    client = client_of(event)

    rows = read_csv(download(client, event, "csv", status="cancelled", q="berg"))

    assert [row["E-mailadres"] for row in rows] == ["gone@example.org"]
    note = AuditEntry.objects.get(action="export")
    assert (note.event_id, note.changes) == (
        event.pk,
        {"format": "csv", "filter": {"status": "cancelled", "searched": True}, "rows": 1},
    )
    assert note.actor_name.endswith("@example.org")


@pytest.mark.django_db
def test_a_filter_that_makes_no_sense_downloads_nothing() -> None:
    event = published_event()
    signed_up(event)
    address = reverse("staff:export", kwargs={"slug": event.slug})

    answer = client_of(event).get(address, {"format": "csv", "status": "bestaat-niet"})

    listing = reverse("staff:attendees", kwargs={"slug": event.slug})
    assert (answer.status_code, answer.url) == (302, f"{listing}?format=csv&status=bestaat-niet")  # type: ignore[attr-defined]
    assert not AuditEntry.objects.filter(action="export").exists()


@pytest.mark.django_db
def test_an_unknown_kind_of_file_is_not_found() -> None:
    event = published_event()
    address = reverse("staff:export", kwargs={"slug": event.slug})

    assert client_of(event).get(address, {"format": "pdf"}).status_code == 404


@pytest.mark.django_db
def test_the_file_is_named_after_the_event_and_the_day(time_machine: Any) -> None:
    time_machine.move_to(datetime.fromisoformat("2026-05-04T23:30:00+00:00"))
    event = published_event(slug="routekaart")
    address = reverse("staff:export", kwargs={"slug": "routekaart"})
    client = client_of(event)

    answers = [client.get(address, {"format": kind}) for kind in ("csv", "xlsx")]

    assert [answer["Content-Disposition"] for answer in answers] == [
        'attachment; filename="deelnemers-routekaart-2026-05-05.csv"',
        'attachment; filename="deelnemers-routekaart-2026-05-05.xlsx"',
    ]
    for answer in answers:
        answer.close()


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_within_a_thousand_people(
    django_assert_num_queries: Any,
) -> None:
    event, picks = evening_with_tables(capacity=None)
    consent = make_consent(event)
    client = client_of(event)
    for _ in range(3):
        signed_up(event, picks=[picks[0]], consents=[consent])
        with django_assert_num_queries(28):
            download(client, event, "csv")


@given(st.text())
def test_no_text_starts_as_a_formula_in_a_csv(text: str) -> None:
    shown = harmless(text)

    assert shown in {text, f"'{text}"}
    assert shown.lstrip(" \u200b\ufeff\xa0")[:1] not in set("=+-@\t\r＝＋－＠﹢﹣﹦")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_a_csv_is_read_back_as_it_was_written(texts: list[str]) -> None:
    columns = [Column(str(place), str(place)) for place in range(len(texts))]
    content = b"".join(csv_pieces(Sheet("x", columns, [texts]), separator=";"))

    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), ""), delimiter=";"))

    assert read[1] == [harmless(text) for text in texts]


@given(st.text(st.characters(exclude_categories=["Cs", "Cn"]), min_size=1))
def test_an_xlsx_is_read_back_as_it_was_written(text: str) -> None:
    target = io.BytesIO()
    write_xlsx(Sheet("x", [Column("a", "A"), Column("b", "B")], [[text, 7]]), target)

    page = openpyxl.load_workbook(target).active

    assert page is not None
    assert (unescape(page["A2"].value), page["A2"].data_type, page["B2"].value) == (text, "s", 7)
