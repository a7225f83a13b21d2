"""The sign-up form: one page for everything that an event asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events.published import Published, Seats
from festival.form_layout import Button, Group
from festival.typed import AddressField, Carried, NameField, TypedField
from registrations.answering import Kind
from registrations.applying import Applicant, Reply
from registrations.models import ConsentText, RegistrationRole
from registrations.offer import Offer, Option, Round
from registrations.picking import Pick, WrongChoice, check_picks
from registrations.question_fields import field_for, name_of, question_groups, value_of
from registrations.wording import hours_of, seats_text

CONSENT = "consent-"


@dataclass(frozen=True)
class OptionText:
    """How an option reads: a title, and what stands under it."""

    title: str
    details: str = ""
    full: bool = False


class SignUpForm(forms.Form):
    """Who you are, what you choose, what you agree to. Reads with the rows of one event."""

    only_shown = False  # to an organiser: there is nothing to send

    stamp = forms.CharField(widget=Carried, required=False)
    website = forms.CharField(required=False)
    given_name = NameField(
        label=gettext_lazy("First name"),
        max_length=100,
        missing=gettext_lazy("Fill in your first name."),
        autocomplete="given-name",
    )
    infix = NameField(
        label=gettext_lazy("Infix"),
        help_text=gettext_lazy("For example: van der"),
        max_length=30,
        autocomplete="additional-name",
    )
    family_name = NameField(
        label=gettext_lazy("Family name"),
        max_length=100,
        missing=gettext_lazy("Fill in your family name."),
        autocomplete="family-name",
    )
    email = AddressField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("We send your confirmation and your personal link here."),
        max_length=254,
        missing=gettext_lazy("Fill in your e-mail address."),
        autocomplete="email",
    )
    organisation = TypedField(
        label=gettext_lazy("Organisation"), max_length=150, autocomplete="organization"
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        found: Published,
        offer: Offer,
        invited: RegistrationRole | None = None,
    ) -> None:
        super().__init__(_plain(data, offer), label_suffix="")
        self.event = found.event
        self.title = found.programme.name
        self.offer = offer
        self.invited = invited
        self.picks: tuple[Pick, ...] = ()
        open_to_all = tuple(role for role in offer.roles if not role.by_invitation)
        self.roles = (invited,) if invited else open_to_all
        if self.roles:
            self.fields["role"] = _role_field(self.roles)
            self.fields["role"].initial = str(invited.pk) if invited else None
        self.asked = [a for a in offer.questions if any(map(a.concerns, self.roles or (None,)))]
        for asked in self.asked:
            self.fields[name_of(asked.question)] = field_for(asked.question)
        for turn in offer.rounds:
            self.fields[turn.field] = _round_field(turn)
        self._ask_for_needs()
        for text in offer.consents:
            self.fields[f"{CONSENT}{text.pk}"] = forms.BooleanField(label=text.text, required=False)

    def _ask_for_needs(self) -> None:
        erased = _("Only the organisers see this. We erase it two weeks after the gathering.")
        if self.event.asks_access:
            self.fields["access_needs"] = TypedField(
                label=_("What do you need to take part?"),
                help_text=_("For example: a place for a wheelchair, or an interpreter.")
                + f" {erased}",
                max_length=500,
                lines=True,
            )
        if self.event.asks_diet:
            self.fields["diet_needs"] = TypedField(
                label=_("What should we know about food?"),
                help_text=_("For example: vegetarian, or no nuts.") + f" {erased}",
                max_length=300,
            )

    def tell_seats(self, seats: Mapping[str, Seats]) -> None:
        """Write beside each option how many seats are left there now."""
        for found in self.offer.rounds:
            options = [(o.code, _option_text(found, o, seats.get(o.code))) for o in found.options]
            field = cast("forms.ChoiceField", self.fields[found.field])
            field.choices = _with_no_preference(found, options)

    def tell_roles(self, seats: Mapping[int, Seats]) -> None:
        """Write beside each role with a number of its own how many seats are left there now."""
        field = cast("forms.ChoiceField", self.fields["role"])
        field.choices = [(str(r.pk), _role_text(r, seats.get(r.pk))) for r in self.roles]

    def clean(self) -> dict[str, Any]:
        """Refuse choices that cannot be combined and consents to words that have changed."""
        cleaned: dict[str, Any] = super().clean() or {}
        self._discard_questions_of_other_roles(cleaned)
        stale = [name for name in self.data if self._is_stale_consent(name)]
        if stale:
            self.add_error(
                None,
                _("A text that you agreed to has changed. Read it again and tick it if you agree."),
            )
        chosen = {turn.field: cleaned.get(turn.field) for turn in self.offer.rounds}
        options = [option for turn in self.offer.rounds for option in turn.options]
        self.picks = tuple(o.pick for o in options if chosen[o.pick.field] == o.code)
        try:
            check_picks(self.event, self.picks)
        except WrongChoice as refusal:
            self.refuse(refusal)
        return cleaned

    def _discard_questions_of_other_roles(self, cleaned: dict[str, Any]) -> None:
        role = self._role(cleaned)
        for asked in self.asked:
            if not asked.concerns(role):
                cleaned.pop(name_of(asked.question), None)
                self.errors.pop(name_of(asked.question), None)

    def _role(self, cleaned: Mapping[str, Any]) -> RegistrationRole | None:
        chosen = cleaned.get("role", "")
        return next((role for role in self.roles if str(role.pk) == chosen), None)

    def replies(self) -> list[Reply]:
        """What was answered, from a valid form."""
        answered = [
            Reply(asked.question, value_of(self.cleaned_data.get(name_of(asked.question))))
            for asked in self.asked
        ]
        return [reply for reply in answered if reply.value]

    def _is_stale_consent(self, name: str) -> bool:
        return name.startswith(CONSENT) and name not in self.fields and bool(self.data.get(name))

    def refuse(self, refusal: Exception) -> None:
        """Show a verb's refusal at the field it is about, or above the form."""
        field = getattr(refusal, "field", "")
        self.add_error(field if field in self.fields else None, ValidationError(str(refusal)))

    def applicant(self) -> Applicant:
        """Who signs up, from a valid form."""
        cleaned = self.cleaned_data
        return Applicant(
            given_name=cleaned["given_name"],
            infix=cleaned["infix"],
            family_name=cleaned["family_name"],
            email=cleaned["email"],
            organisation=cleaned["organisation"],
            language=(get_language() or "nl")[:2],
            role=self._role(cleaned),
            access_needs=cleaned.get("access_needs", ""),
            diet_needs=cleaned.get("diet_needs", ""),
        )

    def consents(self) -> list[ConsentText]:
        """The texts that were agreed to."""
        given = self.cleaned_data
        return [text for text in self.offer.consents if given.get(f"{CONSENT}{text.pk}")]

    @property
    def helper(self) -> FormHelper:
        """The layout: who, in which role, what, and what else."""
        helper = FormHelper()
        helper.form_tag = not self.only_shown
        helper.disable_csrf = self.only_shown
        helper.form_id = "sign-up"
        helper.attrs = {"novalidate": True}
        helper.layout = Layout(*self._layout())
        return helper

    def _layout(self) -> list[Any]:
        names = list(self.fields)
        needs = [name for name in ("access_needs", "diet_needs") if name in names]
        consents = [name for name in names if name.startswith(CONSENT)]
        who = ["given_name", "infix", "family_name", "email", "organisation"]
        parts: list[Any] = ["stamp", Group(_("Who you are"), *who)]
        parts += [name for name in names if name == "role"]
        parts += question_groups(self.roles, self.asked)
        parts += [name for name in names if name.startswith("round-")]
        if needs:
            parts.append(Group(_("What you need"), *needs))
        if consents:
            explanation = _("You choose. You can also come without ticking anything here.")
            parts.append(Group(_("Your consent"), *consents, explanation=explanation))
        if self.only_shown:
            return parts
        decoy = Field("website", template="festival_forms/decoy.html")
        return [*parts, decoy, Button(_("Sign up for %(title)s") % {"title": self.title})]


def _plain(data: QueryDict | None, offer: Offer) -> dict[str, Any] | None:
    """What was sent, by name: one text, or all of them where several can be chosen."""
    if data is None:
        return None
    names = [name_of(a.question) for a in offer.questions if a.question.kind == Kind.SEVERAL]
    return {**data.dict(), **{name: data.getlist(name) for name in names}}


def _role_text(role: RegistrationRole, seats: Seats | None = None) -> OptionText:
    left = seats_text(seats) if role.quota is not None else ""
    parts = [part for part in (role.explanation, left) if part]
    return OptionText(role.name, " · ".join(parts), seats is not None and seats.full)


def _role_field(roles: tuple[RegistrationRole, ...]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("In which role do you come?"),
        choices=[(str(role.pk), _role_text(role)) for role in roles],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose in which role you come."),
            "invalid_choice": _("Choose one of these roles."),
        },
    )


def _round_field(found: Round) -> forms.ChoiceField:
    options = [(option.code, OptionText(option.title)) for option in found.options]
    return forms.ChoiceField(
        label=found.title,
        help_text=found.hours,
        choices=_with_no_preference(found, options),
        required=found.required,
        initial=None if found.required else "",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the options for “%(round)s”.") % {"round": found.title},
            "invalid_choice": _("Choose one of the options that stand here."),
        },
    )


def _with_no_preference(
    found: Round, options: list[tuple[str, OptionText]]
) -> list[tuple[str, OptionText]]:
    none = [] if found.required else [("", OptionText(_("No preference")))]
    return [*options, *none]


def _option_text(found: Round, option: Option, seats: Seats | None) -> OptionText:
    session = option.session
    people = _("With %(names)s") % {"names": ", ".join(option.people)} if option.people else ""
    hours = "" if found.hours else hours_of(session.starts_at, session.ends_at, found.zone)
    parts = [hours, people, seats_text(seats)]
    full = seats is not None and seats.full
    return OptionText(option.title, " · ".join(part for part in parts if part), full)
