"""Addresses for texts."""

from django.urls import path

from events.workspace.texts import views

urlpatterns = [path("opmaak/", views.preview, name="text_preview")]
