"""The desk as the team prepares and watches it."""

from django.urls import path

from registrations.desk import rehearsal_views, settling_views
from registrations.desk import workspace_views as views

urlpatterns = [
    path("<slug:slug>/balie/", views.desk_page, name="desk"),
    path("<slug:slug>/balie/code.svg", views.desk_code, name="desk_code"),
    path("<slug:slug>/balie/plaats/<code>/", settling_views.give_seat, name="desk_seat"),
    path("<slug:slug>/balie/terug/<code>/", settling_views.take_back, name="desk_take_back"),
    path("<slug:slug>/balie/gezien/<code>/", settling_views.seen, name="desk_seen"),
    path("<slug:slug>/balie/oefening/", rehearsal_views.take_back, name="desk_rehearsal"),
    path("<slug:slug>/balie/stoppen/", views.stop_devices, name="stop_devices"),
    path("<slug:slug>/balie/stoppen/<code>/", views.stop_device, name="stop_device"),
]
