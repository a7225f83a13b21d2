"""Addresses of the programme builder."""

from django.urls import path

from events.workspace.programme import table_views, views

ITEM = "<slug:slug>/programma/<str:code>"

urlpatterns = [
    path("<slug:slug>/programma/", views.programme, name="programme"),
    path("<slug:slug>/programma/nieuw/", views.new_session, name="new_session"),
    path("<slug:slug>/programma/wie/", table_views.find_people, name="find_people"),
    path(f"{ITEM}/", views.session, name="session"),
    path(f"{ITEM}/regel/", views.item, name="item"),
    path(f"{ITEM}/verplaats/", views.move, name="move_session"),
    path(f"{ITEM}/kopie/", views.copy, name="copy_session"),
    path(f"{ITEM}/tafels/", table_views.tables, name="tables"),
    path(f"{ITEM}/weg/", views.remove_session, name="remove_session"),
]
