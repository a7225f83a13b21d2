"""The forms of everything that an event tells beside its timetable."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Max, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.models import (
    Accord,
    Case,
    CaseMember,
    Document,
    Event,
    Goal,
    Link,
    NewsItem,
    Partnership,
    Photo,
    Quote,
    Table,
    TargetGroup,
    Theme,
)
from events.organising import organisers_kept
from festival.markdown_field import MarkdownField
from festival.models import User
from festival.slugs import free_slug
from partners.models import Organisation
from partners.naming import ORGANISATION, PERSON, NamingForm


class Day(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def tables_of(event: Event) -> "QuerySet[Table]":
    """The tables of an event, in the order of the programme."""
    rows = Table.objects.filter(session__event=event).select_related("session")
    return rows.order_by("session__starts_at", "session__position", "session_id", "number", "pk")


def table_name(table: Table) -> str:
    """`Werksessies: 3. Zorg`; the session only tells tables of the same number apart."""
    return f"{table.session.title}: {table}"


class PartForm(NamingForm):
    """A form on something of one event: it offers only what belongs to that event."""

    first_when_new = False  # a new thing comes at the end, or before what is as new

    def __init__(self, *args: Any, of: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = of
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                self._narrow(field)
            if field.required:
                missing = _("Fill in “%(label)s”.") % {"label": capfirst(str(field.label))}
                field.error_messages["required"] = missing

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save; a new thing gets its place in the order."""
        if self.instance.pk is None:
            self.complete(self.instance)
        return super().save_by(by, now=now)

    def complete(self, thing: Any) -> None:
        """Give a new thing what nobody types."""
        if hasattr(thing, "position") and not self.first_when_new:
            rows = type(thing)._default_manager.filter(event=self.event)
            thing.position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1

    def _narrow(self, field: "forms.ModelChoiceField[Any]") -> None:
        rows = field.queryset
        if rows is not None and any(own.name == "event" for own in rows.model._meta.fields):
            field.queryset = rows.filter(event=self.event)
        if rows is not None and rows.model is Case:
            field.queryset = Case.objects.accepted().filter(event=self.event)
        if isinstance(field.widget, forms.Select):
            field.empty_label = _("(choose)") if field.required else _("(none)")


class PartnershipForm(PartForm):
    """What an organisation is to the event."""

    names = {"organisation": ORGANISATION}

    class Meta:
        model = Partnership
        fields = ["organisation", "role", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choices = [("", _("(choose)")), *Partnership.Role.choices]

    def save_by(self, by: User | None, *, now: datetime) -> Any:
        """Save. Raises NotYours, LastOwner."""
        with organisers_kept(self.event, by=by):
            return super().save_by(by, now=now)


class ThemeForm(PartForm):
    """A theme. Its address is made from its title, once."""

    class Meta:
        model = Theme
        fields = ["title", "about"]
        field_classes = {"about": MarkdownField}

    def complete(self, thing: Any) -> None:
        """Give a new theme its place and its address."""
        super().complete(thing)
        taken = set(self.event.themes.values_list("slug", flat=True))
        thing.slug = free_slug(thing.title, taken, otherwise="thema")


class TargetGroupForm(PartForm):
    """For whom the event is meant."""

    class Meta:
        model = TargetGroup
        fields = ["name"]


class AccordForm(PartForm):
    """An agreement, and the organisations that signed it."""

    class Meta:
        model = Accord
        fields = ["title", "year", "years", "about", "parties"]
        field_classes = {"about": MarkdownField}
        widgets = {"parties": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties: Any = self.fields["parties"]
        partners = Q(partnerships__event=self.event)
        signed = Q(accords=self.instance.pk) if self.instance.pk else Q(pk=None)
        parties.queryset = Organisation.objects.filter(partners | signed).distinct()
        parties.help_text = _("Choose from the partners of this gathering; add others there first.")


class GoalForm(PartForm):
    """A numbered goal."""

    class Meta:
        model = Goal
        fields = ["accord", "number", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.initial.get("number") is None:
            last = self.event.goals.filter(accord=self.initial.get("accord") or None)
            self.initial["number"] = (last.aggregate(last=Max("number"))["last"] or 0) + 1


class CaseForm(PartForm):
    """An initiative with a question, an example, or a project."""

    names = {"organisation": ORGANISATION}

    class Meta:
        model = Case
        fields = [
            "title",
            "status",
            "organisation",
            "theme",
            "table",
            "town",
            "period",
            "website",
            "question",
            "about",
            "result",
        ]
        field_classes = {"question": MarkdownField, "about": MarkdownField, "result": MarkdownField}
        help_texts = {"table": _("Where it is talked about. It then stands at that table.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status: Any = self.fields["status"]
        status.choices = [one for one in Case.Status.choices if one[0] != Case.Status.PROPOSED]
        table: Any = self.fields["table"]
        table.queryset = tables_of(self.event)
        table.label_from_instance = table_name
        if not table.queryset and self.instance.table_id is None:
            del self.fields["table"]


class CaseMemberForm(PartForm):
    """Somebody who works on a case."""

    names = {"person": PERSON}

    class Meta:
        model = CaseMember
        fields = ["case", "person", "role"]


class NewsItemForm(PartForm):
    """A message. The newest stands first, until they are put in order by hand."""

    first_when_new = True

    class Meta:
        model = NewsItem
        fields = ["title", "text", "published_on", "period"]
        field_classes = {"text": MarkdownField}
        widgets = {"published_on": Day()}


class QuoteForm(PartForm):
    """What somebody said."""

    names = {"person": PERSON}

    class Meta:
        model = Quote
        fields = ["person", "text", "occasion", "said_on"]
        widgets = {"said_on": Day(), "text": forms.Textarea(attrs={"rows": 4})}


class LinkForm(PartForm):
    """An address elsewhere."""

    class Meta:
        model = Link
        fields = ["title", "url"]


class DocumentForm(PartForm):
    """A file to download."""

    class Meta:
        model = Document
        fields = ["title", "file", "session", "case"]


class PhotoForm(PartForm):
    """A picture; its alternative text is required."""

    class Meta:
        model = Photo
        fields = ["image", "alt", "caption", "credit"]
