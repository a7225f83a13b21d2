"""The form with which the team gives somebody a seat before their turn."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PromoteForm(forms.Form):
    """Why, and whether seats are added when there are none."""

    reason = forms.CharField(
        label=_("Why before their turn?"),
        max_length=200,
        help_text=_(
            "It stays in the history, for who asks later. Write no names, and nothing private."
        ),
        error_messages={"required": _("Write why.")},
    )
    add_seats = forms.BooleanField(
        label=_("Add seats if there are too few"),
        required=False,
        help_text=_("As many as are missing, and no more. Does the room hold that many?"),
    )
