"""The forms about the rules of signing up: together, in line, with proof, changing, reminding."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.models.sign_up_rules import MOST_HOURS, MOST_TOGETHER
from events.workspace.settings.fields import Described, MomentField
from festival.drafting import DraftForm
from festival.models import User
from registrations.seating.capacity import set_line_rule
from registrations.sign_up_settings.moving_up import of_moving_up, waiting_and_offered

MOST_DAYS = 30
USUAL_OFFER, USUAL_PROOF = 4, 24  # hours


class TogetherForm(DraftForm):
    """With how many somebody signs up at once."""

    most_together = forms.IntegerField(
        label=_("How many people in one sign-up at most"),
        min_value=1,
        max_value=MOST_TOGETHER,
        help_text=_(
            "Who signs up counts along. 1: everybody signs up alone. People who come together "
            "get seats together, or a place in line together."
        ),
        error_messages={"required": _("Fill in a number; 1 when everybody signs up alone.")},
    )

    class Meta:
        model = Event
        fields = ["most_together", "nameless_companions"]
        labels = {"nameless_companions": _("Companions may come without a name")}
        help_texts = {
            "nameless_companions": _(
                "People then add “1 more” to their sign-up. You know how many come, not who."
            )
        }


class HoursForm(DraftForm):
    """A form in which hours count only with one of two answers; otherwise the column is empty."""

    way, hours, usual = "", "", 0
    WITH, WITHOUT = "with", "without"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = getattr(self.instance, self.hours)
        self.initial.setdefault(self.way, self.WITHOUT if stored is None else self.WITH)
        if stored is None:
            self.initial[self.hours] = self.usual

    def clean(self) -> dict[str, Any]:
        """Leave the hours out with the one answer, ask for them with the other."""
        given = self.cleaned_data
        if given.get(self.way) == self.WITHOUT:
            self.errors.pop(self.hours, None)
            given[self.hours] = None
        elif self.hours in given and given[self.hours] is None:
            self.add_error(self.hours, self.fields[self.hours].error_messages["required"])
        return super().clean()


def hours_field(label: Any, help_text: Any) -> forms.IntegerField:
    """A number of hours that may stay empty with the other answer."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=1,
        max_value=MOST_HOURS,
        error_messages={"required": _("Fill in how many hours.")},
    )


class OfferForm(HoursForm):
    """What happens with a seat that comes free."""

    way, hours, usual = "handed_on", "offer_hours", USUAL_OFFER
    handed_on = forms.ChoiceField(
        label=_("A seat comes free"),
        widget=forms.RadioSelect,
        choices=[
            (
                HoursForm.WITH,
                Described(
                    _("Offer it to who is first in line"),
                    _("They say yes or no. Without an answer the seat goes to the next."),
                ),
            ),
            (
                HoursForm.WITHOUT,
                Described(
                    _("Give it at once to who is first in line"),
                    _("They get a mail that they have a seat, and cancel if they cannot come."),
                ),
            ),
        ],
    )
    offer_hours = hours_field(
        _("How many hours people have to answer"),
        _(
            "Only the hours between 8.00 and 21.00 count. It is shorter when the gathering is "
            "near; on the day itself the seat is given at once. Offers that are out keep their "
            "time."
        ),
    )

    class Meta:
        model = Event
        fields = ["offer_hours", "overtaking"]
        labels = {"overtaking": _("Who fits may go before a larger party that does not fit yet")}
        help_texts = {
            "overtaking": _(
                "Off: nobody is passed, and a seat may stay free until there is room for the whole "
                "party. On: no seat stays free, and a large party may wait longer. Visitors read "
                "which of the two holds."
            )
        }

    field_order = ["handed_on", "offer_hours", "overtaking"]
    moved_up = ""  # what saving did for who waits, as a sentence

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; who may go before others goes through its own verb. Raises Refused."""
        event = super().save_by(by, now=now)
        before = waiting_and_offered(event)
        set_line_rule(event, overtaking=self.cleaned_data["overtaking"], now=now, by=by)
        self.moved_up = of_moving_up(before, waiting_and_offered(event))
        return event

    def values_to_change(self) -> dict[str, Any]:
        """All but the rule of the line."""
        values = super().values_to_change()
        return {name: value for name, value in values.items() if name != "overtaking"}


class ProofForm(HoursForm):
    """Whether somebody has to show that an e-mail address is theirs."""

    way, hours, usual = "asks_proof", "proof_hours", USUAL_PROOF
    asks_proof = forms.ChoiceField(
        label=_("Must people confirm their e-mail address?"),
        widget=forms.RadioSelect,
        choices=[
            (
                HoursForm.WITHOUT,
                Described(
                    _("No, signing up is enough"),
                    _("They have a seat at once. Quick, and right for most gatherings."),
                ),
            ),
            (
                HoursForm.WITH,
                Described(
                    _("Yes, with a button in a mail"),
                    _("The seat is kept for them until then, and comes free when time is over."),
                ),
            ),
        ],
    )
    proof_hours = hours_field(
        _("How many hours they have to confirm"),
        _("These hours count day and night. 24 is usual."),
    )

    class Meta:
        model = Event
        fields = ["proof_hours"]

    field_order = ["asks_proof", "proof_hours"]


class ChangingForm(DraftForm):
    """Until when people change what they told, and whether they may hand over their seat."""

    changes_until = MomentField(
        label=_("People can change their sign-up until"),
        required=False,
        help_text=_(
            "Their answers, choices and companions, on their own page. Empty: until the "
            "gathering starts. Cancelling stays possible until it is over."
        ),
    )

    class Meta:
        model = Event
        fields = ["changes_until", "hand_over"]
        labels = {"hand_over": _("People may hand over their seat to somebody else")}
        help_texts = {
            "hand_over": _(
                "Who cannot come fills in somebody else’s name and e-mail address. Off: the seat "
                "goes to who is first in line."
            )
        }


class RemindersForm(DraftForm):
    """The mails that leave by themselves, before and after."""

    reminder_days = forms.IntegerField(
        label=_("How many days before the gathering people are reminded"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("One mail, to everybody who has a seat by then. Empty: no reminder."),
    )

    class Meta:
        model = Event
        fields = ["reminder_days", "mails_after"]
        labels = {"mails_after": _("Thank people with a mail afterwards")}
        help_texts = {
            "mails_after": _("To everybody who had a seat. You can write the words yourself.")
        }
