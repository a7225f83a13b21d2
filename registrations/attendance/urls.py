"""Who was present, in the workspace."""

from django.urls import path

from registrations.attendance import views

urlpatterns = [
    path("<slug:slug>/opkomst/", views.attendance, name="attendance"),
    path("<slug:slug>/opkomst/bestand/", views.attendance_file, name="attendance_file"),
]
