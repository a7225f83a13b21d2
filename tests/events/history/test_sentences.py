"""The trail in sentences: every verb has one, and no resident is named in any."""

import ast
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation

from events.casting import cast
from events.history.changes import Change, changes_in
from events.history.reading import lines_of
from events.history.sentences import SENTENCES, sentence_of
from events.models import Event, Session
from events.publishing import publish
from festival.audit import record
from festival.editing import change, remove
from festival.models import AuditEntry
from registrations.changing.cancelling import cancel
from tests.factories import (
    NOW,
    make_event,
    make_person,
    make_session,
    make_table,
    make_user,
    published_event,
    signed_up,
)

ROOT = Path(__file__).resolve().parents[3]
APPS = ("festival", "partners", "events", "registrations")


def recorded(source: str) -> set[str]:
    """The actions that a module notes; `?` for one that this cannot read."""
    tree, found = ast.parse(source), set()
    for place in ast.walk(tree):
        if isinstance(place, ast.FunctionDef):
            for call in calls(place, "record"):
                named = isinstance(call.args[0], ast.Name)
                found |= (passed(tree, place, call.args[0].id) if named else words(call)) or {"?"}
    return found


def calls(tree: ast.AST, name: str) -> list[Any]:
    """The calls of a function by this name, with arguments."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) == name
        and node.args
    ]


def passed(tree: ast.AST, function: ast.FunctionDef, name: str) -> set[str]:
    """What a variable can be: given to it within its function, or by who calls that."""
    given = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
    own = [words(node.value) for node in given if getattr(node.targets[0], "id", "") == name]
    told = [words(call.args[0]) for call in calls(tree, function.name)]
    return set().union(*own, *told)


def words(node: Any) -> set[str]:
    """The texts of an expression; of a call, of its first argument."""
    node = node.args[0] if isinstance(node, ast.Call) else node
    branches = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return {part.value for part in branches if isinstance(part, ast.Constant)}


def test_every_action_that_a_verb_notes_has_a_sentence() -> None:
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]

    noted = set().union(*(recorded(path.read_text(encoding="utf-8")) for path in modules))

    assert noted - set(SENTENCES) == set()
    assert {"add", "publish", "sign up", "invite", "call off session"} <= noted


def test_an_action_without_a_sentence_would_be_seen() -> None:
    plain = "def f():\n    audit.record('dance', thing, now=now, by=by)"
    by_name = "def f(a):\n    record(a, thing)\ndef g():\n    f('jump' if high else 'hop')"
    hidden = "def f(a):\n    record(a + 'ing', thing)"

    assert recorded(plain) == {"dance"}
    assert recorded(by_name) == {"jump", "hop"}
    assert recorded(hidden) == {"?"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sentence_can_be_filled_in(language: str) -> None:
    with translation.override(language):
        for action in SENTENCES:
            entry = AuditEntry(action=action, target_type="event", target_name="Avond")
            told = sentence_of(entry)
            assert told.endswith(".")
            assert "%(" not in told


# What changed


@pytest.mark.django_db
def test_who_changed_what_is_told_with_before_and_after() -> None:
    event = make_event(title="Avond")
    change(event, now=NOW, by=make_user(name="Olga"), title="Nacht", intro="Kom ook.", motto="")

    (line,) = lines_of(AuditEntry.objects.filter(action="change"), may=frozenset())

    assert line.sentence == "Olga wijzigde bijeenkomst ‘Nacht’."
    assert [told.sentence for told in line.changes] == [
        "Titel: ‘Avond’ werd ‘Nacht’.",
        "Inleiding: ‘Kom ook.’ ingevuld.",
    ]


@pytest.mark.parametrize(
    ("kind", "changes", "told"),
    [
        ("event", {"visibility": ["draft", "public"]}, "Zichtbaarheid: ‘concept: alleen het team’ werd ‘openbaar’."),
        ("event", {"takes_registrations": [False, True]}, "Mensen melden zich hier aan: ‘nee’ werd ‘ja’."),
        ("event", {"capacity": [None, 40]}, "Plaatsen: ‘40’ ingevuld."),
        ("event", {"announced_on": ["2026-05-04", None]}, "Aangekondigd op: ‘4 mei 2026’ weggehaald."),
        ("case", {"title": ["", "Zorg"]}, "Titel: ‘Zorg’ ingevuld."),
        ("nothing", {"gone": ["a", "b"]}, "Gone: ‘a’ werd ‘b’."),
        ("event", {"session": ["Een, Twee", "Twee, Een"]}, "Sessies: ‘Een, Twee’ werd ‘Twee, Een’."),
        ("accord", {"parties": [["A", "B"], ["A"]]}, "Getekend door: ‘A, B’ werd ‘A’."),
    ],
)  # fmt: skip
def test_values_are_told_as_people_say_them(kind: str, changes: Any, told: str) -> None:
    assert [change.sentence for change in changes_in(kind, changes)] == [told]


def test_moments_are_told_in_the_time_zone_of_the_event() -> None:
    changes = {"starts_at": ["2026-11-02T18:45:00+00:00", "2026-11-02T19:00:00+00:00"]}

    with timezone.override("Europe/Amsterdam"):
        (told,) = changes_in("session", changes)

    assert told.sentence == (
        "Begint op: ‘maandag 2 november 2026, 19.45 uur’ werd ‘maandag 2 november 2026, 20.00 uur’."
    )


def test_a_long_text_is_kept_apart_with_both_versions() -> None:
    before, after = "Oud. " * 40, "Nieuw. " * 40

    assert changes_in("event", {"intro": [before, after]}) == [
        Change("Inleiding: de tekst is veranderd.", before=before, after=after)
    ]


def test_a_session_of_the_log_in_is_not_taken_for_one_of_the_programme() -> None:
    with translation.override("en"):
        entry = AuditEntry(action="add", target_type="session", target_name="Plenary")
        assert sentence_of(entry) == "The site added session “Plenary”."
        assert changes_in("session", {"title": ["a", "b"]})[0].sentence.startswith("Title")


# Residents


@pytest.mark.django_db
def test_residents_are_told_by_their_code_and_opened_by_who_may() -> None:
    event = published_event()
    person = signed_up(event, "fatma@example.org", given_name="Fatma", family_name="Geheim")
    cancel(person, now=NOW, by=None)
    entries = AuditEntry.objects.filter(target_type="registration")

    plain = lines_of(entries, may=frozenset({"event.see"}))
    opening = lines_of(entries, may=frozenset({"event.see", "attendees.see"}))

    assert [line.sentence for line in plain] == [
        f"Aanmelding {person.code} is door de deelnemer zelf geannuleerd.",
        f"Aanmelding {person.code} kwam binnen.",
    ]
    assert [line.attendee for line in plain] == ["", ""]
    assert [line.attendee for line in opening] == [person.code] * 2
    assert not any("Geheim" in str(line) or "fatma" in str(line) for line in [*plain, *opening])


@pytest.mark.django_db
def test_what_somebody_told_about_themselves_is_never_shown() -> None:
    event = published_event()
    person = signed_up(event)
    record("change", person, now=NOW, by=None, event_id=event.pk, changes={"email": ["a@b", "c@d"]})

    (line, *_rest) = lines_of(AuditEntry.objects.filter(action="change"), may=frozenset())

    assert line.changes == []


# Other verbs


@pytest.mark.django_db
def test_publishing_and_removing_are_told() -> None:
    olga, event = make_user(name="Olga"), published_event()
    session: Session = make_session(event, "Plenair")
    remove(session, now=NOW, by=olga)
    publish(Event.objects.get(pk=event.pk), now=NOW, by=olga)

    told = [sentence_of(entry) for entry in AuditEntry.objects.all()[:2]]

    assert told == ["Olga publiceerde versie 2.", "Olga verwijderde sessie ‘Plenair’."]


@pytest.mark.django_db
def test_who_was_put_on_the_programme_is_told_with_role_and_place() -> None:
    session = make_session(make_event(), "Gesprek")
    table, host = make_table(session, 2), make_person("Jan", "Vries", infix="de")
    olga = make_user(name="Olga")

    with translation.override("nl"):
        cast(table, "host", [host], now=NOW, by=olga)
        cast(session, "speaker", [host], now=NOW, by=olga)
        cast(table, "host", [], now=NOW, by=olga)
        entries = AuditEntry.objects.filter(target_type="appearance").order_by("pk")
        told = [sentence_of(entry) for entry in entries]

    assert told == [
        "Olga zette in het programma: Jan de Vries, begeleider van tafel 2 van “Gesprek”.",
        "Olga zette in het programma: Jan de Vries, spreker van “Gesprek”.",
        "Olga haalde uit het programma: Jan de Vries, begeleider van tafel 2 van “Gesprek”.",
    ]
