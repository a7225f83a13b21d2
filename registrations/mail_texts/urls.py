"""Addresses of an event's own words in its mails."""

from django.urls import path

from registrations.mail_texts import views

urlpatterns = [
    path("<slug:slug>/mails/", views.mail_texts, name="mail_texts"),
    path("<slug:slug>/mails/<slug:mail>/", views.mail_text, name="mail_text"),
    path("<slug:slug>/mails/<slug:mail>/terug/", views.usual_words, name="usual_words"),
]
