"""The forms of an event's settings; each holds what an organiser thinks of together."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.addressing import keep_address
from events.models import Event, FormerAddress, Room, Series
from events.moving import move_programme
from events.seating import change_capacity
from events.starting.shifting import shift_between
from events.workspace.saving import Moving
from events.workspace.settings.fields import DayField, Described, MomentField, time_zones
from festival.drafting import DraftForm
from festival.editing import add
from festival.markdown_field import MarkdownField
from festival.models import User
from festival.slugs import free_slug


class SettingsForm(DraftForm):
    """A form on some of an event's own columns, for one member of the team."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and not field.required:
                field.empty_label = _("(none)")

    def also_done(self) -> str:
        """What saving did to something else, as a sentence; empty when nothing."""
        return ""


class TextsForm(SettingsForm):
    """What it is called and what it is about."""

    new_series = forms.CharField(
        label=_("Or a new series"),
        required=False,
        max_length=200,
        help_text=_("Its name, such as: Pluk Innovatie Festival."),
    )

    class Meta:
        model = Event
        fields = [
            *("title", "motto", "summary", "intro", "language"),
            *("edition", "series", "new_series", "follows", "occasion", "slug"),
        ]
        field_classes = {"intro": MarkdownField}
        help_texts = {
            "motto": _("One line under the title. It may stay empty."),
            "language": _(
                "The language that you write in. Visitors choose theirs for the buttons."
            ),
            "edition": _("Such as 2026 or “spring”. It stands behind the title."),
            "series": _("Gatherings in one series show each other’s earlier and later editions."),
            "follows": _("The earlier gathering that this one goes on with."),
            "occasion": _(
                "A larger occasion that it is part of, such as: Week of the Neighbourhood."
            ),
            "slug": _("Lower-case letters, digits and hyphens. The old address keeps working."),
        }
        error_messages = {
            "title": {"required": _("Fill in a title.")},
            "slug": {"required": _("Fill in a short name for the address.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = Event.objects.of_team_member(self.user) | Event.objects.listed()
        rows = earlier.exclude(pk=self.instance.pk).distinct().order_by("-starts_at", "pk")
        self.fields["follows"].queryset = rows  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        """Not a name at which people look for another gathering."""
        slug: str = self.cleaned_data["slug"]
        if FormerAddress.objects.filter(slug=slug).exclude(event=self.instance.pk).exists():
            raise forms.ValidationError(
                _("This was the address of another gathering; links to that still lead there.")
            )
        return slug

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; a new series is made, and the old address keeps leading here."""
        title = self.cleaned_data.get("new_series")
        if title:
            taken = set(Series.objects.values_list("slug", flat=True))
            made = Series(title=title, slug=free_slug(title, taken, otherwise="reeks"))
            self.cleaned_data["series"] = add(made, now=now, by=by)
        keep_address(self.instance, self.cleaned_data["slug"])
        return super().save_by(by, now=now)


class WhenForm(Moving, SettingsForm):
    """When and where it is, on the clock of the place itself."""

    starts_at = MomentField(label=_("Starts"), missing=_("Fill in when it starts."))
    ends_at = MomentField(label=_("Ends"), missing=_("Fill in when it ends."))
    take_along = forms.BooleanField(
        label=_("Take the programme along"),
        required=False,
        initial=True,
        help_text=_(
            "On another day, or when start and end move alike, every item moves as much as the "
            "start. When sign-up opens and closes stays as it is."
        ),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        help_text=_("All times of this gathering are on the clock of this place."),
    )

    class Meta:
        model = Event
        fields = ["starts_at", "ends_at", "precision", "venue", "room", "town", "time_zone"]
        help_texts = {
            "precision": _(
                "What visitors read. For a gathering long ago, or of which only the month is known."
            ),
            "venue": _("The building. A new one is made under “Venues”."),
            "room": _("Where people come in, when it is in one room."),
            "town": _("Only when there is no venue."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken_along = 0
        self.order_fields(["starts_at", "ends_at", "take_along"])
        if not self.instance.sessions.exclude(starts_at=None).exists():
            del self.fields["take_along"]
        rooms = Room.objects.select_related("venue").order_by("venue__name", "position", "name")
        field: Any = self.fields["room"]
        field.queryset = rooms
        field.label_from_instance = lambda room: f"{room.venue.name}: {room.name}"

    def clean(self) -> dict[str, Any]:
        """Times as they were typed are those of the time zone that was chosen with them."""
        data = self.cleaned_data
        name = data.get("time_zone")
        if name and name != self.instance.time_zone:
            zone = ZoneInfo(name)
            for moment in ("starts_at", "ends_at"):
                if data.get(moment):
                    data[moment] = data[moment].replace(tzinfo=zone)
        return super().clean()

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; the programme goes along when that was asked and the whole moves."""
        event = super().save_by(by, now=now)
        self._let_seats_follow(event, by, now=now)
        before: dict[str, Any] = self.current
        zone = ZoneInfo(before["time_zone"])
        was = (before["starts_at"], before["ends_at"])
        shift = shift_between(was, zone, (event.starts_at, event.ends_at), event.zone)
        if shift and self.cleaned_data.get("take_along"):
            self.taken_along = move_programme(event, shift=shift, zone=zone, now=now, by=by)
        return event

    def _let_seats_follow(self, event: Event, by: User | None, *, now: datetime) -> None:
        rooms: Any = (self.current["room"], event.room)
        seats = self.seats_in(event, event.seats_taken, rooms=rooms, seats=event.capacity, now=now)
        change_capacity(event, capacity=seats, now=now, by=by)

    def also_done(self) -> str:
        """How many items went along, and what another room does to the seats."""
        sentence = ngettext(
            "%(n)d item of the programme moved along.",
            "%(n)d items of the programme moved along.",
            self.taken_along,
        )
        moved = sentence % {"n": self.taken_along} if self.taken_along else ""
        return f"{moved} {self.of_seats}".strip()


class ColourForm(SettingsForm):
    """The accent colour."""

    class Meta:
        model = Event
        fields = ["colour"]
        help_texts = {"colour": _("# and six digits or letters a–f, as in a house style.")}


class VisibilityForm(SettingsForm):
    """Who may see it."""

    class Meta:
        model = Event
        fields = ["visibility"]
        widgets = {"visibility": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["visibility"]
        field.label = _("Who may see this gathering?")
        field.choices = [(key, Described(*words)) for key, words in MEANINGS.items()]


MEANINGS = {
    "draft": (_("Draft"), _("Only your team. Nobody else finds it, also not with the address.")),
    "unlisted": (
        _("Unlisted"),
        _("Who has the address sees it and can sign up. It is not in lists or search engines."),
    ),
    "public": (_("Public"), _("Everybody. It stands on the front page and in search engines.")),
    "archived": (
        _("Archived"),
        _("Everybody can read it as a record of what was. Nobody signs up any more."),
    ),
}


class ContactForm(SettingsForm):
    """Whom visitors and sponsors can ask."""

    class Meta:
        model = Event
        fields = [
            *("contact", "contact_email", "contact_offer", "sponsor_call", "sponsor_contact"),
        ]
        field_classes = {"contact_offer": MarkdownField, "sponsor_call": MarkdownField}
        help_texts = {
            "contact": _("Their name stands on the page."),
            "contact_email": _("Stands on the page and under mails. Answers to mails go here."),
            "sponsor_call": _("What a sponsor makes possible. Empty: no call on the page."),
            "sponsor_contact": _("Whom a sponsor turns to."),
        }


class AfterwardsForm(SettingsForm):
    """What is only known later, or was only told earlier."""

    announced_on = DayField(
        label=_("First announced on"), required=False, help_text=_("For the record. May be empty.")
    )

    class Meta:
        model = Event
        fields = ["announced_on", "attendance"]
        labels = {"attendance": _("How many people were present")}
        help_texts = {
            "attendance": _("Visitors read, for example: 46 people were present. May be empty.")
        }
