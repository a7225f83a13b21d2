"""The tables under an item, as rows of one form that is saved as a whole."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.locking import lock_event
from events.models import Appearance, Session, Table
from events.numbering import HIGHEST, NumberRefused, renumber
from events.workspace.programme.cast_form import CastForm, NamesField
from events.workspace.programme.who import Question, Who
from festival.drafting import digest, tell
from festival.models import User
from festival.refusals import Refused
from festival.typed import TypedField
from partners.models import Person

SPARE = 4  # empty rows beneath the tables
TYPED = ("place", "topic", "question", "hosts", "co_hosts", "theme", "capacity")


class TableForm(CastForm):
    """One row: a table with its topic, who leads it, and its seats."""

    place = forms.IntegerField(
        label=gettext_lazy("Number"), required=False, min_value=1, max_value=HIGHEST
    )
    topic = TypedField(
        label=gettext_lazy("Topic"), max_length=200, missing=gettext_lazy("Fill in a topic.")
    )
    question = TypedField(
        label=gettext_lazy("Question"), lines=True, widget=forms.Textarea(attrs={"rows": 2})
    )
    hosts = NamesField(label=gettext_lazy("Host"), rows=3)
    co_hosts = NamesField(label=gettext_lazy("Co-hosts"), rows=3)

    ROLES = {"hosts": Appearance.Role.HOST, "co_hosts": Appearance.Role.CO_HOST}

    class Meta:
        model = Table
        fields = ["topic", "question", "theme", "capacity"]

    field_order = TYPED

    def __init__(self, *args: Any, themes: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme: Any = self.fields["theme"]
        theme.queryset = self.instance.session.event.themes.all()
        theme.widget.choices = themes
        if len(themes) == 1:
            del self.fields["theme"]
        self.fields["capacity"].help_text = ""
        self.lost = False
        if self.instance.pk:
            self.show_cast(place=self.instance.number)

    @property
    def blank(self) -> bool:
        """Whether nothing was typed in a new row."""
        typed = [self.data.get(self.add_prefix(name), "") for name in TYPED]
        return self.instance.pk is None and not any(str(value).strip() for value in typed)

    @property
    def differs(self) -> bool:
        """Whether a valid row says anything else than what is kept."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return any(digest(value) != digest(self.current.get(n)) for n, value in said.items())


@dataclass
class Grid:
    """All rows of one session's tables."""

    rows: list[TableForm]
    questions: list[Question] = field(default_factory=list)

    @property
    def filled(self) -> list[TableForm]:
        """The rows that stand for a table."""
        return [row for row in self.rows if not row.blank]

    @property
    def themed(self) -> bool:
        """Whether there are themes to choose from."""
        return any("theme" in row.fields for row in self.rows)

    @property
    def errors(self) -> bool:
        """Whether something is wrong in a row."""
        return any(row.is_bound and not row.blank and row.errors for row in self.rows)


def grid_of(session: Session) -> Grid:
    """The rows as they are, with spare ones beneath."""
    tables, options = tables_of(session), _themes(session)
    rows = [TableForm(instance=table, prefix=table.code, themes=options) for table in tables]
    return Grid(rows + _spare(session, options))


def sent_grid(session: Session, data: Any) -> Grid:
    """The rows as they were sent; one whose table is gone meanwhile is a new row that says so."""
    kept = {table.code: table for table in tables_of(session)}
    options = _themes(session)
    rows = []
    for prefix in dict.fromkeys(data.getlist("row")):
        table = kept.get(prefix) or Table(session=session)
        row = TableForm(data, instance=table, prefix=prefix, themes=options)
        gone = table.pk is None and not prefix.startswith("new") and not row.blank
        row.lost = gone and row.add_prefix("anew") not in data
        rows.append(row)
    return Grid(rows)


@transaction.atomic
def save_grid(
    session: Session, data: Any, *, now: datetime, by: User | None
) -> tuple[Grid, list[Table] | None]:
    """Save all rows that were sent, or none: the grid, and its tables or None.

    Rows without a word are left out. Tables that were not sent stay as they are.
    """
    lock_event(session.event_id)
    grid = sent_grid(session, data)
    bad = [row for row in grid.filled if not _good(row)]
    if bad or not _numbers_differ(grid.filled, session):
        return grid, None
    known = Person.objects.select_related("organisation").filter(
        appearances__table__session=session
    )
    who = Who((one for row in grid.filled for one in row.names), data, known.distinct())
    grid.questions = who.questions()
    if not who.certain:
        return grid, None
    new = [row for row in grid.filled if row.instance.pk is None]
    try:
        with transaction.atomic():
            return grid, _save(grid.filled, session, who, now=now, by=by)
    except _RowRefused as no:
        tell(no.row, no.problem)
        for row in new:
            row.instance.pk = None
        return grid, None


class _RowRefused(Exception):
    """One row could not be saved, so none is."""

    def __init__(self, row: TableForm, problem: Refused | ValidationError) -> None:
        super().__init__(str(problem))
        self.row, self.problem = row, problem


def _save(
    rows: list[TableForm], session: Session, who: Who, *, now: datetime, by: User | None
) -> list[Table]:
    """Save the rows, their people and their numbers. Raises _RowRefused."""
    tables, numbers = [], {}
    free = max((table.number for table in tables_of(session)), default=0)
    for row in rows:
        if row.instance.pk is None:
            free += 1
            row.instance.number = free
        table: Table = row.instance
        if table.pk is None or row.differs:
            table = _save_row(row, who, now=now, by=by)
        tables.append(table)
        if row.cleaned_data["place"]:
            numbers[table.pk] = row.cleaned_data["place"]
    try:
        renumber(session, numbers, now=now, by=by)
    except NumberRefused as no:
        row = next(row for row in rows if row.instance == no.table)
        raise _RowRefused(row, Refused(str(no), field="place")) from no
    return tables


def _save_row(row: TableForm, who: Who, *, now: datetime, by: User | None) -> Table:
    try:
        table: Table = row.save_by(by, now=now)
        row.cast_by(table, who, by, now=now)
    except (Refused, ValidationError) as no:
        raise _RowRefused(row, no) from no
    return table


def _good(row: TableForm) -> bool:
    if row.lost:
        gone = _("Somebody else removed this table meanwhile. Save again to add it anew.")
        row.add_error(None, gone)
    return row.is_valid()


def _numbers_differ(rows: list[TableForm], session: Session) -> bool:
    """Whether no two tables would have the same number; the second one says so."""
    sent = {row.instance.pk for row in rows}
    taken = {table.number for table in session.tables.all() if table.pk not in sent}
    for row in rows:
        number = row.cleaned_data["place"] or row.instance.number
        if number and number in taken:
            row.add_error("place", _("Another table has this number."))
        taken.add(number)
    return not any(row.errors for row in rows)


def tables_of(session: Session) -> list[Table]:
    """The tables with their people; three queries."""
    cast_of = Appearance.objects.select_related("person__organisation")
    tables = list(session.tables.prefetch_related(Prefetch("appearances", cast_of)))
    for table in tables:
        table.session = session
    return tables


def _themes(session: Session) -> list[tuple[Any, Any]]:
    return [("", "–"), *session.event.themes.values_list("pk", "title")]


def _spare(session: Session, options: list[tuple[Any, Any]]) -> list[TableForm]:
    return [
        TableForm(instance=Table(session=session), prefix=f"new{n}", themes=options)
        for n in range(1, SPARE + 1)
    ]
