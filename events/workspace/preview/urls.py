"""Where the draft and earlier releases can be looked at as the public would see them."""

from django.urls import path

from events.workspace.preview import views

DRAFT, RELEASE = "<slug:slug>/voorbeeld/", "<slug:slug>/versies/<int:number>/"
urlpatterns = [
    path(DRAFT, views.whole, name="preview"),
    path(f"{DRAFT}programma/", views.programme, name="preview_programme"),
    path(f"{DRAFT}aanmelden/", views.sign_up, name="preview_sign_up"),
    path(f"{DRAFT}<slug:kind>/<slug:part>/", views.part, name="preview_part"),
    path(RELEASE, views.whole, name="release"),
    path(f"{RELEASE}programma/", views.programme, name="release_programme"),
    path(f"{RELEASE}<slug:kind>/<slug:part>/", views.part, name="release_part"),
]
