"""The rules of signing up: together, in line, proof, changing, reminding; and those of rounds."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from events.models import Event
from events.publishing import publish
from registrations.models import Choice
from registrations.seating import rounds
from registrations.sign_up.applying import Companion, IfShort
from registrations.sign_up.picking import Pick
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    join_team,
    make_block,
    make_event,
    make_session,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import problems, text_of
from tests.registrations.sign_up_settings.test_asked_parts import as_opened
from tests.registrations.sign_up_settings.test_asked_parts import page_of as asked_page
from tests.registrations.sign_up_settings.test_forms_on_the_event import (
    editor,
    in_may,
    overview,
    page_of,
    sent,
)

pytestmark = pytest.mark.django_db
__all__ = ["editor", "in_may"]


@pytest.fixture
def event() -> Event:
    return published_event(capacity=3)


def test_people_come_together_up_to_a_number(editor: Client, event: Event) -> None:
    answer = sent(editor, event, "samen", most_together="3", nameless_companions="on")

    assert answer.status_code == 302
    assert (event.most_together, event.nameless_companions) == (3, True)
    assert "kan 2 anderen meenemen. Zij mogen zonder naam komen." in overview(editor, event)


@pytest.mark.parametrize("number", ["", "0", "21"])
def test_a_party_has_at_least_one_and_at_most_twenty(
    editor: Client, event: Event, number: str
) -> None:
    answer = sent(editor, event, "samen", most_together=number)

    assert (answer.status_code, list(problems(answer))) == (422, ["most_together"])


def test_a_seat_that_comes_free_is_offered_for_some_hours(editor: Client, event: Event) -> None:
    sent(editor, event, "wachtlijst", handed_on="with", offer_hours="6")

    assert event.offer_hours == 6
    assert "aangeboden en heeft 6 uur om te antwoorden" in overview(editor, event)


def test_at_once_needs_no_hours(editor: Client, event: Event) -> None:
    sent(editor, event, "wachtlijst", handed_on="with", offer_hours="6")

    sent(editor, event, "wachtlijst", handed_on="without", offer_hours="niets")

    assert event.offer_hours is None
    assert "krijgt een plaats die vrijkomt meteen" in overview(editor, event)


def test_offering_without_hours_says_what_is_missing(editor: Client, event: Event) -> None:
    answer = sent(editor, event, "wachtlijst", handed_on="with", offer_hours="")

    assert (answer.status_code, problems(answer)) == (
        422,
        {"offer_hours": ["Vul in hoeveel uur."]},
    )


def test_the_address_is_to_be_confirmed(editor: Client, event: Event) -> None:
    sent(editor, event, "adres", asks_proof="with", proof_hours="24")
    asked = overview(editor, event)
    sent(editor, event, "adres", asks_proof="without")

    assert "blijft 24 uur bewaard tot het e-mailadres is bevestigd" in asked
    assert event.proof_hours is None


def test_changing_ends_at_a_moment(editor: Client, event: Event) -> None:
    sent(editor, event, "wijzigen", changes_until="2026-05-30T12:00", hand_over="")

    assert event.changes_until.isoformat() == "2026-05-30T10:00:00+00:00"
    assert not event.hand_over
    assert "Ze kunnen hun plaats niet doorgeven." in overview(editor, event)


def test_nobody_is_reminded_without_a_number(editor: Client, event: Event) -> None:
    sent(editor, event, "herinneren", reminder_days="", mails_after="on")

    assert (event.reminder_days, event.mails_after) == (None, True)
    assert "Niemand krijgt een herinnering. Na afloop" in overview(editor, event)


def test_what_somebody_else_saved_meanwhile_is_not_undone(editor: Client, event: Event) -> None:
    path = page_of(event, "samen")
    mine = as_opened(editor, path)
    sent(editor, event, "samen", most_together="2")

    editor.post(path, mine | {"nameless_companions": "on"})

    event.refresh_from_db()
    assert (event.most_together, event.nameless_companions) == (2, True)


def test_a_round_becomes_one_of_wishes_while_nobody_has_chosen(editor: Client) -> None:
    event = make_event()
    editor.force_login(join_team(event, "editor"))
    block = make_block(event)
    path = asked_page(event, f"rondes/{block.pk}")

    editor.post(path, as_opened(editor, path) | {"ranked": "on", "maximum": "3"})

    block.refresh_from_db()
    assert (block.ranked, block.maximum) == (True, 3)
    told = text_of(editor.get(asked_page(event, "rondes")))
    assert "wensen op volgorde, later ingedeeld" in told
    assert "hoogstens" not in told


def test_ranking_stays_as_it_is_once_somebody_chose(editor: Client) -> None:
    event, picks = evening_with_tables()
    editor.force_login(join_team(event, "editor"))
    signed_up(event, picks=picks[:1])
    path = asked_page(event, f"rondes/{picks[0].block.pk}")

    answer = editor.post(path, as_opened(editor, path) | {"ranked": "on", "title": "Anders"})

    block = event.blocks.get()
    assert (block.ranked, block.title) == (False, "Werksessies")
    told = problems(answer)["ranked"][0]
    assert told.startswith(
        "1 persoon heeft al gekozen in deze ronde, dus dit kan niet meer anders."
    )


def test_the_same_rules_again_leave_no_trail() -> None:
    from festival.models import AuditEntry

    block = make_block(make_event(), maximum=2)
    before = AuditEntry.objects.count()

    rounds.change_rules(block, maximum=2, ranked=False, now=NOW, by=None)

    assert AuditEntry.objects.count() == before


def test_a_maximum_below_what_somebody_chose_is_refused() -> None:
    event = make_event(capacity=0)
    block = make_block(event, maximum=2)
    first, second = (chosen_apart(event, block, hour) for hour in (0, 1))
    publish(event, now=NOW, by=None)
    person = signed_up(event, picks=[first])
    Choice.objects.create(
        registration=person, block=block, session=second.session, status="wished", since=NOW
    )

    with pytest.raises(rounds.AlreadyChosen, match="1 persoon heeft in deze ronde al meer"):
        rounds.change_rules(block, maximum=1, ranked=False, now=NOW, by=None)


def chosen_apart(event: Event, block: Any, hour: int) -> Any:
    starts = START + timedelta(hours=hour)
    session = make_session(
        event,
        f"Sessie {hour}",
        block=block,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=50),
    )
    return Pick(block, session, None)


def test_a_rule_that_lets_people_pass_seats_who_fits_at_once(editor: Client) -> None:
    event = published_event(capacity=2, offer_hours=4)
    editor.force_login(join_team(event, "editor"))
    signed_up(event)
    two = [Companion(given_name="Bas", family_name="Aa")]
    signed_up(event, companions=two, if_short=IfShort.TOGETHER)
    signed_up(event)

    sent(editor, event, "wachtlijst", overtaking="on")

    rows = event.registrations.order_by("pk").values_list("status", flat=True)
    assert event.overtaking
    assert list(rows) == ["confirmed", "waiting", "waiting", "offered"]
    assert "gaat wie erachter staat voor" in overview(editor, event)
