"""In which role somebody comes, and with which case: once more, filled in with what there is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django.utils.translation import gettext as _

from events.models import Theme
from events.published import Seats
from festival.form_layout import Button, Group
from registrations.changing.cases import asks_case, is_taken
from registrations.models import Registration, RegistrationRole
from registrations.personal.merging import Merging
from registrations.sign_up.applying import OwnCase
from registrations.sign_up.form.case import CASE, case_fields, case_in
from registrations.sign_up.form.layout import of_roles
from registrations.sign_up.form.person import Asks, PersonForm
from registrations.sign_up.form.roles import Options, role_field, role_options
from registrations.sign_up.form.rounds import OptionText
from registrations.sign_up.offer import offer_of


class RoleForm(Merging, PersonForm):
    """The roles that somebody can come in, their own among them, and the case they bring.

    A case that the organisers took up is not asked. Two queries: the seats of the roles, and
    whether the party has any.
    """

    def __init__(self, data: Any = None, *, lead: Registration) -> None:
        self.person, self.own = lead, lead.role
        self.roles = roles_for(lead)
        self.taken = is_taken(lead)
        offer = replace(offer_of(lead.event), rounds=(), questions=())
        self.themes = _themes(lead, offer.themes)
        super().__init__(data, asks=Asks(lead.event, offer, self.roles))
        self._fill_in()
        self.remember()

    def _ask(self) -> None:
        if self.roles_to_choose:
            field = role_field(self.roles)
            field.choices = _options(self.person, self.roles)
            self.fields["role"] = field
        if self._with_case() and not self.taken:
            self.fields |= case_fields(self.themes)

    @property
    def roles_to_choose(self) -> bool:
        """Whether there is any other role than their own."""
        return any(role != self.own for role in self.roles)

    @property
    def asks_a_case(self) -> bool:
        """Whether there is anything about a case on the page."""
        return self.taken or CASE[0] in self.fields

    @property
    def has_something_to_ask(self) -> bool:
        """Whether there is anything to send."""
        return len(self.fields) > 1

    def _with_case(self) -> list[RegistrationRole | None]:
        """The roles in which a case is asked."""
        roles = self.roles or (self.own,)
        return [role for role in roles if asks_case(self.person, role)]

    def _fill_in(self) -> None:
        self.initial = {"role": str(self.own.pk) if self.own else ""}
        if case := self.person.case:
            theme = str(case.theme_id or "")
            told = (case.title, case.question, case.about, theme)
            self.initial |= dict(zip(CASE, told, strict=True))

    def clean(self) -> dict[str, Any]:
        """Also drop the case of roles without one, and say when it was taken up meanwhile."""
        cleaned = super().clean()
        if not asks_case(self.person, self.role):
            for name in CASE:
                self.drop(name, cleaned)
        if self.taken and any(self._differs(name) for name in CASE):
            sentence = _("The organisers have taken up your case. Ask them to change it.")
            self.add_error(None, sentence)
        return cleaned

    def _differs(self, name: str) -> bool:
        now = str(self.initial.get(name, ""))
        return str(self.data.get(name, now)).split() != now.split()

    def _role(self, cleaned: Mapping[str, Any]) -> RegistrationRole | None:
        chosen = cleaned.get("role", "")
        known = (role for role in self.roles if str(role.pk) == chosen)
        return next(known, None if "role" in self.fields else self.own)

    def case(self) -> OwnCase | None:
        """The case that they bring, from a valid form."""
        return case_in(self.cleaned_data, self.themes)

    @property
    def helper(self) -> FormHelper:
        """The layout: the role, the case, and the button."""
        helper = FormHelper()
        helper.attrs = {"novalidate": True, "data-asks": True}
        parts: list[Any] = ["seen", *(["role"] if "role" in self.fields else [])]
        if names := [name for name in CASE if name in self.fields]:
            parts.append(self._case_part(names))
        helper.layout = Layout(*parts, Button(_("Save")))
        return helper

    def _case_part(self, names: list[str]) -> Any:
        with_case = self._with_case()
        if len(with_case) == len(self.roles) or "role" not in self.fields:
            return Group(_("Your case"), *names)
        return of_roles(self, frozenset(role.pk for role in with_case if role), names)


def roles_for(lead: Registration) -> tuple[RegistrationRole, ...]:
    """The roles that are open to everybody, and somebody's own whatever it is; no query."""
    offered = tuple(
        role
        for role in offer_of(lead.event).roles
        if not role.by_invitation or role.pk == lead.role_id
    )
    if lead.role is None or lead.role in offered:
        return offered
    return (lead.role, *offered)


def can_change_role(lead: Registration) -> bool:
    """Whether there is another role to choose, or a case to tell; no query for a read case."""
    return bool(link_to_roles(lead))


def link_to_roles(lead: Registration) -> str:
    """What the link to the page says; empty when there is nothing to choose or tell there."""
    others = any(role.pk != lead.role_id for role in roles_for(lead))
    if asks_case(lead, lead.role):
        return _("Another role or case") if others else _("Change your case")
    return _("Another role") if others else ""


def _themes(lead: Registration, offered: Sequence[Theme]) -> tuple[Theme, ...]:
    """The themes on offer, and the one the case has already."""
    own = lead.case.theme if lead.case else None
    return (*offered, own) if own is not None and own not in offered else tuple(offered)


def _options(lead: Registration, roles: Sequence[RegistrationRole]) -> Options:
    """The roles, with the seats that others have left; nobody gives a seat up for a line."""
    others = lead.event.registration_roles.exclude(pk=lead.role_id or 0)
    options = role_options(
        roles, {role.pk: Seats(role.all_seats, role.seats_taken) for role in others}
    )
    holds = lead.event.registrations.holding_a_seat().of_party(lead.pk).in_role(lead.role)
    explained = {str(role.pk): role.explanation for role in roles}
    if not any(text.full for _pk, text in options) or not holds.exists():
        return options
    return [(pk, _closed(text, explained[pk]) if text.full else text) for pk, text in options]


def _closed(text: OptionText, explanation: str) -> OptionText:
    full = _("full: who has a seat already cannot join the line here")
    told = " · ".join(part for part in (explanation, full) if part)
    return replace(text, details=told, closed=True)
