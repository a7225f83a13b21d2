"""The form with which somebody of the team lets a phone in at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DeviceForm(forms.Form):
    """What the device is called, and whether the account leaves it again."""

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
