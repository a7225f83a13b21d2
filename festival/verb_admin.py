"""Admin classes that save through the verbs of `festival.editing`, and tell what those refuse."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from festival.audit import record
from festival.editing import add, change, event_id_of, remove, remove_for_good
from festival.refusals import Refused

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
    BaseTabular = admin.TabularInline[Any, Any]
    BaseStacked = admin.StackedInline[Any, Any]
else:
    Base, BaseTabular, BaseStacked = admin.ModelAdmin, admin.TabularInline, admin.StackedInline

PARTS = frozenset({"theme", "block", "session", "case", "accord", "table"})  # of one event


class OfOneEvent:
    """Offers only the themes, rounds, sessions, … of the event in hand."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The field, narrowed to the event of the page where that is known."""
        event_id = event_in_hand(request)
        if event_id is not None and db_field.name in PARTS:
            rows = db_field.remote_field.model._default_manager
            path = "session__event" if db_field.name == "table" else "event"
            kwargs["queryset"] = rows.filter(**{path: event_id})
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class VerbTabular(OfOneEvent, BaseTabular):
    """Rows within the page of another thing; saved by that page's admin."""

    extra = 0


class VerbStacked(OfOneEvent, BaseStacked):
    """The same, each with its fields under one another."""

    extra = 0


class VerbAdmin(OfOneEvent, Base):
    """Adds, changes and removes through the verbs, so that each leaves its line in the trail."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Add a new thing, or keep what was changed on the form."""
        if change:
            self.keep(request, obj, form.changed_data)
        else:
            add(obj, **by_whom(request))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Remove, change and add the rows of one inline."""
        formset.save(commit=False)
        for thing in formset.deleted_objects:
            _removed(thing, request)
        for thing, fields in formset.changed_objects:
            self.keep(request, thing, fields)
        for thing in formset.new_objects:
            add(thing, **by_whom(request))
        formset.save_m2m()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save inlines and many-to-many fields; of the latter, note what changed."""
        thing = form.instance
        links = [f.name for f in thing._meta.many_to_many if f.name in form.changed_data]
        before = {name: _listed(thing, name) for name in links}
        super().save_related(request, form, formsets, change)
        changes = {name: [before[name], _listed(thing, name)] for name in links}
        if change and changes:
            of = event_id_of(thing)
            record("change", thing, event_id=of, changes=changes, **by_whom(request))

    def keep(self, request: HttpRequest, thing: Any, fields: Iterable[str]) -> None:
        """Change the named fields of a thing that exists to what they are on `thing`."""
        own = {field.name for field in thing._meta.concrete_fields}
        values = {name: getattr(thing, name) for name in fields if name in own}
        if values:
            change(type(thing)._base_manager.get(pk=thing.pk), **by_whom(request), **values)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Remove one thing."""
        _removed(obj, request)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Remove several things, one by one, so that each is noted."""
        for thing in queryset:
            _removed(thing, request)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        """The page of one thing; what a verb refuses comes back as an error on the same form."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (Refused, ValidationError) as problem:
            request.refusal = problem  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form; after a refusal one that says so beside the field."""
        form = super().get_form(request, obj, change=change, **kwargs)
        problem = getattr(request, "refusal", None)
        return form if problem is None else _refusing(form, problem)


class ReadOnly(Base):
    """Shows and never changes."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


def by_whom(request: HttpRequest) -> dict[str, Any]:
    """The `now` and `by` that every verb takes."""
    return {"now": timezone.now(), "by": request.user}


def _removed(thing: Any, request: HttpRequest) -> None:
    verb = remove_for_good if getattr(thing, "never_trashed", False) else remove
    verb(thing, **by_whom(request))


def event_in_hand(request: HttpRequest) -> int | None:
    """The event that the page is about; None for lasting records and for a new thing."""
    if not hasattr(request, "event_in_hand"):
        request.event_in_hand = _event_in_hand(request)  # type: ignore[attr-defined]
    found: int | None = request.event_in_hand  # type: ignore[attr-defined]
    return found


def _event_in_hand(request: HttpRequest) -> int | None:
    match = request.resolver_match
    object_id = match.kwargs.get("object_id", "") if match else ""
    model_admin = getattr(match.func, "model_admin", None) if match else None
    if model_admin is not None and object_id:
        thing = model_admin.get_object(request, unquote(object_id))
        return event_id_of(thing) if thing else None
    asked = request.POST.get("event") or request.GET.get("event") or ""
    return int(asked) if re.fullmatch(r"[0-9]{1,18}", asked) else None


def _refusing(form: Any, problem: Refused | ValidationError) -> Any:
    class Refusing(form):  # type: ignore[misc]
        def clean(self) -> Any:
            cleaned = super().clean()
            for field, sentence in _sentences(problem):
                self.add_error(field if field in self.fields else None, sentence)
            return cleaned

    return Refusing


def _sentences(problem: Refused | ValidationError) -> list[tuple[str, str]]:
    if isinstance(problem, Refused):
        return [(problem.field, str(problem))]
    if hasattr(problem, "error_dict"):
        return [(name, text) for name, texts in problem.message_dict.items() for text in texts]
    return [("", text) for text in problem.messages]


def _listed(thing: models.Model, name: str) -> list[str]:
    return [str(other) for other in getattr(thing, name).all()]
