"""What forms share that name people: a text for each role, merged like any other field."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms

from events.casting import cast
from events.models import Session, Table
from events.workspace.programme.who import Who, names_in, written
from events.workspace.saving import SeatedForm
from festival.models import User
from festival.typed import TypedField
from partners.finding import Told


class NamesField(TypedField):
    """A name on each line; scripts suggest people while one types."""

    def __init__(self, *, rows: int = 2, **rest: Any) -> None:
        attrs = {"data-names": "", "autocomplete": "off", "spellcheck": "false", "rows": rows}
        super().__init__(lines=True, widget=forms.Textarea(attrs=attrs), **rest)


class CastForm(SeatedForm):
    """A form on something that people appear in; `ROLES` gives the role of each of its fields."""

    ROLES: ClassVar[Mapping[str, str]] = {}

    @property
    def names(self) -> list[Told]:
        """Everybody that a valid form names."""
        return [one for name in self.ROLES for one in names_in(self.cleaned_data.get(name, ""))]

    def show_cast(self, **also: Any) -> None:
        """Put the people, and what else is no column, in the form and in the merge."""
        people = self.instance.appearances.all()
        for name, role in self.ROLES.items():
            also[name] = written(a.person for a in people if a.role == role)
        self.current.update(also)
        self.initial.update(also)
        self.initial["seen"] = self._stamp()

    def cast_by(self, thing: Session | Table, who: Who, by: User | None, *, now: datetime) -> None:
        """Let exactly the named people appear, making who is new."""
        for name, role in self.ROLES.items():
            people = [who.person(one, now=now, by=by) for one in names_in(self.cleaned_data[name])]
            cast(thing, role, list(dict.fromkeys(people)), now=now, by=by)
