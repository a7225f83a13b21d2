"""The forms about signing up on the event itself: window, seats, and what people need."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.workspace.settings.fields import MomentField
from festival.drafting import DraftForm
from festival.models import User
from registrations.seating.capacity import divide_seats
from registrations.sign_up_settings.moving_up import (
    more_seats,
    of_moving_up,
    waiting_and_offered,
)

SIX_DIGITS = 999_999


class WindowForm(DraftForm):
    """From when until when people can sign up."""

    opens_at = MomentField(
        label=_("Sign-up opens"),
        required=False,
        help_text=_("Empty: as soon as the gathering is published."),
    )
    closes_at = MomentField(
        label=_("Sign-up closes"),
        required=False,
        help_text=_("Empty: when the gathering starts. Cancelling stays possible after that."),
    )

    class Meta:
        model = Event
        fields = ["takes_registrations", "opens_at", "closes_at"]
        labels = {"takes_registrations": _("People sign up on this site")}
        help_texts = {
            "takes_registrations": _(
                "Off: the page says that nobody needs to sign up here. Who did so keeps a seat."
            )
        }


class SeatsForm(DraftForm):
    """How many seats there are, and for whom some of them stay."""

    capacity = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=0,
        max_value=SIX_DIGITS,
    )
    kept_back = forms.IntegerField(
        label=_("Seats kept back for hosts and partners"),
        required=False,
        min_value=0,
        max_value=SIX_DIGITS,
        help_text=_(
            "Only for who comes in a role that may use them. Lower the number to let those in line "
            "move up."
        ),
    )

    moved_up = ""  # what saving did for who waits, as a sentence

    class Meta:
        model = Event
        fields = ["capacity", "kept_back"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        sentences = (
            gettext("Who comes after that gets a place in line. Empty: no limit."),
            more_seats(self.instance),
            *self._of_the_door(),
        )
        self.fields["capacity"].help_text = " ".join(sentences)

    def _of_the_door(self) -> list[str]:
        added = self.instance.added_at_door
        if not added:
            return []
        sentence = gettext(
            "Beside these, %(n)d were added at the door; a higher number includes them."
        )
        return [sentence % {"n": added}]

    def clean_kept_back(self) -> int:
        """Nothing typed is none kept back."""
        return self.cleaned_data["kept_back"] or 0

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Divide the seats; who waits moves up. Raises Refused for too few."""
        event = Event.objects.get(pk=self.instance.pk)
        numbers = {name: self.cleaned_data[name] for name in ("capacity", "kept_back")}
        before = waiting_and_offered(event)
        divide_seats(event, **numbers, now=now, by=by)
        self.moved_up = of_moving_up(before, waiting_and_offered(event))
        return event


class NeedsForm(DraftForm):
    """The two questions that every gathering may ask."""

    class Meta:
        model = Event
        fields = ["asks_access", "asks_diet"]
        labels = {
            "asks_access": _("Ask what people need to take part"),
            "asks_diet": _("Ask about food"),
        }
        help_texts = {
            "asks_access": _(
                "A place for a wheelchair, an interpreter. Only who arranges it sees the answers; "
                "they are erased two weeks after the gathering."
            ),
            "asks_diet": _(
                "Only when there is something to eat. The same people see it, just as long."
            ),
        }
