"""Calendars, news feed, sitemap, booklet: files to keep. These addresses have no language."""

from django.urls import path

from events import feeds
from events.paper import public

app_name = "feeds"
urlpatterns = [
    path("agenda.ics", feeds.site_calendar, name="site_calendar"),
    path("bijeenkomst/<slug:slug>/agenda.ics", feeds.event_calendar, name="event_calendar"),
    path(
        "bijeenkomst/<slug:slug>/programma.ics", feeds.programme_calendar, name="programme_calendar"
    ),
    path(
        "bijeenkomst/<slug:slug>/sessie/<slug:code>.ics",
        feeds.session_calendar,
        name="session_calendar",
    ),
    path("bijeenkomst/<slug:slug>/programmaboekje.pdf", public.booklet, {"size": "a5"}, "booklet"),
    path(
        "bijeenkomst/<slug:slug>/programmaboekje-groot.pdf",
        public.booklet,
        {"size": "large"},
        "large_booklet",
    ),
    path("nieuws.atom", feeds.news, name="news"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-site.xml", feeds.site_sitemap, name="site_sitemap"),
    path("sitemap/<slug:slug>.xml", feeds.event_sitemap, name="event_sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
    path(".well-known/security.txt", feeds.security, name="security"),
]
