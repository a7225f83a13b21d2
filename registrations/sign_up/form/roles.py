"""In which role somebody comes: how the form asks."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext as _

from events.published import Seats
from registrations.models import RegistrationRole
from registrations.sign_up.form.rounds import OptionText
from registrations.wording import seats_text

Options = list[tuple[str, OptionText]]


def role_field(roles: Iterable[RegistrationRole]) -> forms.ChoiceField:
    """The field that asks in which role somebody comes."""
    return forms.ChoiceField(
        label=_("In which role do you come?"),
        choices=role_options(roles, {}),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose in which role you come."),
            "invalid_choice": _("Choose one of these roles."),
        },
    )


def role_options(roles: Iterable[RegistrationRole], seats: Mapping[int, Seats]) -> Options:
    """The roles; those with a number of their own with how many seats are left."""
    return [(str(role.pk), _text(role, seats.get(role.pk))) for role in roles]


def _text(role: RegistrationRole, seats: Seats | None) -> OptionText:
    told = role.quota is not None or (seats is not None and seats.full)
    left = seats_text(seats) if told else ""
    parts = [part for part in (role.explanation, left) if part]
    return OptionText(role.name, " · ".join(parts), seats is not None and seats.full)
