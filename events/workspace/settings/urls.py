"""Addresses of the settings."""

from django.urls import path

from events.workspace.settings import views

urlpatterns = [
    path("<slug:slug>/instellingen/", views.settings, name="settings"),
    path("<slug:slug>/instellingen/terug-naar-concept/", views.unpublish, name="unpublish"),
    path("<slug:slug>/instellingen/<slug:section>/", views.setting, name="setting"),
]
