"""The lists that organisers and staff work with."""

from django.urls import URLPattern, URLResolver, include, path

from registrations.staff import (
    answer_files,
    call_off_views,
    cancel_views,
    publish_views,
    views,
)
from registrations.staff.cases import views as case_views
from registrations.staff.dashboard import views as dashboard
from registrations.staff.waiting import promote_views
from registrations.staff.waiting import views as waiting_views

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
    path("", include("registrations.paper.urls")),
    path("", include("registrations.desk.workspace_urls")),
    path("", include("registrations.hosting.workspace_urls")),
    path("", include("registrations.attendance.urls")),
    path("<slug:slug>/wachtlijst/", waiting_views.waiting_list, name="waiting_list"),
    path("<slug:slug>/wachtlijst/<code>/plaats/", promote_views.give_seat, name="give_seat"),
    path("<slug:slug>/casussen/", case_views.proposed, name="proposed_cases"),
    path("<slug:slug>/casussen/<code>/opnemen/", case_views.accept_case, name="accept_case"),
    path("<slug:slug>/casussen/<code>/afwijzen/", case_views.decline_case, name="decline_case"),
    path("", include("registrations.staff.exports.urls")),
    path("<slug:slug>/deelnemers/", include("registrations.staff.lists.urls")),
    path(
        "<slug:slug>/deelnemers/<code>/bestand/<int:pk>/",
        answer_files.answer_file,
        name="answer_file",
    ),
    path("<slug:slug>/deelnemers/<code>/afmelden/", cancel_views.cancel_attendee, name="cancel"),
]
