"""Addresses of the grid; before those of the builder, for which `rooster` would be an item."""

from django.urls import path

from events.workspace.grid import views

urlpatterns = [
    path("<slug:slug>/programma/rooster/", views.grid, name="grid"),
    path("<slug:slug>/programma/rooster/<str:code>/", views.place, name="place"),
]
