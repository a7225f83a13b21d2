"""What two phones did that does not agree: put together alike, told in words, put aside."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from registrations.changing.cancelling import cancel_people
from registrations.desk.conflicts import conflicts_of
from registrations.door.seeing import see
from tests.factories import make_user
from tests.journeys.phone import evening, guests

pytestmark = pytest.mark.django_db(transaction=True)
CASES = Path(__file__).parents[2] / "data" / "door_merging.json"
MERGE = """async ([scripts, acts]) => {
    const { merged } = await import(`${scripts}/merging.js`);
    const keys = (acts) => acts.map((act) => act.key);
    const utc = (moment) => moment && new Date(moment).toISOString().replace(".000Z", "+00:00");
    return [...merged(acts)].sort(([one], [other]) => (one < other ? -1 : 1)).map(([spot, one]) => ({
        person: spot.split(" ")[0], place: spot.split(" ")[1], since: utc(one.since),
        by: one.by && one.by.key, again: keys(one.again), standing: keys(one.standing),
        notes: keys(one.notes), taken_back: one.takenBack,
    }));
}"""


def test_what_does_not_agree_is_told_in_words_and_can_be_put_aside(phone: Any) -> None:
    event = evening()
    both, gone = guests(event, 2)
    one, other = phone(event, "Deur 1"), phone(event, "Deur 2")
    for door in (one, other):
        door.visit()
        door.offline()
        door.check_in(both)
    other.check_in(gone)
    cancel_people([gone], now=timezone.now(), by=None)
    for door in (one, other):
        door.online()
        door.says("Alles is verzonden")

    other.page.get_by_role("link", name="Let op: 2 meldingen").click()
    rows = other.page.locator("#notices-list li")
    rows.nth(1).wait_for()
    words = rows.all_inner_texts()
    rows.filter(has_text=both.full_name).get_by_role("button").click()
    other.page.get_by_role("link", name="Let op: 1 melding").wait_for()
    focus = other.page.evaluate("document.activeElement.innerText")
    rows.filter(has_text=gone.full_name).get_by_role("button").click()
    other.page.get_by_text("Er zijn geen meldingen.").wait_for()
    other.page.reload()
    other.page.get_by_role("button", name="Toon de 2 geziene meldingen weer").click()
    other.page.get_by_role("link", name="Let op: 2 meldingen").wait_for()

    assert [
        name in text for text, name in zip(words, (both.full_name, gone.full_name), strict=True)
    ]
    assert "Door twee apparaten ingecheckt" in words[0]
    assert ("Deur 1" in words[0], "dit apparaat" in words[0]) == (True, True)
    assert "Kwam binnen na annuleren" in words[1]
    assert focus.startswith("Gezien")
    assert other.trouble == []


def test_what_the_team_settled_is_told_no_more_until_something_new(phone: Any) -> None:
    event = evening()
    (both,) = guests(event, 1)
    one, other = phone(event, "Deur 1"), phone(event, "Deur 2")
    for door in (one, other):
        door.visit()
        door.offline()
        door.check_in(both)
    for door in (one, other):
        door.online()
        door.says("Alles is verzonden")
    other.page.get_by_role("link", name="Let op: 1 melding").wait_for()

    (conflict,) = conflicts_of(event)
    see(
        both,
        problem=conflict.problem,
        last_act=conflict.last_act,
        now=timezone.now(),
        by=make_user(),
    )
    other.online()

    other.page.locator("#notices").wait_for(state="hidden")


def test_scripts_merge_as_the_server_does(phone: Any) -> None:
    door = phone(evening())
    door.visit()

    for case in json.loads(CASES.read_text()):
        told = door.page.evaluate(MERGE, [door.scripts(), case["acts"]])
        assert told == case["presences"], case["name"]
