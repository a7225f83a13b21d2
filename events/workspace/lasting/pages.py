"""What the pages about lasting records share: finding the record, and who may change it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events.workspace.content.listing import Row
from events.workspace.lasting.kinds import BY_KEY, Kind
from events.workspace.lasting.uses import may_change


def record_at(kind: str, key: str) -> tuple[Kind, Any]:
    """The kind and the record at an address. Raises Http404."""
    of = BY_KEY[kind]
    return of, get_object_or_404(of.model._default_manager, **{of.field: key})


def changeable(request: HttpRequest, kind: str, key: str) -> tuple[Kind, Any]:
    """The same for who may change it. Raises PermissionDenied with a sentence."""
    of, record = record_at(kind, key)
    if not may_change(record, request.user):
        raise PermissionDenied(_("Others use this; only they can change it."))
    return of, record


def address(page: str, of: Kind, record: Any = None, **more: Any) -> str:
    """The address of a page about one kind, or about one record."""
    about = {"key": getattr(record, of.field)} if record is not None else {}
    return reverse(f"workspace:{of.key}{page}", kwargs=about | more)


def row_of(of: Kind, record: Any) -> Row:
    """A record in a list."""
    details = [str(detail) for detail in of.told(record) if detail]
    return Row(record.pk, str(record), details, address("_one", of, record), "")


def told_apart(of: Kind, records: Sequence[Any]) -> dict[Any, str]:
    """Each record's name with what tells it from its namesakes, if need be its code."""
    rows = {record: row_of(of, record) for record in records}
    names = {one: _with(row.name, row.details) for one, row in rows.items()}
    count = Counter(names.values())
    return {
        one: name if count[name] == 1 else _with(rows[one].name, [*rows[one].details, one.code])
        for one, name in names.items()
    }


def _with(name: str, details: Sequence[str]) -> str:
    return f"{name} ({', '.join(details)})" if details else name


def inner_rows(of: Kind, record: Any) -> list[Row]:
    """What stands within a record, ready to print."""
    if of.inner is None:
        return []
    return [
        Row(
            pk=thing.pk,
            name=str(thing),
            details=[str(detail) for detail in of.inner.told(thing) if detail],
            url=address("_inner", of, record, pk=thing.pk),
            remove_url=address("_remove_inner", of, record, pk=thing.pk),
        )
        for thing in of.inner.rows(record)
    ]


def shown(request: HttpRequest, template: str, *, status: int = 200, **about: Any) -> HttpResponse:
    """A page about lasting records."""
    return render(request, f"workspace/lasting/{template}.html", about, status=status)
