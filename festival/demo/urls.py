"""What only the demo has: the mails it sent."""

from django.urls import path

from festival.demo import views

app_name = "demo"
urlpatterns = [
    path("mail/", views.mails, name="mails"),
    path("mail/<slug:name>/", views.mail, name="mail"),
    path("mail/<slug:name>/html/", views.html, name="html"),
    path("mail/<slug:name>/bijlage/<int:number>/", views.attachment, name="attachment"),
]
