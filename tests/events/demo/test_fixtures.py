"""Reading one fixture: its days and hours, its owner, and errors that name file and key."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from events.demo import BadFacts, load_gatherings
from events.demo.days import day_of
from events.demo.facts import When
from events.models import Event
from tests.factories import NOW, make_user

pytestmark = pytest.mark.django_db


def gathering(folder: Path, more: str = "", when: str = "day: 2015-11-02") -> Path:
    """A folder with one small fixture."""
    text = f"event: {{slug: avond, title: Avond}}\nwhen:\n  {when}\n{more}"
    (folder / "avond.yaml").write_text(text)
    return folder


def test_who_loads_becomes_owner_of_each_event_once(tmp_path: Path) -> None:
    user = make_user()

    for _ in range(2):
        events = load_gatherings(now=NOW, by=user, folder=gathering(tmp_path))

    assert [member.role for event in events for member in event.team.all()] == ["owner"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("themes: [{slug: zorg}]", "Object missing required field `title` - at `$.themes[0]`"),
        (
            "links: [{title: A, adres: x}]",
            "Object contains unknown field `adres` - at `$.links[0]`",
        ),
        (
            "sessions: [{title: A, starts: 19:45}]",
            "Expected `str | null`, got `int` - at `$.sessions[0].starts`",
        ),
        (
            "partners: [{organisation: wie, role: host}]",
            "partners[0].organisation: nothing is called “wie”",
        ),
        ("photos: [{motif: kat, alt: Kat}]", "photos[0].motif: there is no motif “kat”"),
    ],
)
def test_a_wrong_key_is_told_with_its_file(tmp_path: Path, more: str, told: str) -> None:
    with pytest.raises(BadFacts) as problem:
        load_gatherings(now=NOW, by=None, folder=gathering(tmp_path, more))

    assert str(problem.value) == f"avond.yaml: {told}"
    assert Event.objects.count() == 0


def test_what_the_model_refuses_is_told_with_its_file(tmp_path: Path) -> None:
    folder = gathering(tmp_path, "links: [{title: A, url: nergens}]")

    with pytest.raises(BadFacts, match=r"^avond\.yaml: links\[0\]: url: "):
        load_gatherings(now=NOW, by=None, folder=folder)


def test_broken_yaml_is_told_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(BadFacts, match=r"^avond\.yaml: .*line 5"):
        load_gatherings(now=NOW, by=None, folder=gathering(tmp_path, "links: [\n"))


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 5, 4), date(2026, 5, 25)),  # a Monday: three weeks later
        (date(2026, 5, 5), date(2026, 6, 1)),  # a Tuesday: the Monday after
        (date(2026, 5, 3), date(2026, 5, 25)),
    ],
)
def test_a_coming_day_keeps_its_weekday(today: date, day: date) -> None:
    assert day_of(When(weekday="monday", weeks_ahead=3), today=today) == day


def test_hours_are_local_on_both_sides_of_the_clock_change(tmp_path: Path) -> None:
    folder = gathering(tmp_path, when='day: 2015-11-02\n  starts: "19:45"\n  ends: "22:00"')

    event: Any = load_gatherings(now=NOW, by=None, folder=folder)[0]

    assert event.starts_at == datetime(2015, 11, 2, 18, 45, tzinfo=UTC)
