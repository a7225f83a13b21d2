"""The desk, below the short name of a gathering."""

from django.urls import path

from registrations.desk import (
    app_views,
    counts_views,
    device_views,
    json_views,
    person_views,
    search_views,
    ticket_views,
    undoing_views,
    walk_in_views,
)

app_name = "desk"
urlpatterns = [
    path("", search_views.search, name="search"),
    path("in/<str:ticket>/", ticket_views.ticket, name="ticket"),
    path("wie/<code>/", person_views.person, name="person"),
    path("wie/<code>/in/", person_views.check_in, name="check_in"),
    path("wie/<code>/samen/", person_views.check_in_party, name="check_in_party"),
    path("wie/<code>/terug/", undoing_views.undo, name="undo"),
    path("wie/<code>/terug/wie/", undoing_views.undo_several, name="undo_several"),
    path("wie/<code>/opmerking/", person_views.remark, name="remark"),
    path("wie/<code>/toch/", person_views.let_in_anyway, name="admit"),
    path("binnenloper/", walk_in_views.walk_in_page, name="walk_in"),
    path("aantallen/", counts_views.counts_page, name="counts"),
    path("toestel/", device_views.device_page, name="device"),
    path("afmelden/", device_views.sign_out, name="sign_out"),
    path("gasten.json", json_views.guests, name="guests"),
    path("stuur.json", json_views.send, name="send"),
    path("elders.json", json_views.elsewhere, name="elsewhere"),
    path("app/", app_views.app, name="app"),
    path("app.webmanifest", app_views.manifest, name="manifest"),
    path("werker.js", app_views.worker, name="worker"),
]
