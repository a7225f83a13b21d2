"""The cases that people proposed at sign-up, with who brought them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Case, Event
from events.workspace.content.forms import table_name, tables_of
from registrations.models import Registration
from registrations.states import Status


class TableForm(forms.Form):
    """At which table a case is talked about."""

    table = forms.ChoiceField(label=_("Table"), required=False)

    def __init__(self, case: Case, tables: Iterable[tuple[str, str]], data: object = None) -> None:
        super().__init__(data, auto_id=f"id_{case.code}_%s")  # type: ignore[arg-type]
        field = self.fields["table"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", _("(none yet)")), *tables]


@dataclass(frozen=True)
class Proposal:
    """A case, and everybody who brought it; `form` only while it is proposed."""

    case: Case
    people: list[Registration]
    form: TableForm | None

    @property
    def left(self) -> bool:
        """Whether nobody who brought it comes any more."""
        return all(person.status == Status.CANCELLED for person in self.people)


def proposals_of(event: Event) -> tuple[list[Proposal], list[Proposal]]:
    """The cases still to be decided on, and those brought along and accepted; three queries."""
    brought: dict[int, list[Registration]] = {}
    for person in event.registrations.bringing_a_case().by_name():
        brought.setdefault(person.case_id, []).append(person)
    tables = tables_to_choose(event)
    asked, accepted = [], []
    for case in event.cases.select_related("theme", "table__session").order_by("pk"):
        people = brought.get(case.pk, [])
        if case.status == Case.Status.PROPOSED:
            asked.append(Proposal(case, people, TableForm(case, tables)))
        elif people:
            accepted.append(Proposal(case, people, None))
    return asked, accepted


def tables_to_choose(event: Event) -> list[tuple[str, str]]:
    """The tables of an event, by code."""
    return [(table.code, table_name(table)) for table in tables_of(event)]
