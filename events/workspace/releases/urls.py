"""Where the releases of an event are listed."""

from django.urls import path

from events.workspace.releases import views

urlpatterns = [
    path("<slug:slug>/versies/", views.releases, name="releases"),
    path("<slug:slug>/versies/<int:number>/terug/", views.restore, name="restore_release"),
]
