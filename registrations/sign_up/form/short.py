"""The honest alternative: there are seats, but fewer than people in this sign-up."""

from collections.abc import Sequence
from typing import cast

from django import forms
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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


def ask(
    bound: forms.BoundField, event: Event, *, left: int, names: Sequence[str], together: bool
) -> None:
    """Let the field ask about this many seats that are left.

    `names` are those of the companions; the last of them would wait.
    Where they can never have seats `together`, to split is all there is to choose.
    """
    field = cast("forms.ChoiceField", bound.field)
    field.required = True
    bound.help_text = rule_of(event)
    if bound.errors:  # which tell already that there are too few seats
        bound.label = _("What shall we do?")
    ways = [(IfShort.SPLIT.value, OptionText(_split(left, names[left - 1 :])))]
    if together:
        ways.append((IfShort.TOGETHER.value, OptionText(_together(1 + len(names)))))
    field.choices = ways


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


def _split(left: int, wait: Sequence[str]) -> str:
    sentence = ngettext(
        "Sign up %(left)d, and put %(names)s on the waiting list: the last one on the form",
        "Sign up %(left)d, and put %(names)s on the waiting list: the last ones on the form",
        len(wait),
    )
    return sentence % {"left": left, "names": get_text_list(list(wait), _("and"))}


def _together(wanted: int) -> str:
    return _("Put all %(wanted)d on the waiting list together") % {"wanted": wanted}
