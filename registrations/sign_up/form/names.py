"""The name of somebody else than who fills in the form."""

from django import forms
from django.utils.translation import gettext_lazy

from festival.typed import NameField


class NamesForm(forms.Form):
    """Asks for a Dutch name in its three parts."""

    given_name = NameField(
        label=gettext_lazy("First name"),
        max_length=100,
        missing=gettext_lazy("Fill in a first name."),
    )
    infix = NameField(
        label=gettext_lazy("Infix"), help_text=gettext_lazy("For example: van der"), max_length=30
    )
    family_name = NameField(
        label=gettext_lazy("Family name"),
        max_length=100,
        missing=gettext_lazy("Fill in a family name."),
    )
