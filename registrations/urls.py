"""Signing up and the personal page."""

from django.urls import include, path

from registrations.mails import stopping_views
from registrations.personal import calendars, data_views, links_views
from registrations.sign_up import views

app_name = "registrations"
urlpatterns = [
    path("bijeenkomst/<slug:slug>/aanmelden/", views.sign_up_page, name="sign_up"),
    path("bijeenkomst/<slug:slug>/aanmelden/gelukt/", views.signed_up_page, name="signed_up"),
    path("bijeenkomst/<slug:slug>/privacy/", views.privacy_page, name="privacy"),
    path("mijn-aanmeldingen/", links_views.my_links_page, name="my_links"),
    path("mijn-aanmeldingen/verstuurd/", links_views.my_links_sent_page, name="my_links_sent"),
    path("mails/<str:token>/stoppen/", stopping_views.stop_page, name="stop_mails"),
    path("mijn-aanmeldingen/overgezet/", links_views.moved_page, name="moved"),
    path("mijn-aanmeldingen/gewist/", data_views.erased_page, name="erased"),
    path("mijn-agenda/<str:token>/agenda.ics", calendars.calendar_feed, name="personal_feed"),
    path("aanwezig/<str:token>/", include("registrations.hosting.urls")),
    path("aanmelding/<str:token>/", include("registrations.personal.urls")),
]
