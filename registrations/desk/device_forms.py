"""The form with which somebody of the team lets a phone in at the desk."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.pages.when import clock_on
from registrations.models import Device


class DeviceForm(forms.Form):
    """What the device is called, whether the account leaves it again, and where there are `silent`
    ones, whether it is one of those."""

    name = forms.CharField(
        label=_("What do you call this device?"),
        max_length=60,
        help_text=_("It stands beside whoever is checked in here. For example: Phone of Anja"),
        error_messages={"required": _("Give the device a name.")},
    )
    log_out = forms.BooleanField(
        label=_("This is not my own device: log me out of my account here"),
        required=False,
        help_text=_("The desk stays open on this device; nothing else does."),
    )
    same = forms.ChoiceField(
        label=_("Was this device let in here before?"),
        required=False,
        help_text=_(
            "Only say yes if it is this very device: the old one is stopped, and what another "
            "device has not sent yet would then be lost."
        ),
        error_messages={
            "invalid_choice": _("That device was in contact just now, or has been stopped.")
        },
    )

    def __init__(self, *args: Any, silent: Sequence[Device] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = cast("forms.ChoiceField", self.fields["same"])
        field.choices = [("", _("No, it is another one")), *map(_choice, silent)]
        if not silent and not self.data.get("same"):
            del self.fields["same"]


def _choice(device: Device) -> tuple[str, str]:
    heard = timezone.localtime(device.seen_at or device.since)
    said = {"name": device.name, "time": clock_on(heard, timezone.localdate())}
    return device.code, _("Yes, as %(name)s (last contact %(time)s)") % said
