"""Addresses of the team."""

from django.urls import path

from events.workspace.team import accepting, views

urlpatterns = [
    path("uitnodiging/<str:secret>/", accepting.invitation, name="invitation"),
    path("<slug:slug>/team/", views.team, name="team"),
    path("<slug:slug>/team/uitnodiging/<int:pk>/opnieuw/", views.resend, name="resend"),
    path("<slug:slug>/team/uitnodiging/<int:pk>/intrekken/", views.take_back, name="take_back"),
    path("<slug:slug>/team/<slug:kind>/<int:pk>/rol/", views.change, name="change_member"),
    path("<slug:slug>/team/<slug:kind>/<int:pk>/weg/", views.remove, name="remove_member"),
]
