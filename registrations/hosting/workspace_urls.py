"""The links of hosts in the workspace."""

from django.urls import path

from registrations.hosting import workspace_views as views

urlpatterns = [
    path("<slug:slug>/balie/begeleiders/", views.host_links, name="host_links"),
    path("<slug:slug>/balie/begeleiders/maken/", views.make_links, name="make_host_links"),
    path("<slug:slug>/balie/begeleiders/mailen/", views.mail_hosts, name="mail_host_links"),
    path("<slug:slug>/balie/begeleiders/afdrukken/", views.print_links, name="print_host_links"),
    path("<slug:slug>/balie/begeleiders/<key>/code.svg", views.link_code, name="host_link_code"),
    path(
        "<slug:slug>/balie/begeleiders/<key>/vervangen/",
        views.replace_link,
        name="replace_host_link",
    ),
    path("<slug:slug>/balie/begeleiders/<key>/stoppen/", views.stop_a_link, name="stop_host_link"),
]
