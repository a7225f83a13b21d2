"""Signing up and the personal page."""

from django.urls import path

from registrations import personal_views, views

app_name = "registrations"
urlpatterns = [
    path("bijeenkomst/<slug:slug>/aanmelden/", views.sign_up_page, name="sign_up"),
    path("bijeenkomst/<slug:slug>/aanmelden/gelukt/", views.signed_up_page, name="signed_up"),
    path("bijeenkomst/<slug:slug>/privacy/", views.privacy_page, name="privacy"),
    path("aanmelding/<str:token>/", personal_views.personal_page, name="personal"),
    path("aanmelding/<str:token>/annuleren/", personal_views.cancel_page, name="cancel"),
    path(
        "aanmelding/<str:token>/toestemming/intrekken/",
        personal_views.withdraw_page,
        name="withdraw",
    ),
    path("aanmelding/<str:token>/agenda.ics", personal_views.calendar, name="personal_calendar"),
]
