"""Forms in which a person or an organisation is typed by name, known or new.

The browser suggests names that are known. A name that only comes near to a known one is asked
back, beneath the field; a name that is quite new makes a new record when the form is saved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from festival.drafting import DraftForm
from festival.models import User
from festival.typed import tidy
from partners.finding import find_organisations, find_people, told, told_of
from partners.making import make_organisation, make_person
from partners.models import Organisation, Person

NEW = "new"
MOST_SUGGESTED = 1000  # names in the list that the browser searches


@dataclass(frozen=True)
class Named:
    """How records of one kind are written, found and made by their names."""

    written: Callable[[Any], str]
    known: Callable[[], list[str]]
    meant: Callable[[str], tuple[Any, tuple[Any, ...]]]  # the one for certain, those that are near
    made: Callable[..., Any]
    unsaved: Callable[[str], Any]
    help: Promise


class NameInput(forms.TextInput):
    """A line with the names that are known behind it."""

    template_name = "festival_forms/name.html"

    def __init__(self, kind: Named) -> None:
        super().__init__({"autocomplete": "off"})
        self.kind = kind

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With the suggestions."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["attrs"]
        shown["list"] = f"{shown.get('id', name)}_known"
        return context | {"known": self.kind.known()}


class NamingForm(DraftForm):
    """A form on something of which some fields name a person or an organisation."""

    names: ClassVar[dict[str, Named]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in self.names.items():
            now = self.fields[name]
            self.fields[name] = forms.CharField(
                label=now.label,
                required=now.required,
                max_length=300,
                widget=NameInput(kind),
                help_text=str(kind.help),
            )
            named = getattr(self.instance, name, None)
            self.initial[name] = kind.written(named) if named else self.initial.get(name) or ""

    def clean(self) -> dict[str, Any]:
        """Turn names into whom they mean, before the form is set against what others saved."""
        for name, kind in self.names.items():
            if name in self.cleaned_data:
                self.cleaned_data[name] = self._meant(name, kind, tidy(self.cleaned_data[name]))
        return super().clean()

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; who is new is made first. Raises what the verbs raise."""
        for name, kind in self.names.items():
            meant = self.cleaned_data[name]
            if meant is not None and meant.pk is None:
                made = kind.made(tidy(self.data[self.add_prefix(name)]), now=now, by=by)
                self.cleaned_data[name] = made
                setattr(self.instance, name, made)
        return super().save_by(by, now=now)

    def _get_validation_exclusions(self) -> set[str]:
        """Who has yet to be made is checked when that has been done."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        unmade = {n for n in self.names if getattr(self.cleaned_data.get(n), "pk", 0) is None}
        return found | unmade

    def _meant(self, name: str, kind: Named, text: str) -> Any:
        """Whom a text means; a record without id for who is new; None for an empty text."""
        standing = self.current.get(name)
        if not text or (standing and kind.written(standing) == text):
            return standing if text else None
        certain, near = kind.meant(text)
        if certain is not None or not near:
            return certain or kind.unsaved(text)
        answer = self._ask(name, kind, text, near)
        return next((one for one in near if one.code == answer), kind.unsaved(text))

    def _ask(self, name: str, kind: Named, text: str, near: tuple[Any, ...]) -> str:
        """The answer to which of the near ones a text means; without one, an error."""
        asked = f"{name}_meant"
        new = _("a new one: %(name)s") % {"name": text}
        choices = [*((one.code, kind.written(one)) for one in near), (NEW, new)]
        label = _("Whom or what do you mean by “%(name)s”?") % {"name": text}
        self.fields[asked] = forms.ChoiceField(
            choices=choices, label=label, widget=forms.RadioSelect
        )
        order = list(self.fields)
        self.order_fields([*order[: order.index(name) + 1], asked])
        answer: str = self.data.get(self.add_prefix(asked), "")
        if answer not in dict(choices):
            self.add_error(asked, _("There is one that is almost called so. Choose."))
        return answer


def _organisation_meant(text: str) -> tuple[Any, tuple[Any, ...]]:
    found = find_organisations([text])[text]
    return found.organisation, found.near


def _person_meant(text: str) -> tuple[Any, tuple[Any, ...]]:
    found = find_people([told(text)])[told(text)]
    return found.person, found.near


def _person_made(text: str, *, now: datetime, by: User | None) -> Person:
    """A new person, with the organisation between brackets, which may be new as well."""
    one = told(text)
    organisation = None
    if one.organisation:
        found = find_organisations([one.organisation])[one.organisation]
        organisation = found.organisation or make_organisation(
            one.organisation, website=one.website, now=now, by=by
        )
    return make_person(one, organisation=organisation, now=now, by=by)


ORGANISATION = Named(
    written=lambda organisation: organisation.name,
    known=lambda: list(Organisation.objects.values_list("name", flat=True)[:MOST_SUGGESTED]),
    meant=_organisation_meant,
    made=make_organisation,
    unsaved=lambda text: Organisation(name=text),
    help=gettext_lazy("Type a name. An organisation that is not known yet is made."),
)
PERSON = Named(
    written=told_of,
    known=lambda: [
        told_of(person) for person in Person.objects.select_related("organisation")[:MOST_SUGGESTED]
    ],
    meant=_person_meant,
    made=_person_made,
    unsaved=lambda text: Person(family_name=text),
    help=gettext_lazy(
        "Type a name, with the organisation in brackets. Somebody who is not known yet is made."
    ),
)
