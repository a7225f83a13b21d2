"""Loads the gatherings of the demo through the verbs that organisers use."""

from datetime import datetime
from pathlib import Path

import msgspec
from django.db import transaction
from django.utils import timezone

from events.demo import facts
from events.demo.content import load_content
from events.demo.days import day_of, moment, window
from events.demo.lasting import load_lasting
from events.demo.shelf import BadFacts, Shelf
from events.demo.timetable import load_timetable
from events.models import Event, Partnership, TargetGroup, TeamMember, Theme
from events.publishing import publish
from festival.editing import add
from festival.models import User

FOLDER = Path(__file__).with_name("gatherings")


@transaction.atomic
def load_gatherings(*, now: datetime, by: User | None, folder: Path = FOLDER) -> list[Event]:
    """Load and publish every gathering of a folder, in the order of the file names.

    An event whose slug is already taken is kept as it is; `by` becomes an owner of each.
    Raises BadFacts, naming file and key, and then nothing is loaded.
    """
    events = [_load(path, now=now, by=by) for path in sorted(folder.glob("*.yaml"))]
    for event in events:
        if by is not None and not event.team.filter(user=by).exists():
            add(TeamMember(event=event, user=by, role=TeamMember.Role.OWNER), now=now, by=by)
    return events


def read_facts(path: Path) -> facts.Gathering:
    """The facts of one file. Raises BadFacts with the key that is wrong."""
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=facts.Gathering)
    except msgspec.MsgspecError as problem:
        told = " ".join(str(problem).split())
        raise BadFacts(f"{path.name}: {told}") from problem


def _load(path: Path, *, now: datetime, by: User | None) -> Event:
    gathering = read_facts(path)
    kept: Event | None = Event.objects.filter(slug=gathering.event.slug).first()
    if kept is not None:
        return kept
    shelf = Shelf(path.name, now, by)
    load_lasting(shelf, gathering)
    event = _event(shelf, gathering)
    _frame(shelf, event, gathering)
    load_timetable(shelf, event, gathering)
    load_content(shelf, event, gathering)
    publish(event, now=min(now, event.opens_at or now), by=by)
    event.refresh_from_db()
    return event


def _event(shelf: Shelf, gathering: facts.Gathering) -> Event:
    zone = timezone.get_default_timezone()
    when = gathering.when
    day = day_of(when, today=timezone.localdate(shelf.now, zone))
    starts_at = moment(day, when.starts, zone)
    for row in Event.objects.all():
        shelf.put("follows", row.slug, row)
    _know_rooms(shelf, gathering.event.venue)
    return shelf.make(
        Event,
        gathering.event,
        "event",
        starts_at=starts_at,
        ends_at=moment(when.until or day, when.ends, zone),
        precision=when.precision,
        visibility=Event.Visibility.PUBLIC,
        **window(gathering.sign_up, starts_at),
    )


def _know_rooms(shelf: Shelf, venue: str) -> None:
    if venue:
        for room in shelf.get("venue", venue, "event").rooms.all():
            shelf.put("room", room.name, room)


def _frame(shelf: Shelf, event: Event, gathering: facts.Gathering) -> None:
    for n, partner in enumerate(gathering.partners):
        shelf.make(Partnership, partner, f"partners[{n}]", event=event, position=n)
    for n, theme in enumerate(gathering.themes):
        row = shelf.make(Theme, theme, f"themes[{n}]", event=event, position=n)
        shelf.put("theme", theme.slug, row)
    for n, name in enumerate(gathering.target_groups):
        group = TargetGroup(event=event, name=name, position=n)
        shelf.add(group, f"target_groups[{n}]")
