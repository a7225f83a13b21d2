"""Who may not see something gets no column of it: not offered, and not given when asked for.

In the table of roles, who may download lists may see everything in them; so these tests give the
desk the right to download, and plant a canary in all that the desk may not see.
"""

from typing import Any

import pytest
from django.test import Client

from events.models import Event, Role
from events.permissions import MAY
from registrations.exporting import makers
from registrations.exporting.formats import FORMATS, Format
from registrations.exporting.keeping import keep, keep_anew, wanted_of
from registrations.exporting.wanted import Wanted
from registrations.models import Answer, Question
from tests.factories import NOW, join_team, made, published_event, signed_up
from tests.papers import needs_pango, read_pdf
from tests.registrations.exporting.readers import (
    address_of,
    all_columns,
    asked,
    read_csv,
    read_json,
    read_ods,
    read_xlsx,
)

pytestmark = pytest.mark.django_db
CANARY = "kanariegeel"
FORBIDDEN = {"email", "access_needs", "diet_needs"}


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Client]:
    """An evening full of canaries, and somebody at the desk who may download lists."""
    monkeypatch.setitem(MAY, "attendees.export", MAY["attendees.export"] | {Role.DESK})
    event = published_event(asks_access=True, asks_diet=True)
    about = {"purpose": "Om te weten", "keep_days": 5}
    secret = made(Question(event=event, text=f"Geloof {CANARY}", special=True, **about))
    plain = made(Question(event=event, text=f"Fiets of {CANARY}?", **about))
    person = signed_up(
        event, f"{CANARY}@example.org", access_needs=f"Rolstoel {CANARY}", diet_needs=CANARY
    )
    for question, value in ((secret, CANARY), (plain, CANARY)):
        Answer.objects.create(
            registration=person, question=question, asked=question.text, value=value
        )
    client = Client()
    client.force_login(join_team(event, "desk"))
    return event, client


def hidden(event: Event) -> list[str]:
    return [*sorted(FORBIDDEN), *(f"answer-{question.pk}" for question in event.questions.all())]


def test_the_columns_are_not_offered(desk: Any) -> None:
    event, client = desk

    page = client.get(f"{address_of(event)}?kolommen={','.join(hidden(event))}")

    offered = {column.key for column in page.context["form"].offered}
    assert offered == set(all_columns(event)) - set(hidden(event))
    assert CANARY not in page.content.decode()


@pytest.mark.parametrize("place", range(5))
def test_a_hand_made_form_is_refused(desk: Any, place: int) -> None:
    event, client = desk

    answer = asked(client, event, columns=["given_name", hidden(event)[place]])

    assert answer.status_code == 422
    assert "Eén van deze kolommen is er niet voor jou." in answer.content.decode()
    assert CANARY not in answer.content.decode()


@needs_pango
def test_a_kept_choice_as_pdf_gives_what_the_role_may_see(desk: Any) -> None:
    event, client = desk
    columns = ("given_name", *hidden(event))
    kept = keep(
        event,
        name="Op papier",
        wanted=Wanted(columns=columns, kind="pdf"),
        now=NOW,
        by=join_team(event),
    )

    answer = client.post(address_of(event, "run_export", code=kept.code))

    told = read_pdf(b"".join(answer.streaming_content))
    title, when, *cells = told.text.split("\n")
    assert (cells, told.title) == (["Voornaam", "Fatma", "1 / 1"], f"{title}, {when}")


READ = {"csv": read_csv, "xlsx": read_xlsx, "ods": read_ods, "json": read_json}


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("later", [False, True])
def test_a_kept_choice_gives_what_the_role_may_see(
    desk: Any, monkeypatch: pytest.MonkeyPatch, kind: str, later: bool
) -> None:
    event, client = desk
    monkeypatch.setattr(Format, "takes_long", lambda self, rows, columns: later)
    everything = Wanted(columns=tuple(all_columns(event)), kind=kind)
    kept = keep(event, name="Alles", wanted=everything, now=NOW, by=join_team(event))

    answer = client.post(address_of(event, "run_export", code=kept.code))
    if later:
        makers.prepare(NOW)
        code = event.prepared_files.get().code
        answer = client.get(address_of(event, "fetch_prepared", code=code))
    content = b"".join(answer.streaming_content)

    (row,) = READ[kind](content)
    assert row["Voornaam"] != ""
    assert CANARY not in str(row)
    assert not {"E-mailadres", "Nodig om mee te doen", "Eten"} & set(row)


def test_the_same_list_holds_it_all_for_an_owner(desk: Any) -> None:
    event, _client = desk
    owner = Client()
    owner.force_login(join_team(event))

    (row,) = read_csv(b"".join(asked(owner, event).streaming_content))

    assert str(row).count(CANARY) == 7


def test_a_choice_that_is_changed_keeps_the_columns_that_were_not_seen(desk: Any) -> None:
    event, _client = desk
    by = join_team(event)
    wanted = Wanted(columns=("email", "given_name", "status"))
    kept = keep(event, name="Adressen", wanted=wanted, now=NOW, by=by)

    changed = Wanted(columns=("status", "organisation"))
    keep_anew(kept, wanted=changed, may=frozenset({"attendees.export"}), now=NOW, by=by)

    assert wanted_of(kept).columns == ("status", "organisation", "email")


def test_a_file_that_was_made_for_more_rights_is_not_handed_out(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, _client = desk
    monkeypatch.setattr(Format, "takes_long", lambda self, rows, columns: True)
    owner, client = join_team(event), Client()
    client.force_login(owner)
    asked(client, event, columns=["email"])
    makers.prepare(NOW)
    owner.memberships.update(role="desk")

    code = owner.prepared_files.get().code
    answer = client.get(address_of(event, "fetch_prepared", code=code), follow=True)

    assert "Met jouw rol in dit team kan dit niet." in answer.content.decode()


def test_search_words_do_not_reach_addresses_that_may_not_be_seen(desk: Any) -> None:
    event, client = desk

    answer = asked(client, event, columns=["given_name"], people=f"q={CANARY}")

    assert read_csv(b"".join(answer.streaming_content)) == []


def test_all_kinds_are_tried() -> None:
    assert {*READ, "csv-comma", "pdf"} == set(FORMATS)
