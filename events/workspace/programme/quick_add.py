"""The line above the programme: one typed line becomes an item."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.locking import lock_event
from events.models import Event, Room, Session
from events.scheduling import open_end_of, schedule
from events.workspace.programme.days import end_moment, moment
from events.workspace.programme.fields import DayField
from events.workspace.programme.kinds import is_the_end, kind_in
from events.workspace.programme.quick_line import Line, Unreadable, day_of, read_line
from festival.editing import add
from festival.models import User
from festival.names import folded
from festival.refusals import Refused
from festival.typed import TypedField


class UnknownRoom(Refused):
    """The line names a room that the venue does not have."""

    def __init__(self, name: str, known: list[str]) -> None:
        self.name = name
        rooms = ", ".join(known) or _("none yet")
        sentence = _("There is no room “%(name)s” here. Rooms of this venue: %(rooms)s.")
        super().__init__(sentence % {"name": name, "rooms": rooms}, field="line")


class NoVenue(Refused):
    """The line names a room, and there is no venue to have one."""


class QuickAddForm(forms.Form):
    """One line, the day it is about, and what kind of item it is."""

    line = TypedField(
        label=gettext_lazy("Time and title"),
        missing=gettext_lazy("Type a time and a title, such as: 20.00 Welcome."),
        help_text=gettext_lazy(
            "For example: 20.00-20.30 Welcome @Studio. Press Enter, and type the next."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("as the title says")), *Session.Kind.choices],
    )
    new_room = forms.BooleanField(required=False)
    unknown_room = ""  # a room that the line names and that could be added
    no_venue = False  # the line names a room, and there is no venue to have one

    def __init__(self, *args: Any, days: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        self.fields["line"].widget.attrs["autocomplete"] = "off"
        if len(days) > 1:
            self.fields["day"] = DayField(days, initial=days[0])
        self.order_fields(["line", "day", "kind"])

    def clean_line(self) -> Line:
        """The parts of the line. Raises ValidationError."""
        try:
            return read_line(self.cleaned_data["line"])
        except Unreadable as no:
            raise forms.ValidationError(str(no)) from no


@transaction.atomic
def add_line(
    form: QuickAddForm, *, event: Event, now: datetime, by: User | None
) -> tuple[Session, bool]:
    """The item that a valid form tells of, and whether it is new. Raises Refused."""
    lock_event(event.pk)
    line, chosen = form.cleaned_data["line"], form.cleaned_data.get("day", form.days[0])
    day = day_of(line, form.days, chosen)
    form.cleaned_data["day"] = day
    start = moment(day, line.start, event) if line.start else None
    room = _room(line.room, event, new=form.cleaned_data["new_room"], now=now, by=by)
    there = event.sessions.filter(title=line.title, starts_at=start, room=room).first()
    if there is not None:
        return there, False
    session = Session(event=event, title=line.title, starts_at=start, room=room)
    session.kind = form.cleaned_data["kind"] or _kind(session, line)
    if start is not None:
        session.ends_at = end_moment(start, line.end, event) if line.end else None
        if line.end is None and is_the_end(line.title):
            session.ends_at = start
        session.open_end = session.ends_at is None
        session.ends_at = session.ends_at or open_end_of(session, event)
    return schedule(session, event=event, now=now, by=by), True


def _kind(session: Session, line: Line) -> str:
    """By the words of the title; beside something in another room, a parallel session."""
    kind = kind_in(line.title)
    if kind != Session.Kind.PLENARY or session.room is None or session.starts_at is None:
        return kind
    beside = session.event.sessions.filter(
        starts_at__lte=session.starts_at, ends_at__gt=session.starts_at, room__isnull=False
    ).exclude(room=session.room)
    return Session.Kind.PARALLEL if beside.exists() else kind


def _room(name: str, event: Event, *, new: bool, now: datetime, by: User | None) -> Room | None:
    """The room that a name means: whole, or by its beginning when one has that."""
    if not name:
        return None
    if event.venue_id is None:
        raise NoVenue(_("This gathering has no venue yet, so it has no rooms."), field="line")
    rooms = list(Room.objects.filter(venue=event.venue_id))
    told = folded(name)
    whole = [room for room in rooms if folded(room.name) == told]
    begun = [room for room in rooms if folded(room.name).startswith(told)]
    if whole or len(begun) == 1:
        return (whole or begun)[0]
    if new:
        made: Room = add(Room(venue_id=event.venue_id, name=name), now=now, by=by)
        return made
    raise UnknownRoom(name, [room.name for room in rooms])
