"""Moving one item: the form, which is under the mouse, the keyboard and the plain page alike."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event, Room, Session
from events.pages.when import span
from events.scheduling import let_follow
from events.seating import change_capacity
from events.workspace.programme.days import day_name, days_of, moment
from events.workspace.programme.fields import ClockField
from events.workspace.saving import Moving
from festival.drafting import DraftForm, digest
from festival.models import User

UNTIMED = 60  # minutes that an item takes of which nobody has said how long
LONGEST = 7 * 24 * 60  # minutes
PLACE = ("starts_at", "ends_at", "room")


def stamp_of(starts_at: datetime | None, ends_at: datetime | None, room: int | None) -> str:
    """A short fingerprint of a place in the programme, to see later whether it is still there."""
    return digest(f"{starts_at and starts_at.isoformat()} {ends_at and ends_at.isoformat()} {room}")


class MoveForm(Moving, DraftForm):
    """Where an item goes: a day, a time and a room. A place is one whole: when somebody else
    has changed any of it meanwhile, nothing moves before both places have been told."""

    day = forms.DateField(label=gettext_lazy("Day"), required=False, widget=forms.Select)
    start = ClockField(label=gettext_lazy("Starts"), help_text=gettext_lazy("Such as 20.30."))
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"),
        min_value=0,
        max_value=LONGEST,
        error_messages={
            "min_value": gettext_lazy("Fill in zero or more minutes."),
            "max_value": gettext_lazy("An item lasts at most a week."),
        },
    )

    class Meta:
        model = Session
        fields = ["room"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event: Event = self.instance.event
        self.before = (self.instance.starts_at, self.instance.ends_at, self.instance.room)
        self._ask()
        self.order_fields(["day", "start", "minutes", "room", "seen"])

    def _ask(self) -> None:
        start, end, _room = self.before
        days = days_of(self.event, [start])
        widget: Any = self.fields["day"].widget
        choices = [(day.isoformat(), day_name(day)) for day in days]
        widget.choices = [("", _("Not yet scheduled")), *choices]
        rooms: Any = self.fields["room"]
        kept = Q(venue=self.event.venue_id) | Q(pk=self.instance.room_id)
        rooms.queryset = Room.objects.filter(kept)
        rooms.empty_label = _("no room of its own")
        self.initial["minutes"] = UNTIMED
        if start and end:
            self.initial["day"], self.initial["start"] = timezone.localdate(start), start
            self.initial["minutes"] = (end - start) // timedelta(minutes=1)

    def columns(self) -> list[str]:
        """A place in the programme."""
        return list(PLACE)

    def clean(self) -> dict[str, Any]:
        """The moments that the day, the time and the length make; refused when it is stale."""
        cleaned = self.cleaned_data
        day, clock = cleaned.get("day"), cleaned.get("start")
        if day and clock is None and "start" not in self.errors:
            self.add_error("start", _("Fill in when it starts."))
        if self.errors:
            return cleaned
        starts_at = ends_at = None
        if day and clock:
            starts_at = moment(day, clock, self.event).astimezone(UTC)
            ends_at = starts_at + timedelta(minutes=cleaned["minutes"])
        cleaned |= {"starts_at": starts_at, "ends_at": ends_at}
        self._check_still_there(starts_at, ends_at, cleaned["room"])
        return cleaned

    def _check_still_there(
        self, starts_at: datetime | None, ends_at: datetime | None, room: Room | None
    ) -> None:
        wanted = stamp_of(starts_at, ends_at, room.pk if room else None)
        if self._stamp() in {self.data.get("seen"), wanted}:
            return
        sentence = _(
            "Somebody else moved “%(title)s” while you had it open. It is now here: %(theirs)s. "
            "You wanted: %(yours)s. Save again to move it there after all."
        )
        yours = self.told(starts_at, ends_at, room)
        about = {"title": self.instance.title, "theirs": self.told(*self.before), "yours": yours}
        self.add_error(None, ValidationError(sentence % about, code="stale"))
        data: Any = self.data
        self.data = data.copy()
        self.data["seen"] = self._stamp()  # type: ignore[index]

    def values_to_change(self) -> dict[str, Any]:
        """The new place. An end that followed what comes next is as long as was seen from now."""
        values = super().values_to_change()
        moved = (values["starts_at"], values["ends_at"]) != self.before[:2]
        return values | ({"open_end": False} if moved else {})

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Move; ends that nobody typed follow. Raises ValidationError."""
        session: Session = super().save_by(by, now=now)
        seats = self.seats_in(
            self.event,
            session.seats_taken,
            rooms=(self.before[2], session.room),
            seats=session.capacity,
            now=now,
        )
        change_capacity(session, capacity=seats, now=now, by=by)
        let_follow(session, self.before[0], event=self.event, now=now, by=by)
        return session

    def told(self, starts_at: datetime | None, ends_at: datetime | None, room: Room | None) -> str:
        """A place in words: `maandag 1 juni, 20.00 tot 20.30 uur, Studio`."""
        return place_of(self.event, starts_at, ends_at, room)

    def _stamp(self) -> str:
        start, end, room = (self.current[name] for name in PLACE)
        return stamp_of(start, end, room.pk if room else None)


def place_of(
    event: Event, starts_at: datetime | None, ends_at: datetime | None, room: Room | None
) -> str:
    """A place in the programme in words."""
    where = [room.name] if room else []
    if starts_at is None or ends_at is None:
        return ", ".join([_("not yet scheduled"), *where])
    start, end = (at.astimezone(event.zone) for at in (starts_at, ends_at))
    return ", ".join([day_name(start.date()), span(start, end), *where])
