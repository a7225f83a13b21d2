"""The forms of the team: inviting somebody, a role, and an account for who is invited."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from events.models import Event, Role
from festival.accounts.forms import TwicePassword
from festival.models import User
from festival.typed import AddressField, NameField
from partners.models import Organisation

THIS_EVENT = "event"


class InviteForm(forms.Form):
    """Whom, as what, and to which team."""

    email = AddressField(
        label=_("E-mail address"), missing=_("Fill in an e-mail address."), max_length=254
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        initial=Role.EDITOR,
        error_messages={"required": _("Choose a role.")},
    )
    team = forms.ChoiceField(
        label=_("For what"),
        widget=forms.RadioSelect,
        initial=THIS_EVENT,
        error_messages={"required": _("Choose what you invite somebody for.")},
    )

    def __init__(
        self, event: Event, organisations: list[Organisation], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.teams: dict[str, Event | Organisation] = {THIS_EVENT: event}
        self.teams |= {f"organisation-{one.pk}": one for one in organisations}
        if not organisations:
            del self.fields["team"]
            return
        of_all = _("all gatherings of %(organisation)s, later ones too")
        choices = [
            (f"organisation-{one.pk}", of_all % {"organisation": one}) for one in organisations
        ]
        field: Any = self.fields["team"]
        field.choices = [(THIS_EVENT, _("this gathering")), *choices]

    def chosen_team(self) -> Event | Organisation:
        """What the invitation is to."""
        return self.teams[self.cleaned_data.get("team", THIS_EVENT)]


class RoleForm(forms.Form):
    """A member's role, and what it was when the page was shown."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    was = forms.ChoiceField(choices=Role.choices, widget=forms.HiddenInput)


class NewAccountForm(TwicePassword):
    """Name and password of who is invited and has no account yet."""

    name = NameField(
        label=_("Your name"), missing=_("Fill in your name."), max_length=150, autocomplete="name"
    )
    password1 = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    password2 = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Choose a password")
        self.fields["password2"].label = _("The same password again")

    def clean_password1(self) -> str:
        """A password by the rules of the site. Raises ValidationError."""
        password: str = self.cleaned_data["password1"]
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password
