"""Everything behind a personal link."""

from django.urls import path

from registrations.personal import calendars, data_views, views

urlpatterns = [
    path("", views.personal_page, name="personal"),
    path("annuleren/", views.cancel_page, name="cancel"),
    path("toestemming/intrekken/", views.withdraw_page, name="withdraw"),
    path("nieuwe-link/", views.renew_link_page, name="renew_link"),
    path("agenda.ics", calendars.calendar, name="personal_calendar"),
    path("agenda-feed.ics", calendars.calendar_feed, name="personal_feed"),
    path("mijn-gegevens.json", data_views.own_data, name="own_data"),
    path("wissen/", data_views.erase_page, name="erase"),
]
