"""Everything behind a personal link."""

from django.urls import path

from registrations.personal import (
    calendars,
    changing_views,
    data_views,
    offer_views,
    party_views,
    role_views,
    ticket_views,
    views,
)

urlpatterns = [
    path("", views.personal_page, name="personal"),
    path("annuleren/", views.cancel_page, name="cancel"),
    path("toestemming/intrekken/", views.withdraw_page, name="withdraw"),
    path("toestemming/geven/", views.agree_page, name="agree"),
    path("wijzigen/<str:code>/", changing_views.change_page, name="change"),
    path("rol-en-casus/", role_views.role_page, name="change_role"),
    path("adres/", changing_views.address_page, name="change_address"),
    path("aanbod/", offer_views.offer_page, name="offer"),
    path("bevestigen/", offer_views.prove_page, name="prove"),
    path("wachtlijst/", offer_views.keep_place_page, name="keep_place"),
    path("meekomers/", party_views.add_page, name="add_companion"),
    path("doorgeven/<str:code>/", party_views.hand_over_page, name="hand_over"),
    path("eigen-link/<str:code>/", party_views.share_page, name="share"),
    path("nieuwe-link/", views.renew_link_page, name="renew_link"),
    path("code/<str:code>.svg", ticket_views.ticket_code, name="ticket_code"),
    path("agenda.ics", calendars.calendar, name="personal_calendar"),
    path("mijn-gegevens.json", data_views.own_data, name="own_data"),
    path("bestand/<int:pk>/", data_views.own_file, name="own_file"),
    path("wissen/", data_views.erase_page, name="erase"),
]
