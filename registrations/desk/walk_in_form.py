"""The form for who comes without having signed up."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.models import Event
from registrations.door.walking_in import MOST
from registrations.models import RegistrationRole
from registrations.models.door import LONGEST_NOTE

HOW_MANY = format_lazy(_("Write a number from 1 to {most}."), most=MOST)


class WalkInForm(forms.Form):
    """A name, how many, and the role where there are roles; a reason once it is full."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    given_name = forms.CharField(
        label=_("Given name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write at least a given name.")},
    )
    infix = forms.CharField(label=_("Infix (van, de)"), max_length=30, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    people = forms.IntegerField(
        label=_("How many people?"),
        min_value=1,
        max_value=MOST,
        initial=1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), HOW_MANY),
    )
    role: Any = forms.ModelChoiceField(
        label=_("Role"),
        queryset=RegistrationRole.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose a role.")},
    )
    reason = forms.CharField(
        label=_("Why do you let them in all the same?"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.HiddenInput,
        help_text=_("Seats are added. It stays in the history; write nothing private."),
        error_messages={"required": _("Write why.")},
    )

    def __init__(self, event: Event, data: Any = None, *, full: bool = False) -> None:
        super().__init__(data, initial={"key": uuid4()})
        roles = event.registration_roles.offered()
        if roles:
            self.fields["role"].queryset = roles  # type: ignore[attr-defined]
        else:
            del self.fields["role"]
        if data is None:  # otherwise what is wrong has the focus
            self.fields["given_name"].widget.attrs["autofocus"] = True
        if full:
            self.ask_why()

    def ask_why(self) -> None:
        """Ask for the reason, which nobody is asked for while there are seats."""
        reason = self.fields["reason"]
        reason.widget, reason.required = forms.TextInput(), True
