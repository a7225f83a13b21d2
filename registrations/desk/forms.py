"""The small forms of the desk."""

from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registrations.models import DoorAct
from registrations.models.door import LONGEST_NOTE


class ActForm(forms.Form):
    """What each tap brings along: the key of its form, and how the person was found."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    way = forms.ChoiceField(choices=DoorAct.Way.choices, required=False, widget=forms.HiddenInput)


class RemarkForm(forms.Form):
    """A remark about somebody, for who receives them."""

    text = forms.CharField(
        label=_("Remark"),
        max_length=LONGEST_NOTE,
        help_text=_("For example: needs a chair. Everybody at the desk reads it."),
        error_messages={"required": _("Write the remark.")},
    )


class ReasonForm(forms.Form):
    """Why somebody without a seat comes in."""

    reason = forms.CharField(
        label=_("Why do you let them in?"),
        max_length=LONGEST_NOTE,
        help_text=_("It stays in the history. Write nothing private."),
        error_messages={"required": _("Write why.")},
    )


def for_all(request: HttpRequest) -> bool:
    """Whether the button that was pressed is for everybody who came together."""
    return request.POST.get("whom") == "all"


def for_one(request: HttpRequest) -> bool:
    """Whether it is for one person alone."""
    return request.POST.get("whom") == "one"


def act_of(request: HttpRequest) -> tuple[UUID, str]:
    """The key of the form that was sent, a new one if it has none; and how they were found."""
    form = ActForm(request.POST)
    form.is_valid()
    return form.cleaned_data.get("key") or uuid4(), form.cleaned_data.get("way") or ""
