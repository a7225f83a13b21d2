"""The public pages of gatherings."""

from django.urls import path

from events import views

app_name = "events"
urlpatterns = [
    path("", views.home, name="home"),
    path("privacy/", views.privacy, name="privacy"),
    path("kleur/<str:colours>.css", views.accents, name="accents"),
    path("bijeenkomst/<slug:slug>/", views.event, name="event"),
    path("bijeenkomst/<slug:slug>/programma/", views.programme, name="programme"),
    path("bijeenkomst/<slug:slug>/wijzigingen/", views.changes, name="changes"),
    path("bijeenkomst/<slug:slug>/sessie/<slug:code>/", views.session, name="session"),
    path("bijeenkomst/<slug:slug>/tafel/<slug:code>/", views.table, name="table"),
    path("bijeenkomst/<slug:slug>/persoon/<slug:code>/", views.person, name="person"),
    path(
        "bijeenkomst/<slug:slug>/organisatie/<slug:organisation>/",
        views.organisation,
        name="organisation",
    ),
    path("bijeenkomst/<slug:slug>/thema/<slug:theme>/", views.theme, name="theme"),
    path("bijeenkomst/<slug:slug>/casus/<slug:code>/", views.case, name="case"),
]
