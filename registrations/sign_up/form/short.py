"""The honest alternative: there are seats, but fewer than people in this sign-up."""

from typing import cast

from django import forms
from django.utils.translation import gettext as _

from events.models import Event
from registrations.sign_up.applying import IfShort
from registrations.sign_up.form.rounds import OptionText

FIELD = "if_short"


def short_field() -> forms.ChoiceField:
    """The field that takes the answer; shown only once it has been asked."""
    return forms.ChoiceField(
        required=False,
        label=_("There are not enough seats for all of you. What shall we do?"),
        choices=[(way.value, way.value) for way in (IfShort.SPLIT, IfShort.TOGETHER)],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the options that stand here.")},
    )


def ask(bound: forms.BoundField, event: Event, *, left: int, wanted: int) -> None:
    """Let the field ask about this many seats that are left, for this many people."""
    field = cast("forms.ChoiceField", bound.field)
    field.required = True
    bound.help_text = rule_of(event)
    field.choices = [
        (IfShort.SPLIT.value, OptionText(_split(left, wanted - left))),
        (IfShort.TOGETHER.value, OptionText(_together(wanted))),
    ]


def rule_of(event: Event) -> str:
    """How the waiting list of an event works for people who wait together, in one sentence."""
    if event.overtaking:
        return _(
            "Who waits together gets seats together. If there are too few for all of you, "
            "somebody behind you who does fit may go first."
        )
    return _(
        "Who waits together gets seats together. Nobody behind you goes first, also when fewer "
        "seats come free than you need."
    )


def _split(left: int, wait: int) -> str:
    about = {"left": left, "wait": wait}
    return _("Sign up %(left)d and put %(wait)d on the waiting list") % about


def _together(wanted: int) -> str:
    return _("Put all %(wanted)d on the waiting list together") % {"wanted": wanted}
