"""Where the trail of an event is read."""

from django.urls import path

from events.workspace.history import views

urlpatterns = [path("<slug:slug>/geschiedenis/", views.history, name="history")]
