"""Addresses of lasting records: the same ones for each kind."""

from typing import Any

from django.urls import URLPattern, path

from events.workspace.lasting import inner_views, merge_views, views
from events.workspace.lasting.kinds import KINDS, Kind


def _addresses(of: Kind) -> list[URLPattern]:
    about: dict[str, Any] = {"kind": of.key}
    found = [
        path(f"{of.word}/", views.records, about, name=of.key),
        path(f"{of.word}/nieuw/", views.add_record, about, name=f"{of.key}_add"),
        path(f"{of.word}/<slug:key>/", views.record, about, name=f"{of.key}_one"),
        path(f"{of.word}/<slug:key>/weg/", views.remove_one, about, name=f"{of.key}_remove"),
    ]
    if of.merges:
        merging = f"{of.word}/<slug:key>/samenvoegen/"
        found += [path(merging, merge_views.merge_records, about, name=f"{of.key}_merge")]
    return found + (_inner(of, about) if of.inner else [])


def _inner(of: Kind, about: dict[str, Any]) -> list[URLPattern]:
    here = f"{of.word}/<slug:key>/delen"
    add, one, remove = inner_views.add_inner, inner_views.inner, inner_views.remove_inner
    found = [
        path(f"{here}/nieuw/", add, about, name=f"{of.key}_add_inner"),
        path(f"{here}/<int:pk>/", one, about, name=f"{of.key}_inner"),
        path(f"{here}/<int:pk>/weg/", remove, about, name=f"{of.key}_remove_inner"),
    ]
    if of.inner and of.inner.ordered:
        order = inner_views.order_inner
        found += [path(f"{here}/volgorde/", order, about, name=f"{of.key}_order")]
    return found


urlpatterns = [address for kind in KINDS for address in _addresses(kind)]
