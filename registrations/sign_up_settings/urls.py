"""Addresses of the sign-up settings."""

from django.urls import path

from registrations.sign_up_settings import asked_views, consent_views, views

urlpatterns = [
    path("<slug:slug>/aanmelden/", views.overview, name="sign_up_settings"),
    path("<slug:slug>/aanmelden/formulier/", views.preview, name="sign_up_preview"),
    path("<slug:slug>/aanmelden/toestemming/", consent_views.consents, name="consents"),
    path("<slug:slug>/aanmelden/toestemming/nieuw/", consent_views.add_consent, name="add_consent"),
    path(
        "<slug:slug>/aanmelden/toestemming/<slug:key>/woorden/",
        consent_views.consent,
        name="consent",
    ),
    path(
        "<slug:slug>/aanmelden/toestemming/<slug:key>/vragen/",
        consent_views.retire_consent,
        name="retire_consent",
    ),
    path(
        "<slug:slug>/aanmelden/rollen/<int:pk>/nieuwe-link/",
        asked_views.renew_link,
        name="renew_link",
    ),
    path("<slug:slug>/aanmelden/wat/<slug:section>/", views.setting, name="sign_up_setting"),
    path("<slug:slug>/aanmelden/<slug:kind>/", asked_views.asked_list, name="asked_list"),
    path("<slug:slug>/aanmelden/<slug:kind>/nieuw/", asked_views.add_asked, name="add_asked"),
    path(
        "<slug:slug>/aanmelden/<slug:kind>/volgorde/", asked_views.order_asked, name="order_asked"
    ),
    path("<slug:slug>/aanmelden/<slug:kind>/<int:pk>/", asked_views.asked, name="asked"),
    path(
        "<slug:slug>/aanmelden/<slug:kind>/<int:pk>/weg/",
        asked_views.remove_asked,
        name="remove_asked",
    ),
]
