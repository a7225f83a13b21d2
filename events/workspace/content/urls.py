"""Addresses of an event's content."""

from django.urls import path

from events.workspace.content import views

urlpatterns = [
    path("<slug:slug>/inhoud/", views.content, name="content"),
    path("<slug:slug>/inhoud/<slug:kind>/", views.parts, name="parts"),
    path("<slug:slug>/inhoud/<slug:kind>/nieuw/", views.add_part, name="add_part"),
    path("<slug:slug>/inhoud/<slug:kind>/volgorde/", views.order_parts, name="order_parts"),
    path("<slug:slug>/inhoud/<slug:kind>/<int:pk>/", views.part, name="part"),
    path("<slug:slug>/inhoud/<slug:kind>/<int:pk>/weg/", views.remove_part, name="remove_part"),
]
