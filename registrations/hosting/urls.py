"""The list of a host, below the secret part of its address."""

from django.urls import path

from registrations.hosting import views

urlpatterns = [
    path("", views.host_list, name="host_list"),
    path("erbij/", views.present, name="host_present"),
    path("terug/", views.absent, name="host_absent"),
    path("iedereen/", views.everybody, name="host_everybody"),
    path("zoeken/", views.find, name="host_find"),
]
