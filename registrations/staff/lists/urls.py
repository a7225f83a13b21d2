"""Addresses of the lists, below `deelnemers/` of one event."""

from django.urls import path

from registrations.staff.lists import (
    many_views,
    other_views,
    person_views,
    place_views,
    tag_views,
    views,
)

urlpatterns = [
    path("", views.people, name="attendees"),
    path("doen/", many_views.many, name="many"),
    path("doen/<code>/", many_views.acted, name="acted"),
    path("afgemeld/", views.cancelled, name="cancelled"),
    path("samen/", other_views.parties, name="parties"),
    path("bij/", place_views.places, name="places"),
    path("bij/<key>/", place_views.place, name="place"),
    path("rollen/", other_views.by_role, name="by_role"),
    path("dieet-en-toegang/", other_views.needs, name="needs"),
    path("begeleiders/", other_views.hosts, name="hosts"),
    path("organisaties/", other_views.organisations, name="organisations"),
    path("mailproblemen/", other_views.mail_problems, name="mail_problems"),
    path("labels/", tag_views.tags, name="tags"),
    path("labels/<int:pk>/", tag_views.tag, name="tag"),
    path("labels/<int:pk>/weg/", tag_views.remove_tag, name="remove_tag"),
    path("<code>/labels/", tag_views.tag_person, name="tag_person"),
    path("<code>/", person_views.attendee, name="attendee"),
]
