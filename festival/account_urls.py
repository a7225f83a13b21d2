"""Signing in and out, and passwords."""

from django.urls import URLPattern, URLResolver, path

from festival import accounts

app_name = "account"
urlpatterns: list[URLPattern | URLResolver] = [
    path("inloggen/", accounts.log_in, name="log_in"),
    path("uitloggen/", accounts.log_out, name="log_out"),
    path("wachtwoord/", accounts.password_change, name="password_change"),
    path("wachtwoord/gewijzigd/", accounts.password_changed, name="password_changed"),
    path("wachtwoord/vergeten/", accounts.password_reset, name="password_reset"),
    path("wachtwoord/onderweg/", accounts.password_reset_sent, name="password_reset_sent"),
    path("wachtwoord/nieuw/<uidb64>/<token>/", accounts.password_set, name="password_set"),
    path("wachtwoord/klaar/", accounts.password_is_set, name="password_is_set"),
]
