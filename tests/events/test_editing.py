"""Building a draft: add, change, remove, each with its line in the trail."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from events.models import Event, Session, Table, Theme
from festival.editing import change, plain, remove
from festival.models import AuditEntry
from registrations.models import RegistrationRole
from tests.factories import (
    NOW,
    START,
    evening_with_tables,
    make_block,
    make_event,
    make_role,
    make_room,
    make_session,
    make_table,
    make_theme,
    make_user,
    make_venue,
    published_event,
    signed_up,
)

pytestmark = pytest.mark.django_db


def trail(action: str) -> list[tuple[str, object]]:
    """What the trail says of one kind of action."""
    entries = AuditEntry.objects.filter(action=action).order_by("id")
    return [(entry.target_name, entry.changes) for entry in entries]


def test_a_new_thing_is_kept_and_noted() -> None:
    event = make_event()

    theme = make_theme(event, "Zorg")

    assert list(event.themes.all()) == [theme]
    assert ("Zorg", {}) in trail("add")


def test_a_change_is_kept_and_noted_with_before_and_after() -> None:
    event, organiser = make_event(title="Zomer"), make_user(name="Fatma")

    change(event, now=NOW, by=organiser, title="Winter", motto="")

    event.refresh_from_db()
    assert event.title == "Winter"
    assert trail("change") == [("Winter", {"title": ["Zomer", "Winter"]})]


def test_a_change_of_a_link_names_both_ends() -> None:
    event = make_event()
    old, new = make_theme(event, "Zorg"), make_theme(event, "Energie")
    session = make_session(event, theme=old)

    change(session, now=NOW, by=None, theme=new)
    change(session, now=NOW, by=None, theme=None)

    session.refresh_from_db()
    assert session.theme is None
    assert [changes for _name, changes in trail("change")] == [
        {"theme": ["Zorg", "Energie"]},
        {"theme": ["Energie", None]},
    ]


def test_what_stays_the_same_is_not_noted() -> None:
    event = make_event(title="Zomer")

    change(event, now=NOW, by=None, title="Zomer")

    assert trail("change") == []


def test_only_the_given_fields_are_written() -> None:
    event = make_event(title="Zomer", motto="Doe mee")
    mine = Event.objects.get(pk=event.pk)
    change(event, now=NOW, by=None, motto="Doe het zelf")

    change(mine, now=NOW, by=None, title="Winter")

    event.refresh_from_db()
    assert (event.title, event.motto) == ("Winter", "Doe het zelf")


@pytest.mark.parametrize("field", ["seats_taken", "cancelled_at", "release", "code"])
def test_what_verbs_own_is_not_set_by_hand(field: str) -> None:
    event = make_event()

    with pytest.raises(ValueError, match=f"{field} is not set by hand"):
        change(event, now=NOW, by=None, **{field: None})


def test_a_removed_thing_is_gone_and_noted() -> None:
    theme = make_theme(make_event(), "Zorg")

    remove(theme, now=NOW, by=None)

    assert Theme.objects.count() == 0
    assert trail("remove") == [("Zorg", {})]


def test_a_table_that_somebody_chose_is_not_removed() -> None:
    event, picks = evening_with_tables()
    signed_up(event, picks=picks[:1])

    with pytest.raises(ProtectedError):
        remove(picks[0].session, now=NOW, by=None)

    assert Table.objects.count() == 4
    assert trail("remove") == []


def test_a_role_moves_the_version_of_the_form_on() -> None:
    event = published_event()

    role = make_role(event)
    change(role, now=NOW, by=None, name="buur")
    remove(role, now=NOW, by=None)

    event.refresh_from_db()
    assert (event.form_version, RegistrationRole.objects.count()) == (3, 0)


# what a thing may look like


def sentences(problem: ValidationError) -> dict[str, list[str]]:
    """What is told, by field."""
    return problem.message_dict


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"ends_at": START - timedelta(minutes=1)},
            {"ends_at": ["Het einde ligt vóór het begin."]},
        ),
        (
            {"opens_at": START, "closes_at": START},
            {"closes_at": ["Aanmelden moet later sluiten dan het opent."]},
        ),
        ({"time_zone": "Europe/Tilburg"}, {"time_zone": ["Er is geen tijdzone met deze naam."]}),
        ({"slug": "twee woorden"}, {"slug": None}),
        ({"title": ""}, {"title": None}),
        ({"title": "x" * 201}, {"title": None}),
        ({"colour": "#ffff00"}, {"colour": None}),
    ],
)
def test_an_event_that_cannot_be_is_refused_field_by_field(
    fields: dict[str, object], expected: dict[str, list[str] | None]
) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_event(**fields)

    told = sentences(refusal.value)
    for field, text in expected.items():
        assert text is None or told[field] == text
    assert set(expected) <= set(told)
    assert Event.objects.count() == 0


def test_a_room_of_another_venue_is_refused() -> None:
    elsewhere = make_room(make_venue())

    with pytest.raises(ValidationError) as refusal:
        make_event(venue=make_venue(), room=elsewhere)

    assert sentences(refusal.value) == {"room": ["Deze zaal hoort bij een andere locatie."]}


@pytest.mark.parametrize("part", ["theme", "block", "room"])
def test_a_part_of_another_event_is_refused(part: str) -> None:
    event, other = make_event(venue=make_venue()), make_event(venue=make_venue())
    parts = {
        "theme": make_theme(other),
        "block": make_block(other),
        "room": make_room(other.venue),
    }

    with pytest.raises(ValidationError) as refusal:
        make_session(event, **{part: parts[part]})

    assert list(sentences(refusal.value)) == [part]
    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    "hours",
    [
        {"starts_at": START, "ends_at": None},
        {"starts_at": None, "ends_at": START},
        {"starts_at": START, "ends_at": START - timedelta(minutes=1)},
    ],
)
def test_a_session_has_both_ends_in_order_or_none(hours: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_session(make_event(), **hours)

    assert "ends_at" in sentences(refusal.value)


def test_two_tables_do_not_share_a_number() -> None:
    session = make_session(make_event(), kind="tables")
    make_table(session, 1)

    with pytest.raises(ValidationError):
        make_table(session, 1)

    assert session.tables.count() == 1


@pytest.mark.parametrize("holder", ["event", "session", "table"])
def test_a_thing_with_too_few_seats_is_refused_before_the_database_does(holder: str) -> None:
    event, picks = evening_with_tables()
    for _person in range(2):
        signed_up(event, picks=picks[:1])
    things = {"event": event, "session": picks[0].session, "table": picks[0].table}
    thing = things[holder]
    type(thing).objects.filter(pk=thing.pk).update(seats_taken=2)
    thing.refresh_from_db()
    thing.capacity = 1

    with pytest.raises(ValidationError) as refusal:
        thing.full_clean()

    type(thing).objects.filter(pk=thing.pk).update(seats_taken=2 if holder != "session" else 0)
    assert list(sentences(refusal.value)) == ["capacity"]


def test_the_trail_keeps_plain_values() -> None:
    theme = make_theme(make_event(), "Zorg")

    values = [None, True, 3, "tekst", START, START.date(), theme]

    assert [plain(value) for value in values] == [
        None,
        True,
        3,
        "tekst",
        "2026-06-01T17:45:00+00:00",
        "2026-06-01",
        "Zorg",
    ]


def test_html_and_template_tags_in_a_text_are_kept_as_they_were_typed() -> None:
    event = make_event(title="{{ 7|add:7 }} <script>")

    event.refresh_from_db()
    assert event.title == "{{ 7|add:7 }} <script>"
