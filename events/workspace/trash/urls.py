"""Addresses of the trash."""

from django.urls import path

from events.workspace.trash import views

urlpatterns = [
    path("<slug:slug>/prullenbak/", views.trash, name="trash"),
    path("<slug:slug>/prullenbak/<int:pk>/terug/", views.restore, name="restore"),
]
