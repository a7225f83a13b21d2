"""Addresses of the trash."""

from django.urls import path

from events.workspace.trash import views

urlpatterns = [
    path("prullenbak/", views.lasting_trash, name="lasting_trash"),
    path("prullenbak/<int:pk>/terug/", views.restore_lasting, name="restore_lasting"),
    path("<slug:slug>/prullenbak/", views.trash, name="trash"),
    path("<slug:slug>/prullenbak/<int:pk>/terug/", views.restore, name="restore"),
]
