"""Addresses of what is printed: a page for all of it, and for each kind a page and a PDF."""

from django.urls import path

from registrations.paper import views

LABELS = "<slug:slug>/papier/vellen/<slug:labels>"
urlpatterns = [
    path("<slug:slug>/papier/", views.papers, name="papers"),
    path(f"{LABELS}.css", views.labels, {"code": False}, name="paper_labels"),
    path(f"{LABELS}/code.css", views.labels, {"code": True}, name="paper_labels_code"),
]
for on_screen, as_pdf, kinds in views.ENTRANCES:
    for kind in kinds:
        place, about = f"<slug:slug>/papier/{kind.key}/", {"kind": kind}
        urlpatterns += [
            path(place, on_screen, about, name=f"paper_{kind.key}"),
            path(f"{place}pdf/", as_pdf, about, name=f"paper_{kind.key}_pdf"),
        ]
