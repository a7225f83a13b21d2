"""The addresses of a site that is a demo."""

from django.urls import include, path

from festival import urls

urlpatterns = [*urls.urlpatterns, path("demo/", include("festival.demo.urls"))]
