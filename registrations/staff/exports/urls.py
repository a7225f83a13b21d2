"""The addresses of lists as files."""

from django.urls import path

from registrations.staff.exports import kept_views, prepared_views, views

FILE = "<slug:slug>/deelnemers/bestand/"

urlpatterns = [
    path(FILE, views.export, name="export"),
    path(f"{FILE}bewaard/<code>/", kept_views.rename, name="kept_export"),
    path(f"{FILE}bewaard/<code>/maken/", kept_views.run, name="run_export"),
    path(f"{FILE}bewaard/<code>/weg/", kept_views.remove, name="remove_export"),
    path(f"{FILE}klaar/<code>/", prepared_views.prepared, name="prepared"),
    path(f"{FILE}klaar/<code>/ophalen/", prepared_views.fetch, name="fetch_prepared"),
]
