"""Where a gathering is started."""

from django.urls import path

from events.workspace.starting import views

urlpatterns = [
    path("nieuw/", views.new, name="new"),
    path("nieuw/<slug:shape>/", views.from_shape, name="new_from_shape"),
    path("<slug:slug>/volgende-editie/", views.next_edition, name="next_edition"),
]
