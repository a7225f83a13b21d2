"""The lists that organisers and staff work with."""

from django.urls import URLPattern, URLResolver, include, path

from registrations.staff import answer_files, call_off_views, downloads, publish_views, views
from registrations.staff.dashboard import views as dashboard

app_name = "staff"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("<slug:slug>/", dashboard.dashboard, name="dashboard"),
    path("<slug:slug>/mail/", dashboard.unsent, name="unsent"),
    path("<slug:slug>/mail/opnieuw/", dashboard.send_again, name="send_again"),
    path("<slug:slug>/publiceren/", publish_views.publish, name="publish"),
    path("<slug:slug>/afgelasten/", call_off_views.event_page, name="call_off"),
    path("<slug:slug>/afgelasten/<code>/", call_off_views.session_page, name="call_off_session"),
    path("<slug:slug>/afgelasten/<code>/toch/", call_off_views.hold, name="hold_session"),
    path("", include("registrations.sign_up_settings.urls")),
    path("", include("registrations.bulk.urls")),
    path("", include("registrations.mail_texts.urls")),
    path("<slug:slug>/deelnemers/", views.attendees, name="attendees"),
    path("<slug:slug>/deelnemers/bestand/", downloads.export, name="export"),
    path("<slug:slug>/deelnemers/<code>/", views.attendee, name="attendee"),
    path(
        "<slug:slug>/deelnemers/<code>/bestand/<int:pk>/",
        answer_files.answer_file,
        name="answer_file",
    ),
    path("<slug:slug>/deelnemers/<code>/afmelden/", views.cancel_attendee, name="cancel"),
]
