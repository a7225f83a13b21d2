"""Addresses of the messages to groups."""

from django.urls import path

from registrations.bulk import going_views, views

urlpatterns = [
    path("<slug:slug>/berichten/", views.messages_page, name="group_mails"),
    path("<slug:slug>/berichten/nieuw/", views.add_mail, name="add_group_mail"),
    path("<slug:slug>/berichten/<code>/", views.mail_page, name="group_mail"),
    path("<slug:slug>/berichten/<code>/tekst/", views.words, name="group_mail_text"),
    path("<slug:slug>/berichten/<code>/wie/", views.who, name="group_mail_who"),
    path("<slug:slug>/berichten/<code>/opmaak/", views.layout, name="group_mail_layout"),
    path("<slug:slug>/berichten/<code>/test/", views.test, name="group_mail_test"),
    path("<slug:slug>/berichten/<code>/kopie/", views.copy_mail, name="group_mail_copy"),
    path("<slug:slug>/berichten/<code>/weg/", views.remove_mail, name="group_mail_remove"),
    path("<slug:slug>/berichten/<code>/versturen/", going_views.send_mail, name="group_mail_send"),
    path(
        "<slug:slug>/berichten/<code>/voortgang/", going_views.progress, name="group_mail_progress"
    ),
    path("<slug:slug>/berichten/<code>/pauze/", going_views.pause_mail, name="group_mail_pause"),
    path("<slug:slug>/berichten/<code>/verder/", going_views.resume_mail, name="group_mail_resume"),
    path("<slug:slug>/berichten/<code>/stoppen/", going_views.stop_mail, name="group_mail_stop"),
]
