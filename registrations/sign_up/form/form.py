"""The sign-up form: one page for everything that an event asks, of everybody who comes."""

from collections.abc import Mapping
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events.published import Published, Seats
from festival.typed import AddressField, Carried, NameField, TypedField
from registrations.models import ConsentText, RegistrationRole
from registrations.questions.answering import Kind
from registrations.sign_up.applying import Applicant, Companion, IfShort, OwnCase
from registrations.sign_up.form import short
from registrations.sign_up.form.case import CASE, case_fields, case_in
from registrations.sign_up.form.companions import KEYS, REMOVE, CompanionForm, keys_in
from registrations.sign_up.form.layout import CONSENT, parts_of
from registrations.sign_up.form.person import Asks, PersonForm
from registrations.sign_up.form.roles import role_field, role_options
from registrations.sign_up.offer import Offer
from registrations.sign_up.picking import called


class SignUpForm(PersonForm):
    """Who you are, what you choose, what you agree to, and who comes along.

    Reads with the rows of one event. `companions` are forms of their own, whose fields stand in
    this one; this form is valid when all of them are.
    """

    only_shown = False  # to an organiser: there is nothing to send
    asks_if_short = False

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
        files: Any = None,
        *,
        found: Published,
        offer: Offer,
        invited: RegistrationRole | None = None,
    ) -> None:
        open_to_all = tuple(role for role in offer.roles if not role.by_invitation)
        self.invited = invited
        self.roles = (invited,) if invited else open_to_all
        self.title = found.programme.name
        self.offer = offer
        data = data.copy() if data is not None else None  # a new stamp can be written in it
        super().__init__(data, files, asks=Asks(found.event, offer, self.roles))
        self.companions = self._companions(data, files)

    def _companions(self, data: QueryDict | None, files: Any) -> list[CompanionForm]:
        sent = data.getlist(KEYS) if data is not None else []
        most = self.event.most_together
        return [
            CompanionForm(
                data,
                files if number < most else None,  # no files of more people than may come
                asks=self.asks,
                key=key,
                number=number,
                newest=key not in sent,
            )
            for number, key in enumerate(keys_in(data), start=1)
        ]

    def _ask(self) -> None:
        if self.roles:
            self.fields["role"] = role_field(self.roles)
            self.fields["role"].initial = str(self.invited.pk) if self.invited else None
        if any(role.with_case for role in self.roles):
            self.fields |= case_fields(self.offer.themes)
        super()._ask()
        for text in self.offer.consents:
            self.fields[f"{CONSENT}{text.pk}"] = forms.BooleanField(label=text.text, required=False)
        self.fields[short.FIELD] = short.short_field()

    @property
    def people(self) -> list[PersonForm]:
        """Everybody's part, who signs up first."""
        return [self, *self.companions]

    def is_valid(self) -> bool:
        """Whether everybody's part is."""
        own = super().is_valid()
        for companion in self.companions:
            companion.role = self.role
        others = [companion.is_valid() for companion in self.companions]
        return own and all(others)

    def forgive(self) -> None:
        """Tell nothing of what is wrong yet: somebody is still filling it in."""
        self.is_valid()
        for person in self.people:
            person.errors.clear()

    def leave_files(self) -> None:
        """Do not look at the files that were sent."""
        for person in self.people:
            person.files = MultiValueDict()

    @property
    def told_problems(self) -> list[tuple[str, str]]:
        """What is wrong in everybody's part: where (an id, or nothing) and a sentence."""
        if not self.is_bound:
            return []
        return [problem for person in self.people for problem in person.problems()]

    @property
    def may_add(self) -> bool:
        """Whether one more companion may come along."""
        return len(self.people) < self.event.most_together

    @property
    def just_removed(self) -> bool:
        """Whether a companion was taken off the form just now."""
        return self.is_bound and REMOVE in self.data

    def clean(self) -> dict[str, Any]:
        """Also drop the case of other roles, and refuse consents to words that have changed."""
        cleaned = super().clean()
        if self.role is None or not self.role.with_case:
            for name in CASE:
                self.drop(name, cleaned)
        if any(self._is_stale_consent(name) for name in self.data):
            self.add_error(
                None,
                _("A text that you agreed to has changed. Read it again and tick it if you agree."),
            )
        return cleaned

    def _role(self, cleaned: Mapping[str, Any]) -> RegistrationRole | None:
        chosen = cleaned.get("role", "")
        return next((role for role in self.roles if str(role.pk) == chosen), None)

    def _is_stale_consent(self, name: str) -> bool:
        return name.startswith(CONSENT) and name not in self.fields and bool(self.data.get(name))

    def refuse(self, refusal: Exception) -> None:
        """Show a verb's refusal at the field it is about, of whom it is about."""
        number = getattr(refusal, "person", 0)
        person = self.people[number] if number < len(self.people) else self
        person.refuse_here(str(refusal), getattr(refusal, "field", ""))

    def ask_if_short(self, *, left: int, together: bool = True) -> None:
        """Ask what to do with more people than seats."""
        self.asks_if_short = True
        names = [companion.called for companion in self.companions]
        short.ask(self[short.FIELD], self.event, left=left, names=names, together=together)

    def ask_again(self, seats: Seats) -> None:
        """Keep asking what to do with too few seats, where it was answered already."""
        left, wanted = seats.left or 0, len(self.people)
        if self.data.get(short.FIELD) and not self.asks_if_short and 0 < left < wanted:
            self.ask_if_short(left=left)

    def tell(self, seats: Mapping[str, Seats], places: Mapping[int, Mapping[str, Seats]]) -> None:
        """Write in everybody's part how many seats, and places of options, are left there now."""
        for person in self.people:
            person.tell_seats(seats)
            person.tell_places(places)

    def tell_roles(self, seats: Mapping[int, Seats]) -> None:
        """Write beside each role with a number of its own how many seats are left there now."""
        field = cast("forms.ChoiceField", self.fields["role"])
        field.choices = role_options(self.roles, seats)

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
            role=self.role,
            access_needs=cleaned.get("access_needs", ""),
            diet_needs=cleaned.get("diet_needs", ""),
        )

    def party(self) -> tuple[Companion, ...]:
        """Who comes along, from a valid form."""
        return tuple(companion.companion() for companion in self.companions)

    def wishes(self) -> frozenset[str]:
        """What was wished for in rounds where people are placed later, by its title."""
        picks = [pick for person in self.people for pick in person.picks]
        return frozenset(called(self.event, pick) for pick in picks if pick.block.ranked)

    def case(self) -> OwnCase | None:
        """The case that is brought along, from a valid form."""
        return case_in(self.cleaned_data, self.offer.themes)

    def if_short(self) -> IfShort:
        """What to do when there are too few seats, from a valid form."""
        return IfShort(self.cleaned_data.get(short.FIELD) or IfShort.ASK)

    def consents(self) -> list[ConsentText]:
        """The texts that were agreed to."""
        given = self.cleaned_data
        return [text for text in self.offer.consents if given.get(f"{CONSENT}{text.pk}")]

    @property
    def helper(self) -> FormHelper:
        """The layout: who, in which role, what, with whom, and what else."""
        helper = FormHelper()
        helper.form_tag = not self.only_shown
        helper.disable_csrf = self.only_shown
        helper.form_id = "sign-up"
        helper.attrs = {"novalidate": True, "data-asks": True}
        if any(asked.question.kind == Kind.FILE for asked in self.offer.questions):
            helper.attrs["enctype"] = "multipart/form-data"  # also for companions to come
        helper.layout = Layout(*parts_of(self))
        return helper
