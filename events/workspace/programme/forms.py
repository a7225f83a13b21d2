"""The forms on one item of the programme."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Appearance, Event, Room, Session
from events.scheduling import last_position, let_follow, open_end_of
from events.workspace.programme.cast_form import CastForm, NamesField
from events.workspace.programme.days import day_name, days_of, end_moment, moment
from events.workspace.programme.fields import ClockField, DayField
from events.workspace.programme.who import Question, Who
from events.workspace.saving import Moving, SeatedForm
from festival.editing import add
from festival.markdown_field import MarkdownField
from festival.models import User
from festival.typed import TypedField
from partners.models import Person

WRITE_NAMES = _(
    "One on each line: Fatma van der Berg (Organisation). Who is not known yet is added."
)
MOMENTS = ("starts_at", "ends_at")


class ItemForm(Moving, SeatedForm):
    """An item's title, kind, time, room and seats; times are the clock's on one day."""

    title = TypedField(
        label=_("Title"), max_length=200, missing=_("Fill in a title."), widget=forms.TextInput
    )
    starts_at = ClockField(
        label=_("Starts"), help_text=_("Such as 20.30. Empty: not scheduled yet.")
    )
    ends_at = ClockField(label=_("Ends"), help_text=_("Empty: when the next item begins."))

    class Meta:
        model = Session
        fields = ["title", "kind", "starts_at", "ends_at", "room", "capacity"]

    field_order = ["title", "kind", "day", "starts_at", "ends_at", "room", "capacity"]
    as_one = (("starts_at", "day"), ("ends_at", "open_end"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event: Event = self.instance.event
        self.started = self.instance.starts_at
        self._ask_day()
        self._ask_room()
        if self.instance.open_end:
            self.current["ends_at"] = self.initial["ends_at"] = None
            self.initial["seen"] = self._stamp()
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """The moments that the day and the clock's times make."""
        data = self.cleaned_data
        start, end = data.get("starts_at"), data.get("ends_at")
        day = data.get("day", self.days[0])
        data["open_end"] = False
        if start is not None and day is not None:
            data["starts_at"] = moment(day, start, self.event)
            if "ends_at" in data:
                data["ends_at"] = end_moment(data["starts_at"], end, self.event) if end else None
                data["open_end"] = end is None
        elif end is not None and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Fill in when it starts as well."))
            del data["ends_at"]
        self._check_room(data)
        data = super().clean()
        if data.get("starts_at") and data["open_end"] and "ends_at" in data:
            data["ends_at"] = self._followed(data)
        return data

    def columns(self) -> list[str]:
        """Whether the end was left open goes with the times."""
        return [*super().columns(), "open_end"]

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; a room that was typed is made, and open ends that lean on this item follow."""
        if name := self.cleaned_data.get("new_room"):
            self._make_room(name, by, now=now)
        if self.instance.pk is None:
            self.instance.position = last_position(self.event, self.instance.starts_at) + 1
            self.instance.open_end = self.cleaned_data["open_end"]
        elif "room" in self.fields:
            self._let_seats_follow(now)
        session: Session = super().save_by(by, now=now)
        let_follow(session, self.started, event=self.event, now=now, by=by)
        return session

    def _ask_day(self) -> None:
        """Ask for the day where there are several."""
        self.days = days_of(self.event, [self.started])
        if len(self.days) > 1:
            at = timezone.localdate(self.started, self.event.zone) if self.started else self.days[0]
            self.fields["day"] = DayField(self.days, initial=at)

    def _ask_room(self) -> None:
        """Offer the rooms of the venue, and a line to add one; nothing without a venue."""
        if self.event.venue_id is None:
            del self.fields["room"]
            return
        rooms: Any = self.fields["room"]
        rooms.queryset = Room.objects.filter(venue=self.event.venue_id)
        rooms.empty_label = _("no room of its own")

    def _followed(self, data: dict[str, Any]) -> datetime | None:
        """Where what follows begins, for an item whose end was left open."""
        told = Session(
            pk=self.instance.pk,
            starts_at=data["starts_at"],
            kind=data.get("kind", ""),
            room=data.get("room"),
        )
        return open_end_of(told, self.event)

    def _let_seats_follow(self, now: datetime) -> None:
        """In another room there are as many seats as that has, unless a number was chosen."""
        given = self.cleaned_data
        rooms = (self.current["room"], given["room"])
        given["capacity"] = self.seats_in(
            self.event, self.instance.seats_taken, rooms=rooms, seats=given["capacity"], now=now
        )

    def _check_room(self, data: dict[str, Any]) -> None:
        """A room that exists already is meant when its name is typed."""
        name = data.get("new_room")
        if not name:
            return
        there = Room.objects.filter(venue=self.event.venue_id, name__iexact=name).first()
        if there is not None:
            data["room"], data["new_room"] = there, ""

    def _make_room(self, name: str, by: User | None, *, now: datetime) -> None:
        room = add(Room(venue=self.event.venue, name=name), now=now, by=by)
        self.cleaned_data["room"] = self.instance.room = room

    def _shown(self, name: str) -> str:
        value = self.current[name]
        if name in MOMENTS and value and len(self.days) > 1:
            local: date = timezone.localdate(value, self.event.zone)
            return f"{day_name(local)}, {super()._shown(name)}"
        return super()._shown(name)


class SessionForm(ItemForm, CastForm):
    """Everything about one item but its tables, with the people who appear in it."""

    new_room = TypedField(
        label=_("Or a new room"), max_length=100, help_text=_("It is added to the venue.")
    )
    speakers = NamesField(label=_("Speakers"), help_text=WRITE_NAMES)
    moderators = NamesField(label=_("Moderators"))
    hosts = NamesField(label=_("Hosts"))
    co_hosts = NamesField(label=_("Co-hosts"))
    authors = NamesField(label=_("Authors"))

    ROLES = {
        "speakers": Appearance.Role.SPEAKER,
        "moderators": Appearance.Role.MODERATOR,
        "hosts": Appearance.Role.HOST,
        "co_hosts": Appearance.Role.CO_HOST,
        "authors": Appearance.Role.AUTHOR,
    }

    class Meta(ItemForm.Meta):
        fields = [*ItemForm.Meta.fields, "theme", "block", "about"]
        field_classes = {"about": MarkdownField}

    GROUPS = (
        (_("What"), ("title", "kind", "about", "theme")),
        (_("When and where"), ("day", "starts_at", "ends_at", "room", "new_room")),
        (_("Who"), tuple(ROLES)),
        (_("Seats and choosing"), ("capacity", "block")),
    )
    field_order = [name for _legend, names in GROUPS for name in names]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.event.venue_id is None:
            del self.fields["new_room"]
        self._offer("theme", self.event.themes.all(), _("no theme"))
        self._offer("block", self.event.blocks.all(), _("not to be chosen"))
        if self.instance.pk:
            self.show_cast()
        self.questions: list[Question] = []

    def clean(self) -> dict[str, Any]:
        """Whom the names mean; what is not certain is asked, and nothing is saved yet."""
        data = super().clean()
        known = Person.objects.select_related("organisation")
        standing = known.filter(appearances__session=self.instance.pk).distinct()
        self.who = Who(self.names, self.data, standing if self.instance.pk else ())
        self.questions = self.who.questions()
        if not self.who.certain:
            self.add_error(None, _("Say whom you mean, at the top of the form, and save again."))
        return data

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save the item and its people."""
        session: Session = super().save_by(by, now=now)
        self.cast_by(session, self.who, by, now=now)
        return session

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        shown = [
            (legend, [self[name] for name in names if name in self.fields])
            for legend, names in self.GROUPS
        ]
        return [*shown, ("", [self["seen"]])]

    def _offer(self, name: str, rows: Any, none: Any) -> None:
        """Let one of the event's own parts be chosen; nothing to choose, no field."""
        field: Any = self.fields[name]
        field.queryset, field.empty_label = rows, none
        if not rows:
            del self.fields[name]
